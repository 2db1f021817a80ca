# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of advice: it appears once while its rule holds, and is accepted, dismissed, put off, or over.

Pure: a day goes in with the rules that hold, and the advice that changes comes out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from workflows.errors import FormProblems, TextNeeded
from workflows.facts import Answer
from workflows.recommendations.refusals import AdviceSettled
from workflows.recommendations.rules import Held
from workflows.registers.entry import Content, Entry
from workflows.text import cleaned

#: What is put off comes back after so long.
LATER = timedelta(days=30)
#: What is dismissed without a day stays away for so long, and at most for that long with one.
DISMISSED, LONGEST = timedelta(days=180), timedelta(days=730)
_REASON = 500


class Stands(StrEnum):
    """What became of an advice."""

    OPEN = "open"
    LATER = "later"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One advice, by the name of its rule. ``figures`` are those of the day on which it appeared.

    ``told`` is the day on which the OSPO was sent it (None: not yet); ``until`` the day before which it does not come
    again; ``made`` the register and name of the entry that accepting it drafted. ``weight`` 5 is the most pressing.
    """

    rule: str
    title: str
    petal: str
    stands: Stands
    since: date
    figures: tuple[str, ...]
    told: date | None = None
    until: date | None = None
    reason: str = ""
    made: str = ""
    weight: int = 3


def advice_of(entry: Entry) -> Advice:
    """The advice that an entry keeps. Raises ValueError for one that somebody wrote otherwise."""
    said = entry.values
    return Advice(
        rule=entry.name,
        title=entry.title,
        petal=entry.petal,
        stands=Stands(str(said.get("stands"))),
        since=date.fromisoformat(str(said.get("since"))),
        figures=tuple(line.removeprefix("- ") for line in entry.text.splitlines() if line),
        told=_day(said.get("told")),
        until=_day(said.get("until")),
        reason=str(said.get("reason") or ""),
        made=str(said.get("made") or ""),
        weight=weight if isinstance(weight := said.get("weight"), int) else 3,
    )


def content_of(advice: Advice) -> Content:
    """The advice as an entry keeps it."""
    said: dict[str, Answer] = {
        "stands": advice.stands.value,
        "since": advice.since.isoformat(),
        "weight": advice.weight,
    }
    for name, day in (("told", advice.told), ("until", advice.until)):
        said |= {name: day.isoformat()} if day else {}
    said |= {name: text for name, text in (("reason", advice.reason), ("made", advice.made)) if text}
    text = "\n".join(f"- {line}" for line in advice.figures)
    return Content(title=advice.title, text=text, petal=advice.petal, values=said)


def looked(held: Iterable[Held], known: Mapping[str, Advice], today: date) -> Iterator[Advice]:
    """What is different after a look at the rules: new advice, what came back, and what is over.

    Advice that stands and still holds stays as it is, with the figures of the day on which it appeared.
    """
    holding = {one.rule.name: one for one in held}
    for name, one in holding.items():
        before = known.get(name)
        if before is None or before.stands is Stands.OVER or _comes_back(before, today):
            yield _opened(one, today)
    for name, before in known.items():
        if name not in holding and before.stands in {Stands.OPEN, Stands.LATER, Stands.ACCEPTED}:
            yield replace(before, stands=Stands.OVER, until=None)


def to_tell(known: Iterable[Advice], today: date) -> Advice | None:
    """The one advice that is sent today: the most pressing that was not sent yet; none where one was sent today."""
    every = tuple(known)
    if any(one.told == today for one in every):
        return None
    return first_of(one for one in every if one.told is None)


def first_of(known: Iterable[Advice]) -> Advice | None:
    """The most pressing advice that is open."""
    stands = (one for one in known if one.stands is Stands.OPEN)
    return min(stands, key=lambda one: (-one.weight, one.since, one.rule), default=None)


def accept(advice: Advice, made: str) -> Advice:
    """Accept it, with the name of what that drafted (or nothing). Raises AdviceSettled."""
    _settleable(advice)
    return replace(advice, stands=Stands.ACCEPTED, made=made, until=None, reason="")


def dismiss(advice: Advice, reason: str, until: date | None, today: date) -> Advice:
    """Dismiss it with a reason, until a day. Raises AdviceSettled, TextNeeded, FormProblems."""
    _settleable(advice)
    said = cleaned(reason)
    if not said:
        raise TextNeeded("why this is not for us")
    if len(said) > _REASON:
        raise FormProblems({"reason": f"Please shorten this to {_REASON} characters; it has {len(said)}."})
    until = until or today + DISMISSED
    if not today < until <= today + LONGEST:
        raise FormProblems({"until": "Please choose a day after today, within two years."})
    return replace(advice, stands=Stands.DISMISSED, reason=said, until=until)


def put_off(advice: Advice, today: date) -> Advice:
    """Have it come back later. Raises AdviceSettled."""
    _settleable(advice)
    return replace(advice, stands=Stands.LATER, until=today + LATER)


def _settleable(advice: Advice) -> None:
    if advice.stands not in {Stands.OPEN, Stands.LATER}:
        raise AdviceSettled(advice.stands.value)


def _comes_back(before: Advice, today: date) -> bool:
    waits = before.stands in {Stands.LATER, Stands.DISMISSED}
    return waits and before.until is not None and today >= before.until


def _opened(held: Held, today: date) -> Advice:
    rule = held.rule
    return Advice(
        rule=rule.name,
        title=rule.title,
        petal=rule.petal,
        stands=Stands.OPEN,
        since=today,
        figures=held.figures,
        weight=rule.weight,
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
