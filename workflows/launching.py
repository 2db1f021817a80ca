# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""After the approval of something that becomes public: the planned day, and the day on which it did."""

from datetime import date, datetime

from workflows.errors import NotInCharge, NotPossibleNow
from workflows.request import Request, State
from workflows.reviewer import Reviewer
from workflows.transitions import happened, still_kept


def schedule(request: Request, day: date, *, by: Reviewer, now: datetime) -> Request:
    """Say on which day it becomes public; the same day again is the request itself.

    Raises NotInCharge, or NotPossibleNow before the approval, once it is public, and for a day that is over.
    """
    _check(request, "set a launch date", by)
    if request.launch.public_at is not None:
        raise NotPossibleNow(request.name, "set a launch date", "public already")
    if request.launch.planned == day:
        return request
    if day < now.date():
        raise NotPossibleNow(request.name, f"launch it on {day.isoformat()}", "not public yet and that day is over")
    request = request.model_copy(update={"launch": request.launch.model_copy(update={"planned": day})})
    return happened(request, "scheduled", now, by.person, {"day": day.isoformat()})


def publish(request: Request, address: str, *, by: Reviewer, now: datetime) -> Request:
    """Say that it is public, and where; what follows a launch counts from now.

    The same address again is the request itself. Raises NotInCharge, or NotPossibleNow before the approval or once
    somebody said it with another address.
    """
    _check(request, "mark it as public", by)
    if request.launch.public_at is not None:
        if request.launch.address == address:
            return request
        raise NotPossibleNow(request.name, "mark it as public again", "public already")
    launch = request.launch.model_copy(update={"public_at": now, "by": by.person, "address": address})
    request = request.model_copy(update={"launch": launch})
    return happened(request, "published", now, by.person, {}, {"address": address})


def may_launch(request: Request, by: Reviewer) -> bool:
    """Whether this person may say when and where it becomes public: the requester, and the group of the kind."""
    return by.person == request.requester or request.route.launch_group in by.groups


def launchable(request: Request, *, by: Reviewer) -> None:
    """Raise like publish, where this person could not say now that it is public."""
    _check(request, "mark it as public", by)


def _check(request: Request, action: str, by: Reviewer) -> None:
    if not request.route.launch_group:
        raise NotPossibleNow(request.name, action, "not something that becomes public")
    if not may_launch(request, by):
        raise NotInCharge(request.route.launch_group)
    still_kept(request)
    if request.state is not State.APPROVED:
        raise NotPossibleNow(request.name, action, request.state.words)
