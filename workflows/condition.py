# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The conditions of an approval that live on after it: who sees to each and until when, and what is owed from them."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime

from workflows.calendar import is_workday, opening
from workflows.items import REQUESTER
from workflows.obligations import CONDITION, Obligation, ObligationState
from workflows.request import Request, Term
from workflows.working_hours import Calendar

#: Conditions of one message: with their buttons, a message takes no more of the longest.
AT_ONCE = 8


def owed_conditions(request: Request, calendar: Calendar, now: datetime) -> Iterator[Obligation]:
    """What its approvals' conditions make somebody owe, but for what is owed, or was met, already.

    Where there is a checklist they were met before the approval, and those of an answer are part of what it says.
    """
    if request.checklist:
        return
    there = [(one.condition_of, one.text) for one in request.obligations if one.state is not ObligationState.ENDED]
    times = sum(one.rule == CONDITION for one in request.obligations)
    for step, text, term in _conditions(request):
        if (step, text) in there:
            there.remove((step, text))
            continue
        times += 1
        yield Obligation(
            id=CONDITION if times == 1 else f"{CONDITION}.{times}",
            rule=CONDITION,
            owner=term.owner,
            since=now,
            due_at=end_of(term.due_on, calendar) if term.due_on else None,
            text=text,
            condition_of=step,
        )


def listed(request: Request) -> tuple[Obligation, ...]:
    """All conditions that its approvals made somebody owe, also those that are settled or ended since."""
    return tuple(one for one in request.obligations if one.condition_of)


def parts(request: Request, changed: Collection[Obligation]) -> list[int]:
    """Which parts of the list say something else now: those with what changed, and the first, which counts."""
    places = {place // AT_ONCE for place, one in enumerate(listed(request)) if one in changed}
    return sorted(places | {0}) if places else []


def end_of(day: date, calendar: Calendar) -> datetime:
    """When the office closes on that day; for a day on which it does not open, the next time that it does."""
    closes = datetime.combine(day, calendar.hours[1], calendar.zone)
    return closes.astimezone(UTC) if is_workday(calendar, day) else opening(calendar, closes)


def _conditions(request: Request) -> Iterator[tuple[str, str, Term]]:
    for step in request.steps:
        for review in step.reviews:
            if review.scope:
                continue
            terms = review.terms or (Term(owner=REQUESTER),) * len(review.conditions)
            yield from ((step.name, text, term) for text, term in zip(review.conditions, terms, strict=True))
