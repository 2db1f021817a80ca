# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The maturity board as people work on it: looked at, and changed by one entry of the log at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from bot.catalog import LiveCatalog
from bot.services.members import Members, Standing
from bot.services.recording import again_on_conflict
from bot.timing import Timing
from messages.maturity.board import Place
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.absence import today_of
from workflows.errors import FormProblems, GroupsUnknown, UnknownRequest
from workflows.figures import QueueFigures
from workflows.maturity import acts, notices
from workflows.maturity.acts import Move
from workflows.maturity.boards import Board
from workflows.maturity.changes import Change, changes
from workflows.maturity.entries import Entry
from workflows.maturity.evidence import Evidence
from workflows.maturity.folding import board_at, boards_at, version_at
from workflows.maturity.models import MaturityModel
from workflows.maturity.refusals import NoMaturityModel
from workflows.maturity.rights import OFFICE, Circle
from workflows.maturity.spreads import Spread, spread
from workflows.people import Person
from workflows.staffing import Staff

Doing: TypeAlias = Callable[[Move], Entry | None]
_NO_OWNERS = frozenset({Standing.GUEST, Standing.OUTSIDER, Standing.BOT, Standing.NOBODY})


@dataclass(frozen=True, slots=True)
class Which:
    """An item of a model, for the program or for one unit."""

    model: str
    item: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A board as somebody sees it: who they are, which day it is at the office, and which other boards there are.

    ``spread`` is of all units, beside the board of one.
    """

    board: Board
    circle: Circle
    today: date
    places: tuple[Place, ...] = ()
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class WithoutModel:
    """What somebody sees where the program uses no model: its queues, which day it is, and the boards of its units."""

    queues: QueueFigures
    today: date
    places: tuple[Place, ...]


class MaturityService:
    """Every act is one unit: the entry, which only follows the newest there is, and the notices of it."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    async def seen(self, person: Person, model: str = "", unit: str = "") -> Seen:
        """A board; without a name that of the program. Raises NoMaturityModel, Outsider."""
        staff = await self._members.colleagues_for(person)
        found = self._model(model, unit)
        async with self._database.reading() as tx:
            entries = await tx.maturity.entries(person.workspace, found.name, None if unit else "")
        return self._seen(found, entries, self._circle(person, staff, unit), unit)

    async def without_model(self, person: Person) -> WithoutModel:
        """What stands in the board's place where the program uses no model. Raises Outsider."""
        await self._members.check(person)
        current, now = self._catalog.current, self._timing.now()
        async with self._database.reading() as tx:
            queues = await tx.figures.queue(person.workspace, now, current.counting)
        return WithoutModel(queues, current.today(now), self.places())

    async def start(self, which: Which, *, by: Person) -> Seen:
        """Say that an item was begun. Raises like acts.start."""
        return await self._act(which, by, acts.start)

    async def look(self, which: Which, *, by: Person) -> Seen:
        """Say that an item does not hold yet. Raises like acts.look."""
        return await self._act(which, by, acts.look)

    async def assign(self, which: Which, owner: str, *, by: Person) -> Seen:
        """Give an item an owner by id, or none. Raises like acts.assign, and FormProblems for who cannot own any."""
        if owner and await self._members.standing(Person(by.workspace, owner)) in _NO_OWNERS:
            raise FormProblems(
                {"owner": "Please choose a colleague of this workspace: no guest and no bot owns items."}
            )
        return await self._act(which, by, lambda move: acts.assign(move, owner))

    async def schedule(self, which: Which, on: date | None, *, by: Person) -> Seen:
        """Say until when an item should be shown. Raises like acts.schedule."""
        return await self._act(which, by, lambda move: acts.schedule(move, on))

    async def claim(self, which: Which, shown: Evidence, *, by: Person) -> Seen:
        """Claim an item. Raises like acts.claim, and FormProblems for a request that not everybody may know of."""
        if shown.number:
            await self._check_number(by.workspace, shown.number)
        return await self._act(which, by, lambda move: acts.claim(move, shown))

    async def renew(self, which: Which, on: date, *, by: Person) -> Seen:
        """Say that an item still holds. Raises like acts.renew."""
        return await self._act(which, by, lambda move: acts.renew(move, on))

    async def set_aside(self, which: Which, reason: str, *, by: Person) -> Seen:
        """Propose that an item does not apply. Raises like acts.set_aside."""
        return await self._act(which, by, lambda move: acts.set_aside(move, reason))

    async def confirm(self, which: Which, claim: int, *, by: Person) -> Seen:
        """Confirm the claim of that sequence. Raises like acts.confirm, and GroupsUnknown."""
        return await self._act(which, by, lambda move: acts.confirm(move, claim), settling=True)

    async def refuse(self, which: Which, claim: int, reason: str, *, by: Person) -> Seen:
        """Refuse the claim of that sequence, or take one's own back. Raises like acts.refuse, and GroupsUnknown."""
        return await self._act(which, by, lambda move: acts.refuse(move, claim, reason), settling=True)

    async def reopen(self, which: Which, reason: str, *, by: Person) -> Seen:
        """Open an item again. Raises like acts.reopen."""
        return await self._act(which, by, lambda move: acts.reopen(move, reason))

    async def board(self, workspace: str, at: datetime | None = None) -> Board | None:
        """The program's board, now or as it stood at a moment; None without a model. For digests and Home."""
        async with self._database.reading() as tx:
            return await program_board(tx, workspace, self._catalog, at or self._timing.now())

    async def changes(self, workspace: str, since: datetime, until: datetime) -> tuple[Change, ...]:
        """What changed on the program's board between two moments, each with its cause."""
        async with self._database.reading() as tx:
            before = await program_board(tx, workspace, self._catalog, since)
            after = await program_board(tx, workspace, self._catalog, until)
        return changes(before, after) if before and after else ()

    async def spread(self, workspace: str) -> Spread | None:
        """How far the units are apart; None where they are not assessed."""
        async with self._database.reading() as tx:
            return await units_spread(tx, workspace, self._catalog, self._timing.now())

    @again_on_conflict
    async def _act(self, which: Which, by: Person, doing: Doing, *, settling: bool = False) -> Seen:
        staff = await self._members.colleagues_for(by)
        if OFFICE in staff.stale or (settling and staff.stale):
            raise GroupsUnknown
        model, circle = self._model(which.model, which.unit), self._circle(by, staff, which.unit)
        organization, now = self._catalog.current.organization, self._timing.now()
        async with self._database.transaction() as tx:
            newest = await tx.maturity.last(by.workspace)  # before the entries: what comes meanwhile is a conflict
            entries = await tx.maturity.entries(by.workspace, model.name, None if which.unit else "")
            board = board_at(model, entries, now, which.unit)
            move = Move(board, which.item, circle, now, today_of(organization.calendar, now))
            entry = doing(move)
            if entry is not None:
                entry = replace(entry, sequence=newest + 1)
                await tx.maturity.append(by.workspace, newest, entry)
                await tx.outbox.add(*notices.after(entry, move.standing, circle, organization, by.workspace))
                entries = [*entries, entry]
        return self._seen(model, entries, circle, which.unit)

    async def _check_number(self, workspace: str, number: int) -> None:
        async with self._database.reading() as tx:
            try:
                known = not (await tx.requests.get(workspace, number)).confidential
            except UnknownRequest:
                known = False
        if not known:
            raise FormProblems({"number": f"There is no request OSPO-{number} that everybody may know of."})

    def _model(self, name: str, unit: str) -> MaturityModel:
        models = self._catalog.current.maturity
        found = models.find(name, unit) if name or unit else models.program
        if found is None:
            raise NoMaturityModel(unit or name)
        return found

    def _circle(self, person: Person, staff: Staff, unit: str) -> Circle:
        known = {name: who for name, who in staff.members.items() if name not in staff.stale}
        of = self._catalog.current.maturity.units.get(unit)
        return Circle.of(person, known, of.lead or "" if of else "")

    def _seen(self, model: MaturityModel, entries: Sequence[Entry], circle: Circle, unit: str) -> Seen:
        now = self._timing.now()
        today = self._catalog.current.today(now)
        of_units = self._spread(model, entries) if unit else None
        return Seen(board_at(model, entries, now, unit), circle, today, self.places(), of_units)

    def _spread(self, model: MaturityModel, entries: Sequence[Entry]) -> Spread:
        now = self._timing.now()
        return spread(model.stages, boards_at(model, entries, now, self._catalog.current.maturity.units))

    def places(self) -> tuple[Place, ...]:
        """The boards that there are: the program's, and one for each unit."""
        models = self._catalog.current.maturity
        titles = {name: unit.title or name for name, unit in models.units.items()}
        return tuple(Place(model.name, model.title, unit, titles.get(unit, "")) for model, unit in models.boards())


async def program_board(tx: UnitOfWork, workspace: str, catalog: LiveCatalog, at: datetime) -> Board | None:
    """The program's board at a moment, by the version of its model that was in force then; None without a model."""
    model = catalog.current.maturity.program
    if model is None:
        return None
    entries = await tx.maturity.entries(workspace, model.name)
    version = version_at(entries, model.name, at)
    if version and version != model.version:
        model = await tx.maturity.kept(workspace, model.name, version) or model
    return board_at(model, entries, at)


async def units_spread(tx: UnitOfWork, workspace: str, catalog: LiveCatalog, at: datetime) -> Spread | None:
    """How far the units were apart at a moment; None where they are not assessed."""
    models = catalog.current.maturity
    if models.engagement is None or not models.units:
        return None
    entries = await tx.maturity.entries(workspace, models.engagement.name, None)
    boards = [board_at(models.engagement, entries, at, unit) for unit in models.units]
    return spread(models.engagement.stages, boards)
