# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who of a group looks at a step: taking it, taking it over, giving it to a colleague. Others may still decide it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from workflows.errors import CannotBeAssigned, NotAReviewer, OwnRequest
from workflows.notice import Notice
from workflows.people import Person
from workflows.request import Request, Step
from workflows.reviewer import Reviewer
from workflows.rights import permitted, ready
from workflows.staffing import Staff, deciders
from workflows.steps import Handover
from workflows.text import cleaned
from workflows.told import Told
from workflows.transitions import happened, with_step

#: Its people may assign what other groups decide; they decide it no more than before.
COORDINATES = "ospo"


def take(request: Request, step: str, *, by: Reviewer, now: datetime) -> Request:
    """A reviewer takes a step, from whoever has it. Raises like reviewing.review.

    Who has it already keeps it: the request itself comes back.
    """
    permitted(request, step, by)
    return _given(request, ready(request, step, by), by.person, by, now)


def assign(
    request: Request, step: str, to: Person, *, by: Reviewer, now: datetime, staff: Staff, note: str = ""
) -> Request:
    """Give a step to somebody who may decide it: by a reviewer of it, or by the OSPO.

    Raises like take, and CannotBeAssigned for the requester, for somebody without the role, and for who is away.
    """
    assignable(request, step, by)
    found = ready(request, step, by)
    if to == request.requester:
        raise CannotBeAssigned(to.mention, "made the request, and nobody decides on their own")
    if to not in deciders(found, request.requester, staff):
        raise CannotBeAssigned(to.mention, "is not among those who may decide it")
    if to in staff.absent:
        raise CannotBeAssigned(to.mention, f"is away until {staff.absent[to].back_on.isoformat()}")
    return _given(request, found, to, by, now, cleaned(note))


def assignable(request: Request, name: str, by: Reviewer) -> Step:
    """The step, if this person may say who looks at it. Raises OwnRequest, NotAReviewer or NotPossibleNow."""
    if by.person == request.requester:
        raise OwnRequest(request.name)
    try:
        return permitted(request, name, by)
    except NotAReviewer:
        if COORDINATES not in by.groups:
            raise
        return request.step(name)


def notices_of(after: Request, before: Request, step: str) -> Iterator[Notice]:
    """A direct message to who was given the step, and to who had it, unless they did it themselves."""
    found, had = after.step(step), before.step(step).taken_by
    if after is before or found.handed is None:
        return
    for person in dict.fromkeys(one for one in (found.taken_by, had) if one and one != found.handed.by):
        message = f"handed:{after.id}:{step}:{after.version + 1}:{person.id}"
        yield Notice(
            key=message,
            workspace=after.workspace,
            lane=after.id,
            message=message,
            template="handed",
            to=person.id,
            request_id=after.id,
            detail={"step": step, "version": after.version + 1},
        )


def assignments_differ(request: Request, told: Sequence[Told]) -> Iterator[str]:
    """Where a step is with somebody to whom no event gave it last, in sentences."""
    for step in request.steps:
        given = [one for one in told if one.event.kind == "taken" and one.data.get("step") == step.name]
        last = given[-1] if given else None
        if step.taken_by and not (last and last.says("holder", step.taken_by.id)):
            yield f"the step of {step.name} is with somebody to whom no event gave it"
        elif step.handed and not (
            last
            and step.handed.at.isoformat() == last.event.at
            and last.all_say((("actor", step.handed.by.id), ("note", step.handed.note)))
        ):
            yield f"the step of {step.name} was given by somebody else, at another time, or with other words"


def _given(request: Request, step: Step, to: Person, by: Reviewer, now: datetime, note: str = "") -> Request:
    if step.taken_by == to:
        return request
    handed = Handover(by=by.person, at=now, note=note)
    request = with_step(request, step.model_copy(update={"taken_by": to, "handed": handed}))
    return happened(request, "taken", now, by.person, {"step": step.name}, {"holder": to.id, "note": note})
