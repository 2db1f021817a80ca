# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which notices a change of an embargo calls for: to whoever decides, to who was let in, and to the requester."""

from collections.abc import Iterator

from workflows.embargoing import ASKED, LIFTED
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.request import Request
from workflows.staffing import Staff, deciders


def after(request: Request, before: Request, organization: Organization, staff: Staff) -> tuple[Notice, ...]:
    """The notices of what has ``happened`` to its embargo; they name the request by its number alone."""
    return tuple(_notices(request, before, organization, staff)) if request is not before else ()


def _notices(request: Request, before: Request, organization: Organization, staff: Staff) -> Iterator[Notice]:
    embargo, known = request.embargo, before.embargo
    kinds = {one.kind for one in request.happened}
    if embargo is None or known is None:
        return
    if ASKED in kinds or LIFTED in kinds:
        about = "ask" if ASKED in kinds else "over"
        for place in _deciding(request, organization, staff):
            yield _notice(request, f"{about}:{embargo.asked_on or ''}", place, about)
    if LIFTED in kinds:
        yield _notice(request, "lifted", request.requester.id, "lifted")
        for person in embargo.participants:
            yield _notice(request, "over", person.id, "over")
    for person in (one for one in embargo.participants if one not in known.participants):
        yield _notice(request, f"invited:{request.version + 1}", person.id, "invited")


def _deciding(request: Request, organization: Organization, staff: Staff) -> Iterator[str]:
    """The rooms of the groups that decide it, or each of their people where there is none."""
    for step in request.steps:
        room = organization.room_of(step.group)
        if room:
            yield room
        else:
            yield from sorted(person.id for person in deciders(step, request.requester, staff))


def _notice(request: Request, name: str, to: str, about: str) -> Notice:
    message = f"embargo:{request.id}:{name}:{to}"
    return Notice(
        key=f"{message}@{request.version + 1}",
        workspace=request.workspace,
        lane=request.id,
        message=message,
        template="embargo",
        to=to,
        request_id=request.id,
        detail={"about": about},
    )
