# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence from a terminal: exporting the pack of a request, and verifying one without any record."""

import asyncio
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.catalog import LiveCatalog
from bot.record import found_request, opened_record
from bot.services.evidence import Pack, Reader, write_pack
from bot.services.recording import again_on_conflict
from bot.settings import Settings
from bot.signing import is_signed, named_key, signer_of
from bot.stopping import CannotRun
from bot.timing import WallTime
from storage.database import Database
from workflows.errors import Refusal
from workflows.evidence_verification import Verified, verify_pack


@dataclass(frozen=True, slots=True)
class Asked:
    """What an export is asked for: a request such as OSPO-12, its workspace where there are several."""

    request: str
    workspace: str = ""
    include_private: bool = False


def exported(settings: Settings, asked: Asked) -> Pack:
    """The pack of a request. Raises CannotRun with why there is none, and StorageError."""
    return asyncio.run(_exported(settings, asked))


def verified(file: Path, wanted: str = "") -> Verified:
    """What is found in a file; ``wanted`` is the public key that has to have signed it, or a file with it.

    Raises CannotRun for a key that is none.
    """
    found = verify_pack(file.read_bytes(), is_signed)
    if not wanted or found.problem:
        return found
    key = named_key(wanted)
    if found.key == key:
        return found
    signer = f"it is signed by {found.key}" if found.key else "it is unsigned"
    return Verified(problem=f"{signer}, and has to be signed by {key}")


def lines(found: Verified) -> list[str]:
    """What was found, for people; the verdict last."""
    if found.problem:
        return [f"Broken: {found.problem}."]
    said = [
        f"{found.request} of {found.workspace}, exported {found.exported_at}.",
        f"{found.events} events with {found.reviews} reviews, {found.notices} notices.",
        f"{found.seals} seals cover the first {found.sealed} events; {found.seals_signed} are signed by the same key.",
    ]
    if found.erased:
        said.append(f"{found.erased} values erased, as the events say.")
    if found.withheld:
        said.append(f"{found.withheld} values withheld from whom it was exported for.")
    return [*said, f"Intact, and signed by {found.key}." if found.key else "Intact but unsigned."]


def as_json(found: Verified) -> dict[str, Any]:
    """The same for programs; ``verdict`` is signed, unsigned or broken."""
    verdict = "broken" if found.problem else "signed" if found.key else "unsigned"
    return {"verdict": verdict, **asdict(found)}


async def _exported(settings: Settings, asked: Asked) -> Pack:
    timing = WallTime()
    catalog = LiveCatalog(settings.ospo_organization, timing.now)
    async with opened_record(settings.database_url) as database:
        try:
            return await _written(database, catalog, settings, asked)
        except Refusal as refused:
            raise CannotRun(refused.sentence) from refused


@again_on_conflict
async def _written(database: Database, catalog: LiveCatalog, settings: Settings, asked: Asked) -> Pack:
    workspace, number = await found_request(database, asked.request, asked.workspace)
    async with database.transaction() as tx:
        request = await tx.requests.get(workspace, number)
        if request.confidential and not asked.include_private:
            raise CannotRun(f"{request.name} is not for everybody. --include-private exports it all the same.")
        reader = Reader(None, None if asked.include_private else frozenset[str]())
        return await write_pack(tx, request, catalog.current, reader, WallTime(), signer_of(settings.signing_key()))
