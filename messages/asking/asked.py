# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the people of a petal get of a question, what its asker gets back, and that something is asked for often."""

from messages.asking.about import ANSWER, CLOSE, GUIDE, PASS_ON, About, value_of
from messages.blocks import Message, actions, button, context, message, plain_section, section
from messages.markdown import rich_text_of
from messages.registers.about import open_button
from messages.text import counted, escape, escaped_line, mention
from workflows.asking.asked import ANSWERED, is_open, times_of
from workflows.asking.reply import QUESTIONS
from workflows.registers.entry import Entry

_LINE = 150
_IN_MESSAGE = 2_800


def waiting(entry: Entry, petal: str) -> Message:
    """A question to those who can answer it; once it ended, how."""
    if not is_open(entry):
        return _ended(entry)
    times = f" It was asked {counted(times_of(entry), 'time', 'times')}." if times_of(entry) > 1 else ""
    said = f"A question for *{escape(petal)}* that nothing written down answers.{times}"
    value = value_of(About(entry=entry.name))
    buttons = (
        button("Answer…", ANSWER, value, style="primary", described="Answer this question"),
        button("Pass on…", PASS_ON, value, described="Give this question to another petal"),
        button("Close…", CLOSE, value, described="Close this question without an answer"),
    )
    small = "Your answer goes to whoever asked as a direct message. What you tick becomes a draft for everybody."
    return message(f"A question for {escape(petal)} waits.", [
        section(said), plain_section(entry.text), actions(*buttons), context(small),
    ])  # fmt: skip


def answered(entry: Entry, *, alike: bool = False, for_others: str = "") -> Message:
    """The answer to whoever asked. Who asked something ``alike`` reads nothing of how another put it.

    ``for_others`` is the question as who answered it put it for everybody, empty where they did not.
    """
    by = f" by {mention(entry.changed_by.id)}" if entry.changed_by else ""
    done = entry.values.get("progress") == ANSWERED
    title = for_others if alike else entry.title
    whose = "A question like yours" if alike else "Your question"
    named = f" “{escaped_line(title, _LINE)}”" if title else ""
    said = f"{whose}{named} was {'answered' if done else 'closed'}{by}:"
    answer = rich_text_of(str(entry.values.get("answer") or ""), _IN_MESSAGE)
    return message(said, [section(said), *answer, context("Not legal advice. Ask again with `/ospo ask`.")])


def often(entry: Entry, times: int) -> Message:
    """That something is asked for so often that a guide may help."""
    title = escaped_line(entry.title, _LINE)
    said = f"“{title}” was asked {times} times in the last 30 days. Make it a guide?"
    value = value_of(About(entry.register, entry.name))
    row = [button("Make a guide", GUIDE, value, style="primary", described="Make the draft of a guide from it")]
    if entry.register != "asked":
        row.append(open_button(entry.register, entry.name, entry.title))
    return message(
        said, [section(said), actions(*row), context("Who asked is not counted. A guide begins as a draft.")]
    )


def guide_made(entry: Entry) -> Message:
    """What stands in place of the suggestion once a guide was made of it."""
    said = (
        f"The draft of a guide is there: “{escaped_line(entry.title, _LINE)}”. It is read by all once it is published."
    )
    return message(said, [section(said, open_button(entry.register, entry.name, entry.title))])


def _ended(entry: Entry) -> Message:
    by = f" by {mention(entry.changed_by.id)}" if entry.changed_by else ""
    how = "answered" if entry.values.get("progress") == ANSWERED else "closed without an answer"
    said = f"“{escaped_line(entry.title, _LINE)}” was {how}{by}. Whoever asked has it."
    draft = entry.values.get("draft")
    if not isinstance(draft, str) or not draft:
        return message(said, [section(said)])
    more = f"{said}\nThe draft for everybody waits to be published."
    return message(said, [section(more, open_button(QUESTIONS, draft, "the draft"))])
