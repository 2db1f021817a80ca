# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`/ospo values`: the open poll, the last result, and how units stand to the principles."""

from collections.abc import Sequence

from messages.blocks import Block, actions, button, confirm, context, divider, modal, section
from messages.markdown import rich_text_of
from messages.maturity.words import on
from messages.registers.about import list_button
from messages.text import counted, escape, mention
from workflows.registers.entry import Entry
from workflows.values.acknowledging import Standing
from workflows.values.polled import Polled
from workflows.values.principles import PRINCIPLES

START, OPEN, CLOSE, DRAFT = "values:start", "values:open", "values:close", "values:draft"
_REPORT, _UNITS = 9_000, 30


def overview_modal(polled: Polled, standings: Sequence[Standing], principles: int, drafted: int = 0) -> Block:
    """Where polls and principles stand; buttons for those who may. ``drafted``: so many principles were just now."""
    blocks = [section(drafted_words(drafted)), divider()] if drafted else []
    blocks += _open(polled)
    blocks += [divider(), *_last(polled.last, office=polled.office and not drafted)] if polled.last else []
    return modal("Values and principles", [*blocks, divider(), *_followed(standings, principles)], close="Close")


def drafted_words(number: int) -> str:
    """That principles were drafted, and what becomes of them."""
    said = counted(number, "principle is", "principles are")
    return f"{said} drafted. `/ospo principles drafts` shows them; somebody else has to approve each."


def _open(polled: Polled) -> list[Block]:
    poll = polled.poll
    if poll is None:
        text = "*No values poll is open.* It asks people of all units how far a few sentences hold where they work."
        start = [actions(button("Begin a values poll…", START, style="primary"))] if polled.office else []
        return [section(text), *start]
    text = f"*A values poll is open* until {on(poll.closes_on)}."
    label = "Change my answer…" if polled.answered else "Answer…"
    buttons = [button(label, OPEN, style="primary")] if polled.may_answer else []
    if polled.office:
        text += f" {counted(polled.answers, 'answer', 'answers')} so far, {polled.asked:,} asked by name."
        sure = confirm("Close the poll now?", "Answers are added up and deleted. It cannot be undone.", "Close", "Back")
        buttons.append(button("Close now", CLOSE, poll.name, confirm=sure))
    return [section(text), *([actions(*buttons)] if buttons else [])]


def _last(last: Entry, *, office: bool) -> list[Block]:
    draft = [actions(button("Draft principles from it", DRAFT))] if office and _gives_drafts(last) else []
    return [section(f"*{escape(last.title)}*"), *rich_text_of(last.text, _REPORT), *draft]


def _gives_drafts(last: Entry) -> bool:
    return bool(last.values.get("agreed_on") or last.values.get("differing_on"))


def _followed(standings: Sequence[Standing], principles: int) -> list[Block]:
    opens = actions(list_button(PRINCIPLES, "Principles"))
    if not principles:
        return [section("*No principle is published yet.*"), opens]
    head = f"*{counted(principles, 'principle is', 'principles are')} published.*"
    lines = "\n".join(f"• {escape(one.title)}: {_stands(one)}" for one in standings[:_UNITS])
    more = len(standings) - _UNITS
    rest = [context(f"{more:,} more units: `/ospo register acknowledgements`.")] if more > 0 else []
    return [section(f"{head}\n{lines}"), *rest, opens]


def _stands(one: Standing) -> str:
    if one.followed_on is not None:
        return f":white_check_mark: follows them since {on(one.followed_on)}"
    if not one.lead:
        return "open: it has no lead to ask"
    if one.asked_on is None:
        return f"not asked yet ({mention(one.lead)})"
    state = "open" if one.open else "asked"
    return f"{state}: {mention(one.lead)}, last on {on(one.asked_on)}"
