# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Messages of the interview to one person or the OSPO's room: a question, a reminder, what was answered or declined."""

from datetime import date

from messages.blocks import Block, Message, actions, button, context, message, section
from messages.maturity.words import on
from messages.rich_text import quote
from messages.strategy.about import ANSWER, DECLINE, INTERVIEW, PASS_ON
from messages.text import counted, escaped_line, mention
from workflows.notice import Notice
from workflows.strategy.interviews import Asked, Step

_TITLE, _REASON, _SAID, _MADE = 150, 300, 900, 10


def interview_news(notice: Notice, asked: Asked, today: date) -> Message:
    """The message of a notice about a question, as it stands now. Raises KeyError for another kind of notice."""
    about = str(notice.detail["about"])
    if about in {"asked", "reminder"}:
        return _asked(notice, asked, today)
    return {"answered": _answered, "declined": _declined, "overdue": _overdue}[about](asked)


def gone() -> Message:
    """The message about a question that is not there any more."""
    text = "This was about a question of the strategy interview that is not there any more."
    return message(text, [section(text)])


def _asked(notice: Notice, asked: Asked, today: date) -> Message:
    """The question to who is asked; a stamp once it is answered, declined or passed on."""
    title = _title(asked)
    if asked.person != notice.to or asked.step is not Step.ASKED:
        stamp = _STAMPS.get(asked.step, "This question is asked later:") if asked.person == notice.to else _PASSED
        text = f"{stamp} {title}{_made(asked) if asked.person == notice.to else ''}"
        return message(text, [section(text)])
    by = f"\n_Passed on to you{_reason(asked)}_" if asked.passes else ""
    late = asked.due is not None and asked.due < today
    until = f" We hoped for it by {on(asked.due)}." if late and asked.due else ""
    until = f" Please answer by {on(asked.due)}." if asked.due and not late else until
    what = "A question of the strategy interview waits for you" if notice.detail["about"] == "reminder" else _HELLO
    text = f"{what}: {title}{until}"
    rule = "It takes ten minutes. Your answer is read by the OSPO and becomes proposals; you see which."
    return message(text, [section(text + by), context(rule), _row(asked)])


def _row(asked: Asked) -> Block:
    return actions(
        button("Answer…", ANSWER, asked.name, style="primary", described="Answer this question"),
        button("Pass it on…", PASS_ON, asked.name, described="Pass this question on to somebody else"),
        button("Not for me…", DECLINE, asked.name, described="Decline this question"),
    )


def _answered(asked: Asked) -> Message:
    """To the OSPO."""
    made = f" {counted(len(asked.made), 'entry was', 'entries were')} proposed from it." if asked.made else ""
    text = f"{mention(asked.person)} answered in the strategy interview: {_title(asked)}{made}"
    return message(
        text, [section(text), quote(asked.entry.text, _SAID), actions(button("Open the interview", INTERVIEW))]
    )


def _declined(asked: Asked) -> Message:
    """To the OSPO."""
    if asked.step is not Step.DECLINED:
        return _moved_on(asked)
    text = f"{mention(asked.person)} declined a question of the interview{_reason(asked)}: {_title(asked)}"
    ask = button("Ask somebody…", PASS_ON, asked.name, described="Give this question to somebody else")
    return message(text, [section(text), actions(ask, button("Open the interview", INTERVIEW))])


def _overdue(asked: Asked) -> Message:
    """To the OSPO."""
    if asked.step is not Step.ASKED:
        return _moved_on(asked)
    since = f" since {on(asked.due)}" if asked.due else ""
    text = f"An answer of the interview is overdue{since}: {mention(asked.person)}, {_title(asked)}"
    ask = button("Ask somebody else…", PASS_ON, asked.name, described="Give this question to somebody else")
    return message(text, [section(text), actions(ask, button("Open the interview", INTERVIEW))])


def _made(asked: Asked) -> str:
    """What was proposed from an answer, by register and entry."""
    if asked.step is not Step.ANSWERED or not asked.made:
        return ""
    shown = ", ".join(f"`{escaped_line(one, _TITLE)}`" for one in asked.made[:_MADE])
    return (
        f"\n{counted(len(asked.made), 'entry was', 'entries were')} proposed from it, for its editors to take: {shown}"
    )


def _moved_on(asked: Asked) -> Message:
    text = f"This question of the interview has moved on: {_title(asked)}"
    return message(text, [section(text), actions(button("Open the interview", INTERVIEW))])


def _title(asked: Asked) -> str:
    return f"*{escaped_line(asked.entry.title, _TITLE)}*"


def _reason(asked: Asked) -> str:
    reason = asked.said("reason")
    return f": {escaped_line(reason, _REASON)}" if reason else ""


_HELLO = "The OSPO asks you one question about how open source fits what we do"
_PASSED = "This question was passed on to somebody else:"
_STAMPS = {
    Step.ANSWERED: "Thank you, this is answered:",
    Step.DECLINED: "You declined this question:",
    Step.SKIPPED: "The round ended before this was answered:",
}
