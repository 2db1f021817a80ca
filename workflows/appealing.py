# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The requester's one appeal against a decline: the step is decided anew, by people who did not decide it before."""

from collections.abc import Iterator
from datetime import datetime

from workflows.calendar import after_business_days
from workflows.errors import (
    AppealedAlready,
    AppealTooLate,
    GroupsUnknown,
    NobodyForAppeal,
    NotPossibleNow,
    TextNeeded,
)
from workflows.organization import Organization
from workflows.overturned import Overturning, Way, given_to_others
from workflows.overturning import overturned
from workflows.people import Person
from workflows.request import Request, State, Step, StepState
from workflows.rights import apart
from workflows.staffing import Staff
from workflows.text import cleaned
from workflows.transitions import by_requester, with_step


def appeal(
    request: Request, text: str, *, by: Person, organization: Organization, staff: Staff, now: datetime
) -> Request:
    """Open the declined step once more, for others of its group, else of the next of its chain who can decide.

    Raises like appealable, and TextNeeded.
    """
    step, why = appealable(request, by=by, organization=organization, staff=staff, now=now), cleaned(text)
    if not why:
        raise TextNeeded("why you do not agree")
    overturning = Overturning(
        number=len(request.overturned) + 1,
        way=Way.APPEAL,
        step=step.name,
        by=by,
        role="",
        at=now,
        revision=request.revision,
        reason=why,
        reviews=step.reviews,
        decision=request.decision,
        decides=_group(request, step, organization, staff),
    )
    others = given_to_others(step, (*request.overturned, overturning))
    others = others.model_copy(update={"taken_by": None, "handed": None})
    return overturned(with_step(request, others), step.name, step.reviews, overturning)


def appealable(request: Request, *, by: Person, organization: Organization, staff: Staff, now: datetime) -> Step:
    """The declined step, if this person may appeal now.

    Raises NotTheRequester, NotPossibleNow, AppealedAlready, AppealTooLate, NobodyForAppeal or GroupsUnknown.
    """
    by_requester(request, by)
    step = next((one for one in request.steps if one.state is StepState.DECLINED), None)
    if request.state is not State.DECLINED or request.decision is None or step is None:
        raise NotPossibleNow(request.name, "appeal", request.state.words)
    if any(one.way is Way.APPEAL for one in request.overturned):
        raise AppealedAlready(request.name)
    until = appealable_until(request, organization)
    if until is None or now > until:
        raise AppealTooLate(request.name, organization.appeals.business_days)
    _group(request, step, organization, staff)
    return step


def appealable_until(request: Request, organization: Organization) -> datetime | None:
    """Until when a declined request may be appealed; None for any other, and where it was already."""
    appealed = any(one.way is Way.APPEAL for one in request.overturned)
    if request.state is not State.DECLINED or request.decision is None or appealed:
        return None
    return after_business_days(organization.calendar, request.decision.at, organization.appeals.business_days)


def took_part(request: Request, step: Step) -> frozenset[Person]:
    """Everybody who ever reviewed the step, for themselves or as somebody's deputy, and those they stood in for."""
    before = (review for one in request.overturned if one.step == step.name for review in one.reviews)
    return frozenset(voice for review in (*before, *step.reviews) for voice in review.voices)


def _group(request: Request, step: Step, organization: Organization, staff: Staff) -> str:
    barred = took_part(request, step) | {request.requester}
    for group in _candidates(request, step, organization):
        if group in staff.stale:
            raise GroupsUnknown
        given = step.model_copy(update={"group": group, "reviews": ()})
        left = staff.members.get(group, frozenset()) - barred
        if sum(apart(request, given, frozenset({one}), organization.distinct) for one in left) >= step.quorum:
            return group
    raise NobodyForAppeal(request.name)


def _candidates(request: Request, step: Step, organization: Organization) -> Iterator[str]:
    """The step's own group first. What one room knows stays in it: a confidential request goes to no other group."""
    yield step.group
    if not request.confidential:
        yield from organization.chain(step.group)[1:]
