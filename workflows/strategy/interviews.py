# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Rounds of the strategy interview, read from the entries that keep them: who was asked what, and where each stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.registers.checking import day_of
from workflows.registers.entry import Entry, EntryState

INTERVIEWS, QUESTIONS = "interviews", "interview-questions"
#: What the entry of a round as a whole says in the place of a question.
WHOLE = "round"
#: Days before the day on which an answer is wanted, and after it, on which somebody is reminded; then no more.
REMINDED = (3, 0, -7, -14)
#: From so many days after that day on, the OSPO is told, once.
OVERDUE = 7


class Step(StrEnum):
    """Where a question of a round stands."""

    PLANNED = "planned"
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    SKIPPED = "skipped"


_OPEN = frozenset({Step.PLANNED, Step.ASKED})


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked: its entry's name, its words, why it is asked, and what an answer proposes."""

    name: str
    title: str
    about: str
    place: int
    makes: str
    petal: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a round. ``entry`` keeps it; its owner is who is asked."""

    entry: Entry
    round: int
    question: str
    place: int
    step: Step
    due: date | None = None

    @property
    def name(self) -> str:
        """The name of its entry."""
        return self.entry.name

    @property
    def person(self) -> str:
        """The user id of who is asked, or was last; empty for nobody."""
        return self.entry.owner.id if self.entry.owner else ""

    @property
    def open(self) -> bool:
        """Whether an answer may still come."""
        return self.step in _OPEN

    def said(self, name: str) -> str:
        """What one of its text fields says."""
        value = self.entry.values.get(name)
        return value if isinstance(value, str) else ""

    @property
    def named(self) -> tuple[str, ...]:
        """What the answer names, line by line."""
        return tuple(line for line in self.said("named").splitlines() if line)

    @property
    def made(self) -> tuple[str, ...]:
        """The entries that were proposed from it, as register/name."""
        return tuple(self.said("made").split())

    @property
    def passes(self) -> int:
        """How often it was passed on."""
        value = self.entry.values.get("passes")
        return value if type(value) is int else 0


@dataclass(frozen=True, slots=True)
class Round:
    """A round: its number and questions in order; ``whole`` is the entry that stands for the round itself."""

    number: int
    asked: tuple[Asked, ...]
    whole: Entry | None = None

    @property
    def runs(self) -> bool:
        """Whether answers may still come."""
        return any(one.open for one in self.asked)

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(one.step is Step.ANSWERED for one in self.asked)

    @property
    def put(self) -> tuple[Asked, ...]:
        """Those that somebody was to answer: without what was left out at its start."""
        return tuple(one for one in self.asked if one.step is not Step.SKIPPED or one.person)

    def find(self, name: str) -> Asked | None:
        """The question whose entry has that name."""
        return next((one for one in self.asked if one.name == name), None)

    def about(self, question: str) -> Asked | None:
        """The question that is about one of the register of questions."""
        return next((one for one in self.asked if one.question == question), None)


@dataclass(frozen=True, slots=True)
class Differs:
    """What an answer says otherwise than the last one to the same question, ``since`` an earlier round.

    ``since`` is 0 where there was none. ``new`` and ``gone`` are lines that name something.
    """

    asked: Asked
    since: int
    before: str = ""
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    before_person: str = ""

    @property
    def same(self) -> bool:
        """Whether nothing is different."""
        return bool(self.since) and self.before == self.asked.entry.text and not self.new and not self.gone


def questions_of(entries: Iterable[Entry]) -> tuple[Question, ...]:
    """The questions that can be asked, in their order."""
    found = [_question(entry) for entry in entries if entry.visible]
    return tuple(sorted(found, key=lambda one: (one.place, one.title)))


def rounds_of(entries: Iterable[Entry]) -> tuple[Round, ...]:
    """All rounds that there were, the oldest first."""
    asked: dict[int, list[Asked]] = {}
    whole: dict[int, Entry] = {}
    for entry in entries:
        number = _number(entry, "round")
        if entry.state is EntryState.RETIRED or not number:
            continue
        question = str(entry.values.get("question", ""))
        if question == WHOLE:
            whole[number] = entry
            continue
        step = str(entry.values.get("step", ""))
        one = Asked(
            entry,
            number,
            question,
            _number(entry, "place"),
            Step(step) if step in tuple(Step) else Step.SKIPPED,
            day_of(entry.content, "due"),
        )
        asked.setdefault(number, []).append(one)
    return tuple(
        Round(number, tuple(sorted(asked.get(number, ()), key=lambda one: (one.place, one.name))), whole.get(number))
        for number in sorted({*asked, *whole})
    )


def to_ask(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """The questions whose turn it is: for each person the first one planned, if none of theirs is open."""
    busy = {one.person for one in asked if one.step is Step.ASKED}
    found: list[Asked] = []
    for one in asked:
        if one.step is Step.PLANNED and one.person and one.person not in busy:
            busy.add(one.person)
            found.append(one)
    return tuple(found)


def reminders_due(asked: Asked, today: date) -> tuple[int, ...]:
    """The days before its day (negative: after it) of which somebody has to be reminded by now: the newest one."""
    if asked.step is not Step.ASKED or asked.due is None:
        return ()
    left = (asked.due - today).days
    reached = [days for days in REMINDED if left <= days]
    return tuple(reached[-1:])


def overdue(asked: Asked, today: date) -> bool:
    """Whether the OSPO has to be told that an answer does not come."""
    return asked.step is Step.ASKED and asked.due is not None and (today - asked.due).days >= OVERDUE


def differences(rounds: Sequence[Round], number: int) -> tuple[Differs, ...]:
    """For each answer of a round, how it differs from the last answer to the same question."""
    current = next((one for one in rounds if one.number == number), None)
    if current is None:
        return ()
    earlier = [one for one in reversed(rounds) if one.number < number]
    return tuple(_differs(one, earlier) for one in current.asked if one.step is Step.ANSWERED)


def _differs(asked: Asked, earlier: Iterable[Round]) -> Differs:
    found = (round_.about(asked.question) for round_ in earlier)
    last = next((one for one in found if one is not None and one.step is Step.ANSWERED), None)
    if last is None:
        return Differs(asked, 0, new=asked.named)
    was, now = _by_name(last), _by_name(asked)
    new = tuple(line for name, line in now.items() if name not in was)
    gone = tuple(line for name, line in was.items() if name not in now)
    return Differs(asked, last.round, last.entry.text, new, gone, last.person)


def _by_name(asked: Asked) -> dict[str, str]:
    return {line.partition(" | ")[0].casefold(): line for line in asked.named}


def _question(entry: Entry) -> Question:
    makes = str(entry.values.get("makes", "nothing"))
    return Question(entry.name, entry.title, entry.text, _number(entry, "place"), makes, entry.petal)


def _number(entry: Entry, field: str) -> int:
    value = entry.values.get(field)
    return value if type(value) is int else 0
