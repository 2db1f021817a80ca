# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""One item of a board: what it asks for, how it stands and by what evidence, and what this person may do with it."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from messages.blocks import Block, actions, button, context, divider, modal, section
from messages.maturity.about import About, Act, value_of
from messages.maturity.board import SHOW
from messages.maturity.forms import has_form
from messages.maturity.words import evidence_lines, mark, said
from messages.text import escape, joined
from workflows.maturity.boards import Board, ItemState, Standing

#: A click that does it at once, and one that opens a form.
DO, ASK = "maturity:do", "maturity:ask"
_BUTTONS: dict[Act, tuple[str, str]] = {
    "confirm": ("Confirm", "Confirm what was claimed"),
    "refuse": ("Send back…", "Send the claim back with a reason"),
    "claim": ("Claim with evidence…", "Claim this item with evidence"),
    "renew": ("It still holds…", "Say that this item still holds"),
    "still": ("Still so", "Say that this item still holds"),
    "later": ("Not yet", "Say that this item does not hold yet"),
    "start": ("Start", "Say that this item is under way"),
    "train": ("Record a training…", "Record a training for this item"),
    "assign": ("Owner…", "Choose who owns this item"),
    "due": ("Due date…", "Choose when this item is due"),
    "waive": ("Not for us…", "Propose that this item is not for us"),
    "reopen": ("Reopen…", "Say that this item does not hold any more"),
}
_MAIN: tuple[Act, ...] = ("confirm", "renew", "claim")
_ALONE = (
    "There is nobody else in any group who could look at this. You may confirm it yourself; that is shown as one "
    "person's word alone, and counted apart."
)


def item_modal(board: Board, standing: Standing, may: Collection[Act], *, alone: bool = False) -> Block:
    """Everything about an item, with the buttons that this person may use; ``alone``: nobody else could confirm it."""
    of = About(board.model.name, board.unit, standing.stage.name, standing.item.id)
    blocks = [
        context(escape(f"{board.model.title} · {standing.stage.title}")),
        section(f"*{escape(standing.item.text)}*"),
        *([section(f"Good evidence: {escape(standing.item.hint)}")] if standing.item.hint else []),
        context(*_about(board, standing)),
        divider(),
        section("\n".join([f"{mark(standing)} {said(standing)}", *evidence_lines(standing)])),
        *act_buttons(of, standing, may),
        *([context(_ALONE)] if alone else []),
        divider(),
        actions(button("Back to the board", SHOW, value_of(replace(of, item="")))),
    ]
    return modal("Maturity: one item", blocks, metadata=value_of(of), close="Close")


def act_buttons(of: About, standing: Standing, may: Collection[Act]) -> list[Block]:
    """A row of buttons for what may be done, the one that brings most standing out; nothing where that is nothing."""
    allowed = [act for act in _BUTTONS if act in may and (act != "later" or standing.state is ItemState.UNKNOWN)]
    main = next((act for act in _MAIN if act in may), None)
    labels: dict[Act, str] = {} if "confirm" in may else {"refuse": "Take it back…"}
    row = [act_button(of, standing, act, first=act == main, label=labels.get(act, "")) for act in allowed]
    return [actions(*row)] if row else []


def act_button(of: About, standing: Standing, act: Act, *, first: bool = False, label: str = "") -> Block:
    """The button of an act; it carries the claim that was there when it was shown, so that it answers no newer one."""
    words, described = _BUTTONS[act]
    claim = standing.claim.sequence if standing.claim and act in {"confirm", "refuse"} else 0
    value = value_of(replace(of, act=act, seen=claim))
    action = f"{ASK if has_form(act) else DO}:{act}"  # one message must not have two elements of the same id
    return button(label or words, action, value, style="primary" if first else "", described=described)


def _about(board: Board, standing: Standing) -> Iterator[str]:
    item = standing.item
    if item.outside:
        yield "Outside the bot: nothing here produces evidence for this by itself."
    elif item.feature:
        yield f"Its evidence comes from {escape(item.feature)}"
    if item.evidence:
        yield "Evidenced by the office's own records while they show it."
    yield f"Evidence counts for {'12 months, as it is a policy text' if item.policy else '180 days'}."
    if item.needs:
        items = (board.standing(one) for one in item.needs)
        yield f"Comes after: {escape(joined(one.item.text for one in items if one is not None))}"
    if item.source:
        yield f"Source: {escape(item.source)}"
