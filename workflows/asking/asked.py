# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A question that waits for a person, as an entry of the register of questions: made, asked again, answered.

Who asked stands nowhere in it: the entry and its history are kept, the askers are forgotten once they have the answer.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from workflows.errors import Refusal, TextNeeded
from workflows.facts import Answers
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.acts import Doing, Done
from workflows.registers.entry import LONGEST_TITLE, Content, Entry
from workflows.text import cleaned, one_line

OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
#: An answered question is history: nobody is reminded to look at it soon.
_ANSWERED_FOR = timedelta(days=3650)
_CUT = "…"


class AnsweredAlready(Refusal):
    """Somebody answered the question, or closed it, before."""

    def __init__(self, entry: Entry) -> None:
        by = f" by {entry.changed_by.mention}" if entry.changed_by else ""
        super().__init__(
            f"This question was already {entry.values.get('progress', CLOSED)}{by}, so nothing was sent. "
            "What you want to add can go to the answer's entry with `/ospo register questions`."
        )


class NotOfThePetal(Refusal):
    """Questions of a petal are read and answered by its people and the office alone."""

    def __init__(self) -> None:
        super().__init__(
            "This question is for the people of its petal, and you are not among them. Nothing was sent. "
            "`/ospo petals` says who they are."
        )


class NoQuestion(Refusal):
    """Nothing that could be looked up was typed."""

    def __init__(self) -> None:
        super().__init__("Please ask in a few words, such as `/ospo ask may we use GPL code in a product`.")


class NotReadYet(Refusal):
    """What is written down is being read for the first time, and that takes longer than Slack waits."""

    def __init__(self) -> None:
        super().__init__(
            "What is written down is being read for the first time since a start, which takes some seconds. "
            "Please ask again in a moment, here or with `/ospo ask`."
        )


def is_open(entry: Entry) -> bool:
    """Whether the question still waits."""
    return entry.visible and entry.values.get("progress", OPEN) == OPEN


def made(doing: Doing, question: str, petal: str, taken: Collection[str], owner: Person | None) -> Done:
    """A new open question of a petal. Raises FormProblems."""
    title = one_line(question)
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE - 1] + _CUT
    content = Content(title=title, text=cleaned(question), petal=petal, values={"progress": OPEN, "times": 1})
    number = len(taken) + 1
    while f"q-{number}" in taken:
        number += 1
    return acts.make(doing, content, name=f"q-{number}", owner=owner, taken=taken)


def again(doing: Doing, entry: Entry) -> Done:
    """The same question, asked once more."""
    values = {**entry.values, "times": times_of(entry) + 1}
    return acts.change(doing, entry, replace(entry.content, values=values))


def answered(doing: Doing, entry: Entry, answer: str, draft: str = "") -> Done:
    """The question with its answer. Raises AnsweredAlready, TextNeeded."""
    if not is_open(entry):
        raise AnsweredAlready(entry)
    if not cleaned(answer):
        raise TextNeeded("the answer, as the person who asked will read it")
    values = {**entry.values, "progress": ANSWERED, "answer": cleaned(answer)} | ({"draft": draft} if draft else {})
    return acts.change(doing, entry, _history(doing, entry, values))


def closed(doing: Doing, entry: Entry, reason: str) -> Done:
    """The question without an answer, and why. Raises AnsweredAlready, TextNeeded."""
    if not is_open(entry):
        raise AnsweredAlready(entry)
    if not cleaned(reason):
        raise TextNeeded("why nobody here answers it, and who may")
    values = {**entry.values, "progress": CLOSED, "answer": cleaned(reason)}
    return acts.change(doing, entry, _history(doing, entry, values))


def passed_on(doing: Doing, entry: Entry, petal: str) -> Done:
    """The question for another petal. Raises AnsweredAlready, NothingChanged."""
    if not is_open(entry):
        raise AnsweredAlready(entry)
    return acts.change(doing, entry, replace(entry.content, petal=petal))


def times_of(entry: Entry) -> int:
    """How often the question was asked."""
    times = entry.values.get("times", 1)
    return times if isinstance(times, int) else 1


def _history(doing: Doing, entry: Entry, values: Answers) -> Content:
    return replace(entry.content, values=values, review_on=doing.today + _ANSWERED_FOR)
