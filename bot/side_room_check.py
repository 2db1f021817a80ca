# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether the notes of the side room can be read with the keys that there are; none of them is read for it."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.configuration import ConfigurationProblem
from bot.record import opened, there
from storage.errors import StorageError
from storage.schema import SchemaState

if TYPE_CHECKING:  # cryptography is needed only where there are keys
    from bot.side_room_keys import SideRoomKeys

_VARIABLE = "OSPO_SIDE_ROOM_KEYS"


def side_room_problems(database_url: str, keys: "SideRoomKeys | None") -> tuple[ConfigurationProblem, ...]:
    """An error for each key that notes need and that is not there; nothing where there is no database yet."""
    if not there(database_url):
        return ()
    try:
        in_use = asyncio.run(_in_use(database_url))
    except StorageError:  # the list of what could not be delivered says so
        return ()
    known = keys.ids if keys else frozenset[str]()
    return tuple(_missing(key, count) for key, count in sorted(in_use.items()) if key not in known)


def _missing(key: str, count: int) -> ConfigurationProblem:
    notes = "1 note of the side room is" if count == 1 else f"{count:,} notes of the side room are"
    return ConfigurationProblem(
        _VARIABLE, "", f"{notes} encrypted with key {key}, which is not among them: put it back"
    )


async def _in_use(database_url: str) -> Mapping[str, int]:
    async with opened(database_url) as database:
        if await database.schema_state() is not SchemaState.CURRENT:
            return {}
        async with database.reading() as tx:
            return await tx.side_notes.keys_in_use()
