# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the evidence pack of a request: read whole, held against its chain, and recorded in the same unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from bot.catalog import Catalog, LiveCatalog
from bot.services.members import Members
from bot.services.recording import again_on_conflict
from bot.services.requests import check_seen
from bot.timing import Timing
from storage.database import Database, UnitOfWork
from workflows import exporting
from workflows.errors import BrokenRecord, GroupsUnknown
from workflows.events import Event, verify
from workflows.evidence import Evidence, Signer, digest_of, pack
from workflows.people import Person
from workflows.recorded import contradictions
from workflows.request import Request
from workflows.reviewer import Reviewer


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as a file. ``withheld``: whether texts stayed out that its reader may not have."""

    request: Request
    data: bytes
    withheld: bool

    @property
    def filename(self) -> str:
        """What the file is called."""
        return f"{self.request.name}.evidence.jsonl"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a pack is for: a person, or nobody for a terminal; ``groups`` are whose answers it may have, None for all."""

    person: Person | None
    groups: frozenset[str] | None


class EvidenceService:
    """Exports evidence. Each export is an event of the request, with the digest of the file."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing, signer: Signer | None
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing
        self._signer = signer

    @again_on_conflict
    async def export(self, number: int, *, by: Person) -> Pack:
        """The pack of a request for somebody. Raises UnknownRequest, GroupsUnknown, NotForYou or BrokenRecord."""
        staff = await self._members.staff_for(by)
        groups = staff.groups_of(by)
        async with self._database.transaction() as tx:
            found = await tx.requests.get(by.workspace, number)
            check_seen(found, by, staff)
            exporting.check_export(found, Reviewer(by, groups, found.revision))
            fresh = groups - staff.stale
            if not exporting.may_export(found, Reviewer(by, fresh, found.revision)):
                raise GroupsUnknown
            reader = Reader(by, fresh)
            return await write_pack(tx, found, self._catalog.current, reader, self._timing, self._signer)


async def write_pack(
    tx: UnitOfWork, request: Request, catalog: Catalog, reader: Reader, timing: Timing, signer: Signer | None
) -> Pack:
    """Write the pack of a request that was read in this unit, and record it there. Raises BrokenRecord."""
    events, kind = await tx.events.chain(request.id), catalog.kind_of(request)
    _check(request, events)
    evidence = Evidence(
        request,
        events,
        seals=await tx.evidence.seals(request, events),
        notices=await tx.evidence.notices(request),
        withheld=exporting.withheld(request, kind, events, reader.groups),
        route_withheld=exporting.route_tells(request, kind, reader.groups),
    )
    by = reader.person.id if reader.person else ""
    data = pack(evidence, product=product(), at=timing.now(), by=by, signer=signer)
    after = exporting.exported(request, digest_of(data), events=len(events), by=reader.person, now=timing.now())
    await tx.requests.save(after)
    await tx.events.append(after)
    return Pack(request, data, withheld=bool(evidence.withheld) or evidence.route_withheld)


@cache
def product() -> str:
    """The version of this program."""
    return f"ospo-bot {version('ospo-bot')}"


def _check(request: Request, events: Sequence[Event]) -> None:
    problem = verify(events).problem or next(contradictions(request, events), "")
    if problem:
        raise BrokenRecord(request.name, problem)
