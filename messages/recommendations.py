# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Advice in Slack: the message that brings one, the list of all, and the form to dismiss one."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from messages.blocks import (
    BUTTON_VALUE,
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    message,
    modal,
    section,
)
from messages.inputs import labelled, text_element
from messages.markdown import rich_text_of
from messages.maturity.words import on
from messages.small_forms import small_text, small_values
from messages.text import escape, mention
from workflows.errors import FormProblems, UnknownForm
from workflows.recommendations.advising import Advice, Stands
from workflows.recommendations.rules import Rule

ACCEPT, DISMISS, LATER = "advice:accept", "advice:dismiss", "advice:later"
LIST, READ = "advice:list", "advice:read"
REASON, UNTIL = "field:reason", "field:until"
_ADVICE, _FIGURES, _SHOWN, _LONGEST_NAME = 3_000, 8, 12, 60
_SETTLED = {
    Stands.ACCEPTED: ":white_check_mark: Accepted",
    Stands.DISMISSED: ":no_entry_sign: Dismissed",
    Stands.LATER: ":hourglass: Put off",
    Stands.OVER: ":leaves: Over: the figures do not show it any more",
}


def advice_message(advice: Advice, rule: Rule | None, by: str = "") -> Message:
    """One advice, with what it rests on; once it is settled what became of it stands in place of the buttons."""
    return message(f"Advice: {escape(advice.title)}", [header(f"Advice: {advice.title}"), *_blocks(advice, rule, by)])


def advice_gone() -> Message:
    """What stands in the place of an advice that was taken out of the register."""
    text = "This advice is not there any more. `/ospo recommendations` shows what there is."
    return message(text, [section(text)])


def advice_modal(told: Iterable[tuple[Advice, Rule | None]], shown: str = "") -> Block:
    """All advice that stands: one that is open whole, by default the most pressing, the others in a row each."""
    every = tuple(told)
    waiting = [one for one in every if one[0].stands is Stands.OPEN]
    first = next((one for one in waiting if one[0].rule == shown), waiting[0] if waiting else None)
    if first is None:
        blocks: list[Block] = [section("No advice is open. The rules are looked at once a day.")]
    else:
        blocks = [header(first[0].title), *_blocks(*first), divider()]
    for advice, _ in [one for one in waiting if one is not first][:_SHOWN]:
        read = button("Read", READ, advice.rule, described=f"Read {advice.title}")
        blocks.append(section(f"*{escape(advice.title)}*", read))
    lines = [f"• {escape(one.title)}: {_became(one)}" for one, _ in every if one.stands is not Stands.OPEN]
    blocks += [section("*Settled*\n" + "\n".join(lines[:_SHOWN]))] if lines else []
    rest = "All rules: `/ospo register recommendations`. What became of each advice: `/ospo register advice`."
    return modal("Recommendations", [*blocks, context(rest)], close="Close")


def home_advice(advice: Advice, count: int) -> list[Block]:
    """The most pressing advice, in one line with a button to all."""
    more = f" ({count - 1} more)" if count > 1 else ""
    opened = button("See the advice", LIST, described="Open the list of all advice")
    return [section(f"*Advice:* {escape(advice.title)}{more}"), actions(opened)]


def dismiss_modal(advice: Advice) -> Block:
    """The form for dismissing an advice: why, and until when."""
    why = labelled(
        REASON,
        "Why is this not for us?",
        text_element(REASON, multiline=True, longest=500, focus=True),
        hint="It is kept with the advice, for those who come after you.",
    )
    until = labelled(
        UNTIL,
        "Not again before",
        {"type": "datepicker", "action_id": UNTIL},
        hint="Without a day it stays away for half a year.",
        optional=True,
    )
    blocks = [section(f"*{escape(advice.title)}*"), why, until]
    return modal(
        "Dismiss this advice", blocks, callback_id=DISMISS, metadata=advice.rule, submit="Dismiss", close="Cancel"
    )


def dismissal(view: Any) -> tuple[str, str, date | None]:
    """The rule, the reason and the day of the form. Raises UnknownForm, FormProblems."""
    values = small_values(view)
    day = small_text(values, UNTIL)
    try:
        until = date.fromisoformat(day) if day else None
    except ValueError as wrong:
        raise FormProblems({"until": "Please choose a day."}) from wrong
    return rule_named(view.get("private_metadata")), small_text(values, REASON), until


def rule_named(value: Any) -> str:
    """The rule that a button or a form is about. Raises UnknownForm for anything that is no name."""
    if not isinstance(value, str) or not 0 < len(value) <= min(_LONGEST_NAME, BUTTON_VALUE):
        raise UnknownForm
    return value


def _blocks(advice: Advice, rule: Rule | None, by: str = "") -> Iterator[Block]:
    if rule is not None:
        yield section(f"_{escape(rule.because)}_")
        yield from rich_text_of(rule.text, _ADVICE)
    lines = "\n".join(f"• {escape(one)}" for one in advice.figures[:_FIGURES])
    yield context(f"It rests on these figures of {on(advice.since)}:\n{lines}")
    if advice.stands is Stands.OPEN:
        yield _buttons(advice, rule)
    else:
        yield context(_became(advice, by))


def _buttons(advice: Advice, rule: Rule | None) -> Block:
    makes = {"action": "Accept: draft an action", "principle": "Accept: draft a principle"}
    accept = makes.get(rule.makes, "Accept") if rule else "Accept"
    return actions(
        button(accept, ACCEPT, advice.rule, style="primary", described=f"Accept {advice.title}"),
        button("Dismiss…", DISMISS, advice.rule, described=f"Dismiss {advice.title}"),
        button("Later", LATER, advice.rule, described=f"Put off {advice.title} for 30 days"),
    )


def _became(advice: Advice, by: str = "") -> str:
    """What became of it, for a line."""
    who = f" by {mention(by)}" if by else ""
    until = f" until {on(advice.until)}" if advice.until else ""
    reason = f": {escape(advice.reason)}" if advice.reason else ""
    made = f". It is a draft now: `/ospo register {escape(advice.made.partition('/')[0])}`" if advice.made else ""
    return f"{_SETTLED[advice.stands]}{who}{until}{reason}{made}"
