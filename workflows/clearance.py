# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A clearance: the permission that an approval gives, with its scope as data, so that later requests can rest on it."""

from datetime import datetime

from workflows.model import Value
from workflows.people import Person
from workflows.request import Request, State

#: Why a clearance does not hold for now: a condition of its approval is overdue.
SUSPENDED = "suspended"


class Clearance(Value):
    """What was cleared, for whom, on which license and agreement, and for how long (domain.md §1)."""

    workspace: str
    request_id: str
    number: int
    kind: str
    project: str
    license: str
    agreement: str
    person: Person
    standing: bool
    valid_from: datetime
    valid_until: datetime
    ended_at: datetime | None = None
    ended_because: str = ""

    def covers(self, *, license: str, agreement: str, on: datetime) -> bool:  # noqa: A002 - the field's own name
        """Whether it still holds for a contribution under this license and agreement: any change of them voids it."""
        holds = self.ended_at is None and self.valid_from <= on < self.valid_until
        return self.standing and holds and self.license == license and self.agreement == agreement


def clearance_of(request: Request) -> Clearance | None:
    """The clearance that an approved request gives; None for every other request and for kinds without a project.

    A confidential request gives none: the register answers everybody, and must not tell that there was one.
    """
    decision, ends = request.decision, request.expires_at
    if request.state is not State.APPROVED or decision is None or ends is None:
        return None
    scope = request.scope
    if request.confidential or not scope.project:
        return None
    return Clearance(
        workspace=request.workspace,
        request_id=request.id,
        number=request.number,
        kind=request.kind,
        **scope._asdict(),
        person=request.requester,
        standing=request.route.standing,
        valid_from=decision.at,
        valid_until=ends,
    )
