# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is kept of one person, in every table: found, and deleted where it is about them alone."""

from typing import Any

from sqlalchemy import String, bindparam, delete, exists, func, not_, or_, select, text, update

from storage.asking_tables import VoteRow, WaitingRow
from storage.digest_tables import DigestRunRow, DigestScheduleRow
from storage.home_tables import DailyListRow, HomeRow
from storage.maturity_tables import MaturityEntryRow
from storage.outbox_tables import UNSENT, BudgetRow, MessageRow, OutboxRow
from storage.people_tables import AbsenceRow, AskerRow, PersonRow, PreferenceRow
from storage.poll_tables import PollAnswerRow, PollInvitationRow, ReadingMarkRow
from storage.register_tables import RegisterEntryRow, RegisterHistoryRow
from storage.request_tables import EventRow, RequestRow
from storage.rows import Row as TableRow
from storage.rows import table, words
from storage.statements import Statement
from storage.unit import Unit, Write
from workflows.notice import Notice
from workflows.people import Person

#: What is about one person alone, in words, with where it stands and the column with their id.
_ALONE: tuple[tuple[str, type[TableRow], str], ...] = (
    ("how they want to be told", PreferenceRow, "person"),
    ("lists of the day", DailyListRow, "person"),
    ("Homes that were opened", HomeRow, "person"),
    ("what they remember of their use of licenses", AskerRow, "person"),
    ("absences", AbsenceRow, "person"),
    ("what they have read", ReadingMarkRow, "person"),
    ("what they said of answers", VoteRow, "person"),
    ("questions that they wait for", WaitingRow, "person"),
    ("invitations to a poll", PollInvitationRow, "person"),
    ("what Slack told of them", PersonRow, "id"),
)
_HERE, _WHO = bindparam("of_workspace", type_=String), bindparam("who", type_=String)
#: As it stands in a JSON document: the id in quotation marks, so that a text that mentions somebody is none.
_QUOTED, _OWNING = bindparam("quoted", type_=String), bindparam("owning", type_=String)
_ADDRESSED = bindparam("addressed", type_=String)


def _column(row: type[TableRow], name: str) -> Any:
    return table(row).c[name]


def _of(row: type[TableRow], column: str) -> tuple[Any, Any]:
    return _column(row, "workspace_id") == _HERE, _column(row, column) == _WHO


_COUNTS = {
    what: Statement(select(func.count()).select_from(table(row)).where(*_of(row, column)))
    for what, row, column in _ALONE
}
_DELETES = tuple(Statement(delete(table(row)).where(*_of(row, column))) for _, row, column in _ALONE)
_DEPUTY = Statement(update(table(AbsenceRow)).where(*_of(AbsenceRow, "deputy")).values(deputy=""))
_BALLOT = Statement(delete(table(PollAnswerRow)).where(*_of(PollAnswerRow, "token")))
#: A file that is still to be read for a request.
_UNREAD = _column(OutboxRow, "document").contains('"template":"uploaded"') & text(words("outbox.state", UNSENT))
#: Notices of no request: of one that they stay in, they are told on.
_OF_NONE = tuple(
    (row, _column(row, "workspace_id") == _HERE, _column(row, "document").contains('"request_id":""'), *more)
    for row, *more in ((OutboxRow, not_(_UNREAD)), (MessageRow,))
)
#: Those to them, and where they stand; what paces direct messages is named after them.
_TOLD = tuple(
    Statement(delete(table(row)).where(*where, _column(row, "document").contains(_ADDRESSED)))
    for row, *where in _OF_NONE
)
#: Wherever they wait, such as among what is held for somebody's quiet hours.
_ABOUT = tuple(
    (
        row,
        _column(row, "workspace_id") == _HERE,
        _column(row, "document").contains(bindparam("of_request", type_=String), autoescape=False),
    )
    for row in (OutboxRow, MessageRow)
)
_NAMING = tuple(
    Statement(
        select(_column(row, "document")).where(
            _column(row, "workspace_id") == _HERE, _column(row, "document").contains(_QUOTED)
        )
    )
    for row in (OutboxRow, MessageRow)
)
#: Notices about one request: those to them, and those that name them for others, such as who was on duty.
_UNTOLD = tuple(
    Statement(delete(table(row)).where(*where, _column(row, "document").contains(_ADDRESSED))) for row, *where in _ABOUT
)
_RETOLD, _RETOLD_OF_NONE = (
    tuple(
        Statement(
            update(table(row))
            .where(*where)
            .values(document=func.replace(_column(row, "document"), _QUOTED, bindparam("instead", type_=String)))
        )
        for row, *where in rows
    )
    for rows in (_ABOUT, _OF_NONE)
)
_PACED = Statement(delete(table(BudgetRow)).where(_column(BudgetRow, "name").contains(_WHO)))
_DIGESTS = tuple(
    Statement(
        update(table(row))
        .where(_column(row, "workspace_id") == _HERE, _column(row, text).contains(_QUOTED))
        .values({text: func.replace(_column(row, text), _QUOTED, bindparam("instead", type_=String))})
    )
    for row, text in ((DigestRunRow, "document"), (DigestScheduleRow, "change"))
)
_R, _E = table(RequestRow).c, table(EventRow).c
_REQUESTS = Statement(
    select(_R.id)
    .where(
        _R.workspace_id == _HERE,
        or_(
            _R.document.contains(_QUOTED),
            _R.document.contains(_OWNING),
            exists().where(_E.request_id == _R.id, _E.private.contains(_QUOTED)),
        ),
    )
    .order_by(_R.number)
)
_ENTRIES, _HISTORY = table(RegisterEntryRow).c, table(RegisterHistoryRow).c
_REGISTERS = (
    Statement(
        select(_ENTRIES.register_id, _ENTRIES.name).where(
            _ENTRIES.workspace_id == _HERE, _ENTRIES.document.contains(_QUOTED)
        )
    ),
    Statement(
        select(_HISTORY.register_id, _HISTORY.name)
        .where(_HISTORY.workspace_id == _HERE, or_(_HISTORY.by == _WHO, _HISTORY.document.contains(_QUOTED)))
        .distinct()
    ),
)
_M = table(MaturityEntryRow).c
_BOARDS = Statement(
    select(_M.model, _M.unit)
    .where(_M.workspace_id == _HERE, or_(_M.by == _WHO, _M.data.contains(_QUOTED)))
    .distinct()
    .order_by(_M.model, _M.unit)
)


class Personal:
    """What a unit finds of one person, and deletes."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def requests(self, person: Person) -> list[str]:
        """The ids of the requests that have them in their document or events, by number, then in notices alone.

        Such as who was on duty for a step that somebody else decided.
        """
        here = {"of_workspace": person.workspace, "quoted": f'"{person.id}"'}
        found = [str(row[0]) for row in await self._unit.many(_REQUESTS(**here, owning=f'"@{person.id}"'))]
        told = {Notice.from_json(row[0]).request_id for one in _NAMING for row in await self._unit.many(one(**here))}
        return list(dict.fromkeys([*found, *sorted(told - {""})]))

    async def entries(self, person: Person) -> list[tuple[str, str]]:
        """The register and name of every entry that has them, now or in its history."""
        here = {"of_workspace": person.workspace, "quoted": f'"{person.id}"'}
        now, once = _REGISTERS
        rows = [*await self._unit.many(now(**here)), *await self._unit.many(once(**here, who=person.id))]
        return sorted({(str(register), str(name)) for register, name in rows})

    async def boards(self, person: Person) -> list[tuple[str, str]]:
        """The model and unit of every maturity board on which something was said by or of them."""
        call = _BOARDS(of_workspace=person.workspace, who=person.id, quoted=f'"{person.id}"')
        return [(str(model), str(unit)) for model, unit in await self._unit.many(call)]

    async def alone(self, person: Person) -> dict[str, int]:
        """How much there is that is about them alone, in words; nothing of which there is none."""
        counts: dict[str, int] = {}
        for what, count in _COUNTS.items():
            rows = await self._unit.many(count(of_workspace=person.workspace, who=person.id))
            counts |= {what: int(rows[0][0])} if rows[0][0] else {}
        return counts

    async def retell(self, person: Person, request_id: str, instead: str) -> None:
        """Delete notices to them about a request, and put a number in their place in the others, kept for a while."""
        here = {"of_workspace": person.workspace, "of_request": f'"request_id":"{request_id}"'}
        for statement in _UNTOLD:
            self._unit.write(Write(statement(**here, addressed=f'"to":"{person.id}"')))
        for statement in _RETOLD:
            self._unit.write(Write(statement(**here, quoted=f'"{person.id}"', instead=f'"{instead}"')))

    async def delete(self, person: Person, instead: str, token: str) -> None:
        """Delete that, and messages to them of no request; others lose their id. ``token``: of the open poll."""
        here = {"of_workspace": person.workspace}
        for statement in (*_DELETES, _DEPUTY):
            self._unit.write(Write(statement(**here, who=person.id)))
        for statement in _TOLD:
            self._unit.write(Write(statement(**here, addressed=f'"to":"{person.id}"')))
        for statement in (*_RETOLD_OF_NONE, *_DIGESTS):
            self._unit.write(Write(statement(**here, quoted=f'"{person.id}"', instead=f'"{instead}"')))
        self._unit.write(Write(_PACED(who=person.id)))
        if token:
            self._unit.write(Write(_BALLOT(**here, who=token)))
