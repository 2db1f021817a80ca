# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How a change of a request is stored: with its events, clearance, obligations and notices, in its use case's unit."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from storage.database import UnitOfWork
from storage.errors import Conflict
from workflows import clocks, notices, owing, reminding
from workflows.attendance import attended
from workflows.clearance import SUSPENDED, clearance_of
from workflows.embargoing import begun
from workflows.organization import Organization
from workflows.request import Request, State
from workflows.staffing import Staff
from workflows.turns import newly_decided

P = ParamSpec("P")
R = TypeVar("R")
_ATTEMPTS = 4


async def record(tx: UnitOfWork, after: Request, before: Request, organization: Organization, staff: Staff) -> None:
    """Store what ``after`` changes of ``before``: the row, its events, its clearance, and the notices of it.

    A transition that gave ``before`` itself found everything done already: nothing is stored, and nobody told again.
    """
    if after is before:
        return
    after = attended(owing.settled(after, before, organization), staff, after.changed_at)
    after = begun(clocks.wound(after, before, organization), before, after.changed_at)
    after = after.model_copy(update={"tick_at": reminding.next_tick(after, organization)})
    await tx.requests.save(after)
    await _record_consequences(tx, after, before, organization, staff)


async def record_new(
    tx: UnitOfWork, request: Request, *, view_id: str, organization: Organization, staff: Staff
) -> None:
    """Store a new request, once per form: raises DuplicateForm when this form was stored before."""
    request = attended(owing.settled(request, None, organization), staff, request.changed_at)
    request = begun(clocks.wound(request, None, organization), None, request.changed_at)
    if request.state.open:  # by then its moments are worked out; most requests are decided before
        request = request.model_copy(update={"tick_at": request.submitted_at + reminding.SOONEST})
    await tx.requests.add(request, view_id=view_id, user=request.requester.id)
    await _record_consequences(tx, request, None, organization, staff)


async def _record_consequences(
    tx: UnitOfWork, after: Request, before: Request | None, organization: Organization, staff: Staff
) -> None:
    await tx.events.append(after)
    clearance = clearance_of(after) if before is None or before.state.open else None
    if clearance is not None:
        await tx.clearances.add(clearance)
    if before is not None and clearance_of(before) is not None and after.state.open:
        await tx.clearances.remove(after.id)
    if after.suspended and not (before and before.suspended):
        await tx.clearances.end(after.id, at=after.changed_at, because=SUSPENDED)
    elif before is not None and before.suspended and after.state is State.APPROVED and not after.suspended:
        await tx.clearances.resume(after.id)
    if after.obligations:
        await tx.obligations.put(after, before)
    if before is not None:
        await tx.turns.decided(after, newly_decided(after, before, organization))
    if after.embargo is not None:
        await tx.embargoes.put(after)
    await tx.outbox.add(*notices.after(after, before, organization, staff))


def again_on_conflict(use_case: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    """Run the use case again when somebody stored a newer version between its reading and its writing.

    The second run reads the newer version, so that the person gets the domain's answer, such as who was faster.
    """

    @wraps(use_case)
    async def trying(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(_ATTEMPTS - 1):
            try:
                return await use_case(*args, **kwargs)
            except Conflict:
                continue
        return await use_case(*args, **kwargs)

    return trying
