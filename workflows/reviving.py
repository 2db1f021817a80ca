# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An expired request, open again: routed anew under the policy in force, with fresh clocks, in its old place.

Nothing was decided when it expired, so nothing is overturned; approvals that nobody has to repeat stay.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from workflows.errors import AlreadyDecided, NotPossibleNow, NotTheRequester
from workflows.kind import RequestKind
from workflows.lifecycle import Proposal, rerouted
from workflows.organization import Organization
from workflows.overturning import opened
from workflows.people import Person
from workflows.recorded_clocks import REVIVED
from workflows.request import Request, State
from workflows.transitions import happened

#: The group that may do it beside the requester; not for what it may not see.
OFFICE = "ospo"


def revive(
    kind: RequestKind,
    request: Request,
    proposal: Proposal,
    organization: Organization,
    *,
    by: Person,
    groups: Collection[str],
    now: datetime,
) -> Request:
    """Open an expired request again, with the same answers. Raises like revivable."""
    revivable(request, organization, by=by, groups=groups, now=now)
    again = opened(request, now).model_copy(update={"revived": request.revived + 1})
    again = happened(again, REVIVED, now, by, {"revision": request.revision + 1, "times": again.revived})
    return rerouted(kind, again, proposal, by=by, now=now)


def revivable(
    request: Request, organization: Organization, *, by: Person, groups: Collection[str], now: datetime
) -> None:
    """Refuse who may not open it again, and what did not expire or did too long ago.

    Raises NotTheRequester, AlreadyDecided or NotPossibleNow.
    """
    if by != request.requester and (request.confidential or OFFICE not in groups):
        raise NotTheRequester(request.name)
    if request.state.open:
        raise NotPossibleNow(request.name, "reopen it", request.state.words)
    if request.state is not State.EXPIRED or request.decision is None:
        raise AlreadyDecided(request.name, request.state.words)
    if now > request.decision.at + timedelta(days=organization.reminders.reopen_days):
        raise NotPossibleNow(request.name, "reopen it", "expired for too long")
