# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Upstreams: the register beside the office's own record, and telling who has to know when something is off."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.catalog import Catalog, LiveCatalog
from bot.services.people import PeopleService
from bot.services.registers import Beside, SeenEntry, entries_of
from bot.timing import Timing
from messages.blocks import Block
from messages.upstreams import beside
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.maturity.facts import Fact
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.people import Person
from workflows.plain_notices import plain_notice
from workflows.registers.entry import Entry
from workflows.staffing import Staff
from workflows.upstreams.employed import employed
from workflows.upstreams.record import LOOKED_AT, project_of
from workflows.upstreams.watching import Looked, expected_months, looked

UPSTREAMS = "upstreams"
#: So many of a kind's newest requests say whether something is off.
_NEWEST = 8


async def look_at(tx: UnitOfWork, catalog: Catalog, entry: Entry, now: datetime, newest: int = LOOKED_AT) -> Looked:
    """An entry beside what the newest requests say of its project."""
    kinds = [policy.kind for policy in catalog.policies.values()]
    record = await tx.projects.of(entry.workspace, project_of(entry.values), kinds, now, newest)
    return looked(entry, record, now)


async def off(tx: UnitOfWork, catalog: Catalog, workspace: str, now: datetime) -> tuple[Looked, ...]:
    """The published entries with which something is off: another license was named, or it has gone quiet."""
    if UPSTREAMS not in catalog.registers:
        return ()
    entries = await entries_of(tx, catalog, workspace, UPSTREAMS)
    worth = (one for one in entries if one.visible and (one.values.get("license") or expected_months(one)))
    found = [await look_at(tx, catalog, one, now, _NEWEST) for one in worth]
    return tuple(one for one in found if one.license or one.quiet)


async def maintainers_employed(tx: UnitOfWork, catalog: Catalog, workspace: str, days: int, now: datetime) -> Fact:
    """The figure of the maintainers whom we employ, over the days until now."""
    entries = await entries_of(tx, catalog, workspace, UPSTREAMS) if UPSTREAMS in catalog.registers else ()
    return employed(entries, now - timedelta(days=days), now, catalog.organization.calendar.zone)


class UpstreamService:
    """Looks at the record; its hourly look is idempotent, as each thing to tell has one key in the outbox."""

    def __init__(self, database: Database, catalog: LiveCatalog, people: PeopleService, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._timing = timing

    @property
    def besides(self) -> dict[str, Beside]:
        """What stands beside the entries of registers."""
        return {UPSTREAMS: self._beside}

    async def _beside(self, seen: SeenEntry) -> list[Block]:
        """What the record says of an entry that somebody looks at; nothing confidential is part of it."""
        async with self._database.reading() as tx:
            return beside(await look_at(tx, self._catalog.current, seen.entry, self._timing.now()))

    async def tick(self, workspace: str) -> int:
        """Tell of what is off and was not told of yet; how many messages there would be."""
        if not workspace:
            return 0  # Slack has not told yet whom we serve
        catalog = self._catalog.current
        async with self._database.reading() as tx:
            found = await off(tx, catalog, workspace, self._timing.now())
        if not found:
            return 0
        staff, gone = await self._people.staff(workspace), await self._people.no_members(workspace)
        told = [notice for one in found for notice in _notices(one, catalog.organization, staff, gone)]
        async with self._database.transaction() as tx:
            await tx.outbox.add(*told)
        return len(told)


def _notices(found: Looked, organization: Organization, staff: Staff, gone: frozenset[Person]) -> Iterator[Notice]:
    """A changed license goes to the integration owner and the office, silence to who owns the entry."""
    entry = found.entry
    office = _office(organization, staff)
    integrator = _person(entry, str(entry.values.get("integrator", "")), gone)
    owner = _person(entry, entry.owner.id if entry.owner else "", gone)
    if found.license and found.license.made:
        base = f"upstream:license:{entry.name}:{found.license.made.number}"
        yield from (_notice(f"{base}:{to}", "license", entry, to) for to in _each(integrator or owner, *office))
    if found.quiet:
        base = f"upstream:quiet:{entry.name}:{found.quiet.since.isoformat()}:{found.quiet.times}"
        whom = owner or integrator
        yield from (_notice(f"{base}:{to}", "quiet", entry, to) for to in ([whom] if whom else office))


def _office(organization: Organization, staff: Staff) -> tuple[str, ...]:
    """The room of the OSPO, else each of its members."""
    channel = organization.group("ospo").channel
    return (channel,) if channel else tuple(sorted(one.id for one in staff.members.get("ospo", ())))


def _person(entry: Entry, id_: str, gone: frozenset[Person]) -> str:
    return id_ if id_ and Person(entry.workspace, id_) not in gone else ""


def _each(*to: str) -> Iterable[str]:
    return dict.fromkeys(one for one in to if one)


def _notice(key: str, about: str, entry: Entry, to: str) -> Notice:
    return plain_notice(entry.workspace, to, "upstream", key, detail={"about": about, "entry": entry.name})
