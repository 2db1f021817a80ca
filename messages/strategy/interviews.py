# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The interview in Slack: how its round stands, and what an answer says otherwise than the one before."""

from collections.abc import Iterator, Sequence
from datetime import date

from messages.blocks import Block, actions, button, confirm, context, divider, header, modal, section
from messages.maturity.words import on
from messages.registers.about import open_button
from messages.rich_text import line, quote, said, words
from messages.strategy.about import ANSWER, DIFFERENCES, END, INTERVIEW, PASS_ON, START, back
from messages.text import counted, escaped_line, mention, user_line
from workflows.strategy.interviews import INTERVIEWS, Asked, Differs, Round, Step

_TITLE, _REASON, _SAID, _NAMED = 150, 200, 700, 12
_MOST = 30
_ABOUT = (
    "The interview asks named people how open source fits what the company wants, one question at a time. An answer "
    "proposes entries: projects for the upstream register, actions for the plan, champions, a message to management."
)


def interview_modal(rounds: Sequence[Round], person: str, today: date, *, office: bool) -> Block:
    """How the newest round stands. Who is not of the OSPO sees how far it is, and the questions put to them."""
    newest = rounds[-1] if rounds else None
    blocks = [section(_standing(newest)), *([] if newest else [context(_ABOUT)])]
    shown = (
        [one for one in newest.asked if office or (one.person == person and one.step is Step.ASKED)] if newest else []
    )
    for one in shown[:_MOST]:
        blocks += _row(one, person, today, office=office)
    if office:
        blocks += [divider(), actions(*_office_buttons(newest, len(rounds)))]
    return modal("Strategy interview", [*blocks, divider(), back()], close="Close")


def differences_modal(differs: Sequence[Differs], number: int) -> Block:
    """What each answer of a round says otherwise than the last one to the same question."""
    blocks: list[Block] = [header(f"Round {number}, beside the rounds before")]
    for one in differs[:_MOST]:
        blocks += [divider(), *_differs(one)]
    if not differs:
        blocks.append(section("Nothing was answered in this round yet."))
    return modal(
        "What changed", [*blocks, divider(), actions(button("Back to the interview", INTERVIEW))], close="Close"
    )


def _standing(newest: Round | None) -> str:
    if newest is None:
        return "*Nobody was asked yet.*"
    put = newest.put
    drawn = "".join(_SHAPES[one.step] for one in put)
    runs = "runs" if newest.runs else "is over"
    answered = f"{newest.answered} of {counted(len(put), 'question', 'questions')} answered."
    return f"*Round {newest.number} {runs}*  `{drawn}`\n{answered}"


def _row(one: Asked, person: str, today: date, *, office: bool) -> Iterator[Block]:
    text = f"{_MARKS[one.step]} *{escaped_line(one.entry.title, _TITLE)}*\n{_said(one, today)}"
    if one.step is Step.ANSWERED and office:
        yield section(text, open_button(INTERVIEWS, one.name, one.entry.title))
    elif one.person == person and one.step is Step.ASKED:
        yield section(text, button("Answer…", ANSWER, one.name, style="primary", described="Answer this question"))
    elif office and one.step is not Step.ANSWERED:
        yield section(text, button("Ask somebody…", PASS_ON, one.name, described="Give this question to somebody else"))
    else:
        yield section(text)


def _said(one: Asked, today: date) -> str:
    who = mention(one.person) if one.person else "nobody"
    passed = f", passed on {counted(one.passes, 'time', 'times')}" if one.passes else ""
    reason = f": {escaped_line(one.said('reason'), _REASON)}" if one.said("reason") else ""
    if one.step is Step.ASKED and one.due is not None:
        late = "*wanted since*" if one.due < today else "wanted by"
        return f"Asked {who}, {late} {on(one.due)}{passed}"
    if one.step is Step.ANSWERED:
        made = f"; {counted(len(one.made), 'entry', 'entries')} proposed" if one.made else ""
        return f"Answered by {who}{made}"
    if one.step is Step.DECLINED:
        return f"{who} declined{reason}"
    return f"{who} is asked after the question before{passed}" if one.step is Step.PLANNED else f"Not asked{reason}"


def _office_buttons(newest: Round | None, rounds: int) -> Iterator[Block]:
    if newest is None or not newest.runs:
        yield button("Start a round…", START, style="primary")
    else:
        sure = confirm("End this round?", "What has no answer yet is left out.", "End it", "Go on")
        yield button("End this round", END, confirm=sure)
    if newest is not None and newest.answered:
        label = "What changed since the last round" if rounds > 1 else "The answers so far"
        yield button(label, DIFFERENCES)


def _differs(one: Differs) -> Iterator[Block]:
    since = f"Last answered in round {one.since}" if one.since else "Answered for the first time"
    same = ": *nothing changed*" if one.same else ""
    who = f" by {mention(one.before_person)}" if one.before_person and one.before_person != one.asked.person else ""
    yield section(f"*{escaped_line(one.asked.entry.title, _TITLE)}*\n{since}{who}{same}.")
    if one.same:
        return
    if one.since and one.before != one.asked.entry.text:
        yield {"type": "rich_text", "elements": [line(words("Before", italic=True))]}
        yield quote(one.before, _SAID)
        yield {"type": "rich_text", "elements": [line(words("Now", italic=True))]}
    if one.before != one.asked.entry.text:
        yield quote(one.asked.entry.text, _SAID)
    for heading, lines in (("New", one.new), ("No longer named", one.gone)):
        if lines:
            named = ", ".join(user_line(each.partition(" | ")[0], _TITLE) for each in lines[:_NAMED])
            yield {"type": "rich_text", "elements": [line(words(f"{heading}: ", bold=True), said(named))]}


_SHAPES = {Step.ANSWERED: "●", Step.ASKED: "◐", Step.PLANNED: "○", Step.DECLINED: "✕", Step.SKIPPED: "\N{EN DASH}"}
_MARKS = {
    Step.ANSWERED: ":white_check_mark:",
    Step.ASKED: ":hourglass_flowing_sand:",
    Step.PLANNED: ":white_circle:",
    Step.DECLINED: ":no_entry_sign:",
    Step.SKIPPED: ":heavy_minus_sign:",
}
