# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A past for the maturity board of the practice workspace: what the sample people said of its items, by the rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.catalog import Catalog
from storage.database import Database
from workflows.maturity import acts
from workflows.maturity.acts import Move
from workflows.maturity.entries import Entry
from workflows.maturity.evidence import Evidence
from workflows.maturity.folding import board_at
from workflows.maturity.models import MaturityModel
from workflows.maturity.rights import Circle
from workflows.people import Person
from workflows.staffing import Staff

_LEAD, _LAWYER, _SECOND_LAWYER, _DEVELOPER, _MANAGER = "U0OMAR", "U0LENA", "U0TOMAS", "U0DANA", "U0MIKA"
_PAGES = "https://intranet.example.com/open-source"
_UNIT = "payments"


@dataclass(frozen=True, slots=True)
class _Said:
    """What one of the people said of an item so many days ago."""

    days: int
    item: str
    by: str
    act: Callable[[Move], Entry | None]
    unit: str = ""


async def past_board(database: Database, catalog: Catalog, staff: Staff, workspace: str, now: datetime) -> None:
    """Store what was said of the items until now, where nothing was said yet; nobody is told of it."""
    async with database.transaction() as tx:
        if await tx.maturity.last(workspace) == 0:
            await tx.maturity.append(workspace, 0, *_entries(catalog, staff, workspace, now))


def _entries(catalog: Catalog, staff: Staff, workspace: str, now: datetime) -> list[Entry]:
    log: list[Entry] = []
    for said in sorted(_everything(now.date()), key=lambda one: -one.days):
        model = catalog.maturity.engagement if said.unit else catalog.maturity.program
        if model is not None:
            entry = said.act(_move(said, model, log, staff, Person(workspace, said.by), now, catalog))
            log += [replace(entry, sequence=len(log) + 1)] if entry else []
    return log


def _move(
    said: _Said, model: MaturityModel, log: list[Entry], staff: Staff, by: Person, now: datetime, catalog: Catalog
) -> Move:
    at, units = now - timedelta(days=said.days), catalog.maturity.units
    lead = units[said.unit].lead or "" if said.unit in units else ""
    circle = Circle.of(by, staff.members, lead)
    today = catalog.today(at)
    return Move(board_at(model, log, at, said.unit), said.item, circle, at, today)


def _everything(today: date) -> Iterator[_Said]:
    yield from _shown(120, "principles", _LAWYER, f"{_PAGES}/principles", today)
    yield from _shown(118, "name", _SECOND_LAWYER, _PAGES, today)
    yield from _shown(90, "staff", _LAWYER, f"{_PAGES}/budget", today)
    yield from _shown(5, "plan", _SECOND_LAWYER, f"{_PAGES}/plan", today)
    yield from _shown(190, "value", _LAWYER, f"{_PAGES}/value", today)
    yield from _shown(40, "training", _LAWYER, f"{_PAGES}/course", today, people=24)
    yield _Said(60, "practices", _LEAD, lambda move: acts.assign(move, _DEVELOPER))
    yield _Said(59, "practices", _LEAD, lambda move: acts.schedule(move, today + timedelta(days=21)))
    yield _Said(58, "practices", _DEVELOPER, acts.start)
    yield _Said(30, "incentives", _LEAD, lambda move: acts.assign(move, _MANAGER))
    yield _Said(50, "maintainers", _LEAD, lambda move: acts.set_aside(move, "We host no project of our own yet."))
    yield _Said(49, "maintainers", _LAWYER, _confirm)
    yield from _shown(25, "known-use", _LEAD, f"{_PAGES}/payments/inventory", today, by=_MANAGER, unit=_UNIT)
    yield from _shown(24, "clean-use", _LEAD, f"{_PAGES}/payments/notices", today, by=_MANAGER, unit=_UNIT)


def _shown(
    days: int, item: str, confirmed_by: str, link: str, today: date, *, people: int = 0, by: str = _LEAD, unit: str = ""
) -> Iterator[_Said]:
    """A claim, and the second look at it a day later."""
    evidence = Evidence(today - timedelta(days=days), link=link, people=people)
    yield _Said(days, item, by, lambda move: acts.claim(move, evidence), unit)
    yield _Said(days - 1, item, confirmed_by, _confirm, unit)


def _confirm(move: Move) -> Entry | None:
    claim = move.standing.claim
    return acts.confirm(move, claim.sequence) if claim else None
