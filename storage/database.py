# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The door to the record: opens the database, and the units in which everything is read and written."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import URL, make_url

from storage.absences import Absences
from storage.askers import Askers
from storage.backlog import Backlog
from storage.clearances import Clearances
from storage.clearing import clear_sent
from storage.counters import Counters
from storage.daily_lists import DailyLists
from storage.decisions import Decisions
from storage.digests import Digests
from storage.embargoes import Embargoes
from storage.engine import Engine
from storage.errors import Conflict, Duplicate, DuplicateForm, WrongSchema
from storage.events import Events
from storage.evidence import EvidenceOf
from storage.figures import Figures
from storage.groups import Groups
from storage.homes import Homes
from storage.installations import Installations
from storage.lanes import Lanes
from storage.obligations import Obligations
from storage.outbox import Outbox
from storage.pacing import Pacing
from storage.people import People
from storage.precedents import Precedents
from storage.preferences import PreferenceRows
from storage.queues import Queues
from storage.requests import Requests
from storage.retention import Retained
from storage.schema import SchemaState, migrate
from storage.seals import Seals
from storage.side_notes import SideNotes
from storage.sqlite import SQLite
from storage.threads import Threads
from storage.turns import Turns
from storage.unit import Unit
from storage.unreachable import UnreachableGroups
from storage.verification import Report, verify_all

if TYPE_CHECKING:  # see storage/seals.py
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class UnitOfWork:
    """What belongs together: read at once, written at the end as a whole or not at all.

    Its subjects are made when they are first asked for: few units need more than three of them.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime], *, writable: bool) -> None:
        self._unit = Unit(engine, now, writable=writable)

    @cached_property
    def requests(self) -> Requests:
        """The requests."""
        return Requests(self._unit)

    @cached_property
    def events(self) -> Events:
        """Their chains of events."""
        return Events(self._unit, self.requests)

    @cached_property
    def decisions(self) -> Decisions:
        """Past decisions, for who decides the next."""
        return Decisions(self._unit)

    @cached_property
    def evidence(self) -> EvidenceOf:
        """What else there is of a request: seals over its chain, messages about it."""
        return EvidenceOf(self._unit)

    @cached_property
    def outbox(self) -> Outbox:
        """The notices that go out with the unit."""
        return Outbox(self._unit)

    @cached_property
    def clearances(self) -> Clearances:
        """What approvals permit."""
        return Clearances(self._unit)

    @cached_property
    def precedents(self) -> Precedents:
        """The answers that others may read."""
        return Precedents(self._unit)

    @cached_property
    def threads(self) -> Threads:
        """Whose thread a thread in Slack is."""
        return Threads(self._unit)

    @cached_property
    def embargoes(self) -> Embargoes:
        """When to ask about embargoes."""
        return Embargoes(self._unit)

    @cached_property
    def retained(self) -> Retained:
        """What is kept for a time only, and legal holds."""
        return Retained(self._unit)

    @cached_property
    def side_notes(self) -> SideNotes:
        """The encrypted notes of groups for themselves."""
        return SideNotes(self._unit)

    @cached_property
    def obligations(self) -> Obligations:
        """What is owed after approvals."""
        return Obligations(self._unit)

    @cached_property
    def queues(self) -> Queues:
        """What waits for somebody."""
        return Queues(self._unit)

    @cached_property
    def figures(self) -> Figures:
        """What happened in a time, and what is open, in numbers."""
        return Figures(self._unit)

    @cached_property
    def turns(self) -> Turns:
        """Queues, and how long groups take."""
        return Turns(self._unit)

    @cached_property
    def groups(self) -> Groups:
        """The copies of Slack's user groups."""
        return Groups(self._unit)

    @cached_property
    def people(self) -> People:
        """What Slack told of people."""
        return People(self._unit)

    @cached_property
    def unreachable(self) -> UnreachableGroups:
        """The groups with nobody there."""
        return UnreachableGroups(self._unit)

    @cached_property
    def absences(self) -> Absences:
        """Who is away."""
        return Absences(self._unit)

    @cached_property
    def preferences(self) -> PreferenceRows:
        """How people want to hear of things."""
        return PreferenceRows(self._unit)

    @cached_property
    def digests(self) -> Digests:
        """The digests that were made, and their schedules."""
        return Digests(self._unit)

    @cached_property
    def homes(self) -> Homes:
        """The Homes that were opened lately."""
        return Homes(self._unit)

    @cached_property
    def daily_lists(self) -> DailyLists:
        """Who wants a list of the day."""
        return DailyLists(self._unit)

    @cached_property
    def askers(self) -> Askers:
        """What people last said of how they use licenses."""
        return Askers(self._unit)

    @cached_property
    def installations(self) -> Installations:
        """Who Slack said we are."""
        return Installations(self._unit)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, raised: type[BaseException] | None, *_: object) -> None:
        if raised is None:
            await self._write()

    async def _write(self) -> None:
        if not self._unit.changed:
            return
        try:
            await self._unit.engine.run(self._unit.script())
        except Duplicate as duplicate:
            number = await self.requests.already_made() if "view_id" in duplicate.constraint else None
            if number is not None:
                raise DuplicateForm(number) from duplicate
            raise Conflict(str(duplicate)) from duplicate


class Database:
    """A database, named by its URL: ``sqlite:///ospo.sqlite3`` or ``postgresql://…``.

    ``lanes`` and ``pacing`` are for delivery, ``backlog`` for operators, ``seals`` for the clock; they make their own
    transactions.

    Args:
        url: as DATABASE_URL has it. Raises ValueError for any other kind of URL.
        now: the clock of the units.
    """

    def __init__(self, url: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._url = _url(url)
        self.engine = _engine(self._url)
        self._counters = Counters(self.engine)
        self.lanes = Lanes(self.engine, now)
        self.pacing = Pacing(self.engine)
        self.backlog = Backlog(self.engine, now)
        self.seals = Seals(self.engine)

    async def start(self) -> None:
        """Open the database. Raises Unavailable."""
        await self.engine.start()

    async def stop(self) -> None:
        """Finish what is under way and close it."""
        await self.engine.stop()

    async def schema_state(self) -> SchemaState:
        """How the tables compare with what this version works with; one small query."""
        return SchemaState.of(await self.engine.revision())

    async def migrate(self) -> None:
        """Bring the tables up to date. Safe in several processes at once.

        Raises WrongSchema when a newer version was here before, and Unavailable.
        """
        state = await self.schema_state()
        if state is SchemaState.AHEAD:
            raise WrongSchema(
                "The database was migrated by a newer version of OSPO Bot. Please start that version, or restore a "
                "backup from before."
            )
        if state is not SchemaState.CURRENT:
            await asyncio.to_thread(migrate, self._url)

    async def verify(self, *keys: "Ed25519PublicKey") -> Report:
        """Check every chain of events and every seal, page by page; with public keys their signatures too."""
        return await verify_all(self.engine, keys)

    def transaction(self) -> UnitOfWork:
        """A unit that writes. It is on disk when its block ends, and an error in the block leaves nothing behind.

        Reads see what was committed before them, not the unit's own writes. Raises, out of the block: Conflict,
        DuplicateForm or Unavailable.
        """
        return UnitOfWork(self.engine, self._now, writable=True)

    def reading(self) -> UnitOfWork:
        """A unit that only reads, and waits for no writer."""
        return UnitOfWork(self.engine, self._now, writable=False)

    async def clear_sent(self, *, at_once: int = 200) -> int:
        """Delete notices that were sent long ago and whose keys are not needed any more; returns how many.

        ``at_once`` are deleted in one transaction at most.
        """
        return await clear_sent(self.engine, self._now(), at_once=at_once)

    async def workspaces(self) -> list[str]:
        """The workspaces that have requests."""
        return await self._counters.workspaces()

    async def next_number(self, workspace: str) -> int:
        """A number for a new request: unique in its workspace, never given twice; numbers may be left out."""
        return await self._counters.next(workspace, "request")

    async def next_precedent(self, workspace: str) -> int:
        """A number for a new precedent, such as 3 of P-3, in the same way."""
        return await self._counters.next(workspace, "precedent")


def _url(text: str) -> URL:
    url = make_url(text)
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql")
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    raise ValueError("DATABASE_URL has to begin with sqlite:/// and a path, or with postgresql://")


def _engine(url: URL) -> Engine:
    if url.drivername == "sqlite":
        return SQLite(Path(url.database or ""))
    from storage.postgresql import PostgreSQL  # noqa: PLC0415 - psycopg is loaded only where it is used

    return PostgreSQL(url.render_as_string(hide_password=False))
