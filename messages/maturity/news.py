# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Messages about one item to one person or to the OSPO's room: you own it, please confirm, sent back, one question."""

from collections.abc import Callable
from dataclasses import replace

from messages.blocks import Block, Message, actions, button, context, message, section
from messages.maturity.about import About, Act, value_of
from messages.maturity.board import ITEM
from messages.maturity.item import act_button
from messages.maturity.words import claimed, evidence_lines, mark, on, said
from messages.text import escape, escaped_line, mention
from workflows.maturity.boards import Board, ItemState, Standing
from workflows.notice import Notice

_REASON = 600
#: What somebody may answer to the question of a week, by where the item stands; the others open the form.
_STILL: dict[Act, str] = {"still": "Still so", "reopen": "Not any more…"}
_SHOWN_NO_MORE: dict[Act, str] = {"claim": "We have it…", "reopen": "Not any more…", "waive": "Not for us…"}
_NOT_YET: dict[Act, str] = {"claim": "We have it…", "later": "Not yet", "waive": "Not for us…"}


def news(notice: Notice, board: Board, standing: Standing) -> Message:
    """The message of a notice about an item, as the item stands now. Raises KeyError for another kind of notice."""
    of = About(board.model.name, board.unit, standing.stage.name, standing.item.id)
    return _NEWS[str(notice.detail["about"])](notice, of, standing)


def gone() -> Message:
    """The message about an item that its model does not have any more."""
    text = "This was about an item that the maturity model does not have any more. `/ospo maturity` shows the board."
    return message(text, [section(text)])


def _owner(notice: Notice, of: About, standing: Standing) -> Message:
    """To a new owner."""
    if standing.owner != notice.to:
        return _stamp(of, standing, "Somebody else owns this item of the maturity board now.")
    due = f", to be done by {on(standing.due_on)}" if standing.due_on else ""
    text = f"You own an item of the maturity board now{due}: *{_what(standing)}*"
    hint = [context(f"Good evidence: {escape(standing.item.hint)}")] if standing.item.hint else []
    open_ = standing.state not in {ItemState.EVIDENCED, ItemState.CLAIMED, ItemState.NOT_APPLICABLE}
    claim = [act_button(of, standing, "claim", first=True)] if open_ else []
    return message(text, [section(text), *hint, actions(*claim, _open(of, standing))])


def _claim(notice: Notice, of: About, standing: Standing) -> Message:
    """To those who may confirm; afterwards a stamp stays."""
    claim = standing.claim
    if claim is None or claim.sequence != notice.detail["claim"]:
        return _stamp(of, standing, "What was claimed here has been looked at, or was claimed anew since.")
    ask = "agrees that it is not for us" if claim.evidence is None else "has looked at the evidence"
    text = f"{mention(claim.by)} needs a second look at the maturity board: *{_what(standing)}*"
    rule = (
        f"It counts once somebody else {ask}." if claim.evidence else f"It leaves the score once somebody else {ask}."
    )
    buttons = (act_button(of, standing, "confirm", first=True), act_button(of, standing, "refuse"))
    return message(text, [section(f"{text}\n{claimed(claim)}"), context(rule), actions(*buttons, _open(of, standing))])


def _refused(notice: Notice, of: About, standing: Standing) -> Message:
    """To who claimed it."""
    if standing.claim is not None or not standing.sent_back:
        return _stamp(of, standing, "What you claimed was sent back, and has moved on since.")
    text = f"What you claimed on the maturity board was sent back: *{_what(standing)}*"
    why = f"{text}\n{escaped_line(standing.reason, _REASON)}"
    if notice.detail.get("aside"):
        again = act_button(of, standing, "waive", label="Propose it again…")
    else:
        again = act_button(of, standing, "claim", first=True, label="Claim it again…")
    return message(text, [section(why), actions(again, _open(of, standing))])


def _week(notice: Notice, of: About, standing: Standing) -> Message:
    """The one question of a week, to an item's owner."""
    if standing.owner != notice.to:
        return _stamp(of, standing, "Somebody else owns this item now, so this question is not yours any more.")
    if standing.asked_at is None or (standing.looked_at is not None and standing.looked_at >= standing.asked_at):
        return _stamp(of, standing, "Thank you, this is answered.")
    evidence = standing.evidence if standing.state in {ItemState.EVIDENCED, ItemState.STALE} else None
    if evidence is None:
        asks, labels = "Do we have this by now?", _NOT_YET
    else:  # figures are not people's to renew
        asks, labels = "Does this still hold?", _SHOWN_NO_MORE if evidence.proof else _STILL
    text = f"One question this week. {asks} *{_what(standing)}*"
    known = "\n".join([f"{mark(standing)} {said(standing)}", *evidence_lines(standing)])
    buttons = [
        act_button(of, standing, act, first=n == 0, label=label) for n, (act, label) in enumerate(labels.items())
    ]
    small = "Asked of you as its owner, instead of a yearly survey; the same item again in eight weeks at the soonest."
    return message(text, [section(text), section(known), actions(*buttons, _open(of, standing)), context(small)])


def _stamp(of: About, standing: Standing, text: str) -> Message:
    known = f"*{_what(standing)}*\n{mark(standing)} {said(standing)}"
    return message(text, [section(f"{text}\n{known}"), actions(_open(of, standing))])


def _open(of: About, standing: Standing) -> Block:
    return button("Open", ITEM, value_of(replace(of, act="")), described=f"Open: {standing.item.text}")


def _what(standing: Standing) -> str:
    return f"{escape(standing.item.text)} ({escape(standing.stage.title)})"


_NEWS: dict[str, Callable[[Notice, About, Standing], Message]] = {
    "owner": _owner,
    "claim": _claim,
    "refused": _refused,
    "week": _week,
}
