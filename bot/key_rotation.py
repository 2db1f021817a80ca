# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Encrypting every note of the side room with the newest key, page by page, beside a running office."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bot.record import opened, there
from bot.side_room_keys import SideRoomKeys, Unreadable
from bot.stopping import CannotRun
from storage.database import Database
from storage.errors import Conflict
from storage.schema import SchemaState
from workflows.side_room import SealedNote

_AT_ONCE = 100


@dataclass(slots=True)
class Rotation:
    """What came of it. ``unreadable`` counts notes by the id of the key that is missing, or that they do not fit."""

    key: str
    notes: int = 0
    rotated: int = 0
    unreadable: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """The report for people."""
        said = [f"Notes looked at: {self.notes:,}; encrypted anew: {self.rotated:,}, with key {self.key}."]
        said += [
            f"Not readable: {count:,} under key {key}, which is missing, or they were changed."
            for key, count in sorted(self.unreadable.items())
        ]
        if self.unreadable:
            return [*said, "Keep every older key set, put the missing one back, and run this again."]
        return [*said, "Every note is encrypted with the newest key: older keys are not needed any more."]

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {"key": self.key, "notes": self.notes, "rotated": self.rotated, "unreadable": dict(self.unreadable)}


def rotated(database_url: str, keys: SideRoomKeys | None) -> Rotation:
    """Encrypt anew whatever is not under the newest key. Raises CannotRun without keys or a record; StorageError."""
    if keys is None:
        raise CannotRun("OSPO_SIDE_ROOM_KEYS is not set: put a new key, which `ospo keys new` prints, before the old.")
    if not there(database_url):
        raise CannotRun("There is no record at DATABASE_URL yet, so that there is nothing to encrypt.")
    return asyncio.run(_rotated(database_url, keys))


async def _rotated(database_url: str, keys: SideRoomKeys) -> Rotation:
    async with opened(database_url) as database:
        if await database.schema_state() is not SchemaState.CURRENT:
            raise CannotRun("The database is not at the schema of this version. Please run `ospo migrate` first.")
        return await rotate(database, keys)


async def rotate(database: Database, keys: SideRoomKeys) -> Rotation:
    """The same in an open database: one small transaction for each note, so that nobody waits for it."""
    report, after = Rotation(keys.newest), ""
    while True:
        async with database.reading() as tx:
            page = await tx.side_notes.page(after, _AT_ONCE)
        for one in page:
            await _one(database, keys, one, report)
        if len(page) < _AT_ONCE:
            return report
        after = page[-1].note.id


async def _one(database: Database, keys: SideRoomKeys, stored: SealedNote, report: Rotation) -> None:
    report.notes += 1
    if stored.erased or stored.key == keys.newest:
        return
    try:
        anew = keys.seal(stored.note, *keys.read(stored))
    except Unreadable:
        report.unreadable[stored.key] += 1
        return
    try:
        async with database.transaction() as tx:
            await tx.side_notes.reseal(stored, anew)
    except Conflict:
        return  # another run was faster, or its text was erased
    report.rotated += 1
