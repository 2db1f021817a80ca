# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A values poll: what is asked, of whom, until when; and the answers, which are kept without who gave them."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from workflows.errors import FormProblems
from workflows.registers.entry import Entry

#: How many statements a poll asks: more are not answered with care, fewer say little.
FEWEST, MOST = 5, 8
#: The fields of an answer beside its statements, whose names have hyphens and no underscores.
UNIT, MATTERS = "poll_unit", "poll_most"
#: The words of the scale, from 1 on.
SCALE = ("Not at all", "Rather not", "Partly", "Mostly", "Fully")
#: A poll is open for so many days at least and at most.
SHORTEST, LONGEST = 1, 60
#: Those who have not answered are reminded once, so many days before it closes.
REMINDED = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it was when the poll began: later changes of its entry change no poll."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Poll:
    """An open poll. ``units`` are titles by name; ``channel`` may be empty; ``started_by`` is a Slack id."""

    workspace: str
    name: str
    closes_on: date
    statements: tuple[Statement, ...]
    units: Mapping[str, str]
    channel: str
    started_by: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """One answer: of which unit, how far each statement holds (1 to 5), and which one matters most (or none)."""

    unit: str
    scale: Mapping[str, int]
    most: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who is asked personally, for which unit, and whether they answered; never what."""

    person: str
    unit: str
    answered: bool = False


def statements_of(entries: Iterable[Entry]) -> tuple[Statement, ...]:
    """The statements that a poll asks: the published ones in their places."""
    visible = [one for one in entries if one.visible]
    ordered = sorted(visible, key=lambda one: (_place(one), one.name))
    return tuple(Statement(one.name, one.title) for one in ordered[:MOST])


def check_plan(closes_on: date | None, today: date) -> date:
    """The day on which a poll closes. Raises FormProblems for one that is missing, too soon or too late."""
    if closes_on is None:
        raise FormProblems({"closes_on": "Please choose the last day on which people can answer."})
    if not today + timedelta(days=SHORTEST) <= closes_on <= today + timedelta(days=LONGEST):
        raise FormProblems({"closes_on": f"Please choose a day from tomorrow on, within {LONGEST} days."})
    return closes_on


def checked(poll: Poll, unit: str, scale: Mapping[str, int], most: str) -> Ballot:
    """An answer that fits the poll. Raises FormProblems naming what is missing."""
    problems = {
        one.name: "Please choose how far you agree."
        for one in poll.statements
        if scale.get(one.name) not in range(1, len(SCALE) + 1)
    }
    if unit not in poll.units:
        problems[UNIT] = "Please choose the unit that you work in."
    if most and most not in {one.name for one in poll.statements}:
        problems[MATTERS] = "Please choose one of the statements."
    if problems:
        raise FormProblems(problems)
    given = {one.name: scale[one.name] for one in poll.statements}
    return Ballot(unit, MappingProxyType(given), most)


def token_of(secret: bytes, person: str) -> str:
    """What stands for somebody in the answers of one poll: without its secret nobody can say for whom."""
    return hmac.new(secret, person.encode(), hashlib.sha256).hexdigest()


def to_remind(poll: Poll, invitations: Sequence[Invitation], today: date) -> tuple[Invitation, ...]:
    """Who is reminded on that day or was to be before it: those asked personally who have not answered."""
    if today < poll.closes_on - REMINDED:
        return ()
    return tuple(one for one in invitations if not one.answered)


def _place(entry: Entry) -> int:
    place = entry.values.get("place")
    return place if isinstance(place, int) else 100
