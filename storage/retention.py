# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is kept for a time only: requests that ended long ago, what people are remembered by, and legal holds."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Boolean, Integer, String, and_, bindparam, delete, func, or_, select, text, update

from storage.decision_tables import ClearanceRow, ObligationRow, PrecedentRow
from storage.instant import Instant
from storage.outbox_tables import BudgetRow, MessageRow, OutboxRow
from storage.people_tables import AbsenceRow, AskerRow, PersonRow
from storage.private_tables import SideNoteRow
from storage.request_tables import RequestRow
from storage.rows import table, words
from storage.statements import Statement
from storage.unit import Unit, Write
from workflows.people import Person
from workflows.precedents import Precedent
from workflows.request import Request, State

#: Ends that are decisions, and the others.
DECIDED = (State.APPROVED.value, State.DECLINED.value)
UNDECIDED = (State.WITHDRAWN.value, State.EXPIRED.value)
_R = table(RequestRow).c
_ID = bindparam("of_request", type_=String)
_BEFORE = bindparam("before", type_=Instant)
_AS = bindparam("erased_as", type_=String)
_ENDED = Statement(
    select(_R.document, _R.held)
    .where(
        or_(
            and_(text(words("state", DECIDED)), _R.decided_at <= _BEFORE),
            and_(text(words("state", UNDECIDED)), _R.decided_at <= bindparam("undecided_before", type_=Instant)),
        ),
        text("NOT forgotten"),
        _R.id > bindparam("after"),
    )
    .order_by(_R.id)
    .limit(bindparam("limit", type_=Integer))
)
_HELD = Statement(select(_R.held).where(_R.id == _ID))
_OVER = Statement(select(_R.forgotten).where(_R.id == _ID))
_HELD_OF = Statement(
    select(_R.held).where(_R.workspace_id == bindparam("of_workspace"), _R.number == bindparam("of_number"))
)
_HOLD = Statement(update(table(RequestRow)).where(_R.id == _ID).values(held=bindparam("then_held", type_=Boolean)))
_FORGET = Statement(
    update(table(RequestRow)).where(_R.id == _ID).values(requester=_AS, view_id=None, forgotten=text("true"))
)
_UNNAME = Statement(update(table(RequestRow)).where(_R.id == _ID).values(requester=_AS, view_id=None))
_CLEARANCES, _OBLIGATIONS, _PRECEDENTS = table(ClearanceRow), table(ObligationRow), table(PrecedentRow)
_NOTES, _OUTBOX, _MESSAGES = table(SideNoteRow), table(OutboxRow), table(MessageRow)
_CLEARANCE = Statement(update(_CLEARANCES).where(_CLEARANCES.c.request_id == _ID).values(person=_AS))
_OWED = Statement(
    update(_OBLIGATIONS)
    .where(_OBLIGATIONS.c.request_id == _ID, _OBLIGATIONS.c.owner == bindparam("owed_by"))
    .values(owner=bindparam("owed_as"))
)
_PRECEDENT = Statement(
    update(_PRECEDENTS)
    .where(_PRECEDENTS.c.workspace_id == bindparam("of_workspace"), _PRECEDENTS.c.number == bindparam("of_number"))
    .values(document=bindparam("anonymous"))
)
_NOTE = Statement(
    update(_NOTES)
    .where(_NOTES.c.request_id == _ID, _NOTES.c.author == bindparam("noted_by"))
    .values(author=_AS, key_id="", sealed="")
)
_SENT = Statement(delete(_OUTBOX).where(_OUTBOX.c.workspace_id == bindparam("of_workspace"), _OUTBOX.c.lane == _ID))
_STANDING = Statement(
    delete(_MESSAGES).where(
        _MESSAGES.c.workspace_id == bindparam("of_workspace"), _MESSAGES.c.name.contains(_ID, autoescape=False)
    )
)
_ASKERS, _PEOPLE = table(AskerRow), table(PersonRow)
_OLD_ASKERS = Statement(select(func.count()).select_from(_ASKERS).where(_ASKERS.c.said_at <= _BEFORE))
_OLD_PEOPLE = Statement(select(func.count()).select_from(_PEOPLE).where(_PEOPLE.c.refreshed_at <= _BEFORE))
_DELETE_ASKERS = Statement(delete(_ASKERS).where(_ASKERS.c.said_at <= _BEFORE))
#: Budgets of direct messages are named after the person.
_BUDGETS = table(BudgetRow)
_DELETE_BUDGETS = Statement(delete(_BUDGETS).where(_BUDGETS.c.spent_until <= _BEFORE, _BUDGETS.c.held_until <= _BEFORE))
_ABSENCES = table(AbsenceRow)
_DELETE_ABSENCES = Statement(delete(_ABSENCES).where(_ABSENCES.c.back_on <= bindparam("before_day", type_=String)))
_DELETE_PEOPLE = Statement(delete(_PEOPLE).where(_PEOPLE.c.refreshed_at <= _BEFORE))


class Ended(NamedTuple):
    """A request that has ended, and whether it is on legal hold."""

    request: Request
    held: bool


class Retained:
    """What a unit keeps for a time only."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def ended(self, decided: datetime, undecided: datetime, after: str, limit: int) -> list[Ended]:
        """Requests of every workspace that ended by then and still have people in them, by id, behind ``after``."""
        call = _ENDED(before=decided, undecided_before=undecided, after=after, limit=limit)
        rows = await self._unit.many(call)
        return [Ended(Request.model_validate_json(document), bool(held)) for document, held in rows]

    async def held(self, request_id: str) -> bool:
        """Whether a request is on legal hold."""
        row = await self._unit.one(_HELD(of_request=request_id))
        return bool(row and row[0])

    async def over(self, request_id: str) -> bool:
        """Whether a request was kept for its time, and has lost everybody and all that they wrote."""
        row = await self._unit.one(_OVER(of_request=request_id))
        return bool(row and row[0])

    async def held_of(self, workspace: str, numbers: Iterable[int]) -> frozenset[int]:
        """Those of some requests, by number, that are on legal hold."""
        found = {one: await self._unit.one(_HELD_OF(of_workspace=workspace, of_number=one)) for one in sorted(numbers)}
        return frozenset(number for number, row in found.items() if row and row[0])

    async def hold(self, request_id: str, *, then_held: bool) -> None:
        """Mark a request as on legal hold, or not any more; the unit stores its event too."""
        self._unit.write(Write(_HOLD(of_request=request_id, then_held=then_held)))

    async def forget(self, request: Request, people: Mapping[Person, Person], precedents: list[Precedent]) -> None:
        """Take people out of all that is stored beside a request's document and events, and notes and messages away.

        ``people`` gives each person's number; ``precedents`` are those of the request, without people already.
        """
        requester, workspace, here = people[request.requester].id, request.workspace, {"of_request": request.id}
        calls = [
            _FORGET(of_request=request.id, erased_as=requester),
            _CLEARANCE(of_request=request.id, erased_as=requester),
        ]
        owed = {"owed_by": f"@{request.requester.id}", "owed_as": f"@{requester}"}
        calls.append(_OWED(of_request=request.id, **owed))
        calls += [_NOTE(**here, noted_by=who.id, erased_as=to.id) for who, to in people.items()]
        calls.append(_SENT(**here, of_workspace=workspace))
        calls.append(_STANDING(**here, of_workspace=workspace))
        self._unit.write(*(Write(call) for call in calls))
        for one in precedents:
            await self.rewrite(one)

    async def unname(self, before: Request, after: Request) -> None:
        """Take a requester out of all that is stored beside the document and events, and their messages away."""
        was, now, here = before.requester.id, after.requester.id, {"of_request": before.id}
        calls = [
            _UNNAME(**here, erased_as=now),
            _CLEARANCE(**here, erased_as=now),
            _OWED(**here, owed_by=f"@{was}", owed_as=f"@{now}"),
            _SENT(**here, of_workspace=before.workspace),
            _STANDING(**here, of_workspace=before.workspace),
        ]
        self._unit.write(*(Write(call) for call in calls))

    async def rewrite(self, precedent: Precedent) -> None:
        """Store a precedent as it is without people."""
        document = precedent.model_dump_json(exclude={"ended_at", "ending"})
        call = _PRECEDENT(of_workspace=precedent.workspace, of_number=precedent.number, anonymous=document)
        self._unit.write(Write(call))

    async def remembered(self, before: datetime) -> int:
        """How many people are remembered by what they said, or by what Slack told of them, before then only."""
        counts = [await self._unit.many(call) for call in (_OLD_ASKERS(before=before), _OLD_PEOPLE(before=before))]
        return sum(int(rows[0][0]) for rows in counts)

    async def forget_remembered(self, before: datetime) -> None:
        """Delete that, absences that ended before, and what paces messages to people who got none since."""
        for statement in (_DELETE_ASKERS, _DELETE_PEOPLE, _DELETE_BUDGETS):
            self._unit.write(Write(statement(before=before)))
        self._unit.write(Write(_DELETE_ABSENCES(before_day=before.date().isoformat())))
