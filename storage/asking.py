# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How often something is asked for, whether its answer was found good, and who waits for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, String, bindparam, delete, func, select

from storage.asking_tables import AskedRow, VoteRow, WaitingRow
from storage.instant import Instant
from storage.rows import table
from storage.statements import Statement, insertion, upsert
from storage.unit import Unit, Write
from workflows.people import Person

_ASKED, _VOTES, _WAITING = table(AskedRow), table(VoteRow), table(WaitingRow)
_A, _V, _W = _ASKED.c, _VOTES.c, _WAITING.c
_WORKSPACE, _NAME = bindparam("of_workspace", type_=String), bindparam("of_name", type_=String)
_REGISTER = bindparam("of_register", type_=String)
_COUNT = upsert(_ASKED, lambda new: {"times": _A.times + new.times})
_TIMES = Statement(
    select(func.coalesce(func.sum(_A.times), 0)).where(
        _A.workspace_id == _WORKSPACE, _A.register_id == _REGISTER, _A.name == _NAME, _A.day >= bindparam("since")
    )
)
_MOST = Statement(
    select(_A.register_id, _A.name, func.sum(_A.times).label("times"))
    .where(_A.workspace_id == _WORKSPACE, _A.day >= bindparam("since"), _A.day < bindparam("until"))
    .group_by(_A.register_id, _A.name)
    .order_by(func.sum(_A.times).desc(), _A.register_id, _A.name)
    .limit(bindparam("limit", type_=Integer))
)
_VOTE = upsert(_VOTES, lambda new: {"good": new.good, "at": new.at})
_SAID = Statement(
    select(_V.good, func.count())
    .where(_V.workspace_id == _WORKSPACE, _V.register_id == _REGISTER, _V.name == _NAME)
    .group_by(_V.good)
)
_WAIT = insertion(_WAITING, unless=("workspace_id", "name", "person"))
_WHO = Statement(select(_W.person).where(_W.workspace_id == _WORKSPACE, _W.name == _NAME).order_by(_W.at, _W.person))
_TOLD = Statement(delete(_WAITING).where(_W.workspace_id == _WORKSPACE, _W.name == _NAME))
_BEFORE = bindparam("before", type_=Instant)
_FORGET = (
    Statement(delete(_VOTES).where(_V.at <= _BEFORE)),
    Statement(delete(_WAITING).where(_W.at <= _BEFORE)),
)
_FORGET_DAYS = Statement(delete(_ASKED).where(_A.day <= bindparam("before_day", type_=String)))


@dataclass(frozen=True, slots=True)
class Votes:
    """How many people said last that an answer was good, and how many that it was not what they had asked."""

    good: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Often:
    """An entry by register and name, and how often it was asked for in a time."""

    register: str
    name: str
    times: int


class Asking:
    """What a unit knows of questions."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def count(self, workspace: str, register: str, name: str, day: date) -> None:
        """Count that something was asked for once more."""
        call = _COUNT(workspace_id=workspace, register_id=register, name=name, day=day.isoformat(), times=1)
        self._unit.write(Write(call))

    async def times(self, workspace: str, register: str, name: str, since: date) -> int:
        """How often something was asked for since a day."""
        call = _TIMES(of_workspace=workspace, of_register=register, of_name=name, since=since.isoformat())
        row = await self._unit.one(call)
        return int(row[0]) if row else 0

    async def most(self, workspace: str, since: date, until: date, limit: int) -> list[Often]:
        """What was asked for most from one day until before another."""
        days = {"since": since.isoformat(), "until": until.isoformat()}
        rows = await self._unit.many(_MOST(of_workspace=workspace, limit=limit, **days))
        return [Often(register, name, int(times)) for register, name, times in rows]

    async def vote(self, person: Person, register: str, name: str, *, good: bool) -> None:
        """Keep what somebody says of an answer, in place of what they said of it before."""
        key = {"workspace_id": person.workspace, "register_id": register, "name": name, "person": person.id}
        self._unit.write(Write(_VOTE(**key, good=good, at=self._unit.now())))

    async def votes(self, workspace: str, register: str, name: str) -> Votes:
        """What people said of an answer."""
        rows = await self._unit.many(_SAID(of_workspace=workspace, of_register=register, of_name=name))
        said = {bool(good): int(number) for good, number in rows}
        return Votes(said.get(True, 0), said.get(False, 0))

    async def wait(self, person: Person, name: str) -> None:
        """Note that somebody waits for the answer to an open question."""
        call = _WAIT(workspace_id=person.workspace, name=name, person=person.id, at=self._unit.now())
        self._unit.write(Write(call))

    async def waiting(self, workspace: str, name: str) -> list[Person]:
        """Who waits for the answer to a question, the first who asked it first."""
        rows: Iterable[tuple[str]] = await self._unit.many(_WHO(of_workspace=workspace, of_name=name))
        return [Person(workspace, row[0]) for row in rows]

    async def told(self, workspace: str, name: str) -> None:
        """Forget who waited for an answer: they have it."""
        self._unit.write(Write(_TOLD(of_workspace=workspace, of_name=name)))

    async def forget(self, before: datetime) -> None:
        """Forget who voted and who waits since before then, and how often something was asked for until then."""
        self._unit.write(*(Write(one(before=before)) for one in _FORGET))
        self._unit.write(Write(_FORGET_DAYS(before_day=before.date().isoformat())))
