# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The reading queue: the next read for whoever asks, what they have read, and looks at links."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.maturity import program_board
from bot.services.members import Members
from bot.services.registers import entries_of
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.maturity.next_step import next_step
from workflows.people import Person
from workflows.reading.links import Look
from workflows.reading.next_read import READING, Reading, Wish, queue, readings_of
from workflows.registers.refusals import UnknownEntry

#: What looks at links, as bot.public_web does; given from outside, for only a look a month needs it.
Looking: TypeAlias = Callable[[Iterable[str], datetime], Awaitable[Mapping[str, Look]]]
_EVERY = timedelta(days=30)
_OFFICE = "ospo"
#: The petal of who is in a group; everybody else contributes.
_PETALS = {
    _OFFICE: "ospo",
    "legal": "legal",
    "ip": "legal",
    "export": "legal",
    "privacy": "legal",
    "managers": "management",
    "business": "business",
    "finance": "business",
}
_EVERYBODY = "contributors"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The queue as somebody sees it, the next read first, what they have read, and what looks at links found."""

    left: tuple[Reading, ...]
    read: tuple[Reading, ...]
    wish: Wish
    looks: Mapping[str, Look]


class ReadingService:
    """What somebody has read is theirs alone: nobody else is shown it, and no figure counts it."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    async def shelf(self, person: Person) -> Shelf:
        """What to read next, and why. Raises Outsider."""
        staff = await self._members.colleagues_for(person)
        async with self._database.reading() as tx:
            readings = await self._readings(tx, person.workspace)
            wish = await self._wish(tx, person, staff.rights_of(person))
            marked = await tx.readings.read_by(person)
            looks = await tx.readings.looks(person.workspace)
        return Shelf(queue(readings, wish, marked), tuple(one for one in readings if one.name in marked), wish, looks)

    async def mark(self, name: str, person: Person, *, read: bool) -> None:
        """Mark something as read, or not read. Raises UnknownEntry, Outsider."""
        await self._members.check(person)
        async with self._database.transaction() as tx:
            if name not in {one.name for one in await self._readings(tx, person.workspace)}:
                raise UnknownEntry(READING)
            await tx.readings.mark(person, name, read=read)

    async def tick(self, workspace: str, looking: Looking) -> None:
        """Look at the links once a month."""
        if not workspace:
            return
        async with self._database.reading() as tx:
            last = await tx.readings.last_look(workspace)
        if last is None or self._timing.now() - last >= _EVERY:
            await check_links(self._database, self._catalog, workspace, looking, self._timing.now())

    async def _readings(self, tx: UnitOfWork, workspace: str) -> tuple[Reading, ...]:
        return await _queued(tx, workspace, self._catalog)

    async def _wish(self, tx: UnitOfWork, person: Person, groups: Iterable[str]) -> Wish:
        """The office reads for what comes next on its board, of whichever petal; everybody else for their own petal."""
        petals = frozenset(_PETALS[one] for one in groups if one in _PETALS) or frozenset({_EVERYBODY})
        board = await program_board(tx, person.workspace, self._catalog, self._timing.now())
        step = next_step(board) if board and _OFFICE in groups else None
        return Wish(step.standing.item.id, step.standing.stage.name) if step else Wish(petals=petals)


async def check_links(
    database: Database, catalog: LiveCatalog, workspace: str, looking: Looking, now: datetime
) -> tuple[tuple[Reading, Look], ...]:
    """Look at every link now, and note what was found; a link that could not be looked at stays as it was."""
    async with database.reading() as tx:
        readings = [one for one in await _queued(tx, workspace, catalog) if one.link]
    found = await looking((one.link for one in readings), now)
    looked = tuple((one, found[one.link]) for one in readings)
    async with database.transaction() as tx:
        for one, look in looked:
            await tx.readings.looked(workspace, one.name, look)
    return looked


async def next_for_office(tx: UnitOfWork, workspace: str, catalog: LiveCatalog, at: datetime) -> str:
    """The title of what helps most with the next item of the checklist, for the digest; empty where nothing does."""
    board = await program_board(tx, workspace, catalog, at)
    step = next_step(board) if board else None
    if step is None:
        return ""
    item = step.standing.item.id
    readings = await _queued(tx, workspace, catalog)
    first = next(iter(queue(readings, Wish(item, step.standing.stage.name), ())), None)
    return first.title if first and item in first.items else ""


async def _queued(tx: UnitOfWork, workspace: str, catalog: LiveCatalog) -> tuple[Reading, ...]:
    return readings_of(await entries_of(tx, catalog.current, workspace, READING))
