# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who may act on a step of a request, and whether anything can be done to it now."""

from workflows.errors import (
    AlreadyDecided,
    NotAReviewer,
    NotYet,
    OpenBlockers,
    OwnRequest,
    StaleRevision,
    TookPart,
)
from workflows.people import Person
from workflows.request import Request, Step, StepState
from workflows.reviewer import Reviewer
from workflows.transitions import still_open


def reviewable(request: Request, name: str, by: Reviewer) -> Step:
    """The step, if this reviewer may act on it now. Raises like permitted, which comes first, and ready."""
    permitted(request, name, by)
    return ready(request, name, by)


def ready(request: Request, name: str, by: Reviewer) -> Step:
    """The step, if anything can be done to it now by who may.

    Raises AlreadyDecided, StaleRevision, NotYet or OpenBlockers.
    """
    step = request.step(name)
    still_open(request)
    if by.revision != request.revision:
        raise StaleRevision(request.name, request.revision)
    if not step.open:
        last = step.reviews[-1].reviewer.mention if step.reviews else ""
        raise AlreadyDecided(request.name, f"{step.state.value} for {step.group}", last)
    if step.state is StepState.WAITING:
        if request.blockers:
            raise OpenBlockers(request.name, [item.called for item in request.blockers])
        raise NotYet(request.name, step.group)
    return step


def permitted(request: Request, name: str, by: Reviewer) -> Step:
    """The step, if this person may decide it at all: asked first, so that nobody learns more than they may.

    Raises OwnRequest, NotAReviewer or TookPart.
    """
    step = request.step(name)
    if by.person == request.requester:
        raise OwnRequest(request.name)
    if step.person is not None and by.person != step.person and not by.in_place_of(step.person):
        raise NotAReviewer(step.person.mention)
    if step.person is None and step.group not in by.groups:
        raise NotAReviewer(step.group)
    if step.appealed is not None and by.person in step.appealed.barred:
        raise TookPart(request.name)
    return step


def apart(request: Request, step: Step, voices: frozenset[Person], distinct: tuple[tuple[str, ...], ...]) -> bool:
    """Whether none of these people reviewed another step of the request that policy keeps apart from this one."""
    others = [one for one in request.steps if any(review.voices & voices for review in one.reviews)]
    for groups in distinct:
        spoken = step.speaks_for(groups)
        if spoken and any(len(spoken | one.speaks_for(groups)) > 1 for one in others if one.speaks_for(groups)):
            return False
    return True
