# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Checking the whole record from the command line, and saying what was found."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.record import opened_record

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    from bot.side_room_keys import SideRoomKeys
    from storage.verification import Report


def verified(
    database_url: str,
    key: "Ed25519PrivateKey | None",
    side_keys: "SideRoomKeys | None" = None,
    earlier: Sequence[str] = (),
) -> "Report":
    """Check every chain of events, registers, maturity and every seal; with the key the seals have to be signed by it.

    ``earlier`` are public keys, or files with them, that may have signed instead.
    With the keys of the side room its notes have to be what their events committed to.

    Raises CannotRun when there is no record that this version can read, or a key is none, and StorageError.
    """
    keys = [key.public_key()] if key else []
    if earlier:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - slow to load

        from bot.signing import named_key  # noqa: PLC0415 - as above

        keys += [Ed25519PublicKey.from_public_bytes(bytes.fromhex(named_key(one))) for one in earlier]
    return asyncio.run(_verified(database_url, keys, side_keys))


def lines(report: "Report") -> list[str]:
    """What was found, for people: what is wrong first, each in a sentence, then how much was looked at."""
    said = [
        f"{_counted(report.requests, 'request')} with {_counted(report.events, 'event')}.",
        f"{_counted(report.seals, 'seal')}, {report.signed} of them signed.",
    ]
    if report.logged:
        said.insert(1, f"{_counted(report.logged, 'act')} in registers and on maturity.")
    if report.erased:
        said.append(f"{_counted(report.erased, 'value')} erased, as the events say.")
    if report.problems:
        return [*report.problems, *said, f"The record was changed: {_counted(len(report.problems), 'finding')}."]
    return [*said, "Nothing is wrong: the record says what was written."]


def as_json(report: "Report") -> dict[str, Any]:
    """The same for programs; ``intact`` is the answer."""
    return {"intact": not report.problems, **asdict(report)}


async def _verified(
    database_url: str, keys: "Sequence[Ed25519PublicKey]", side_keys: "SideRoomKeys | None"
) -> "Report":
    async with opened_record(database_url) as database:
        report = await database.verify(*keys)
        if side_keys is not None:
            from bot.side_room_audit import note_problems  # noqa: PLC0415 - needed only where there are keys

            async for problem in note_problems(database, side_keys):
                report.wrong(problem)
        return report


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
