# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What commands see of the record: nothing where there is none, and what could not be delivered."""

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.record import migrate, parked_lines
from storage.database import Database
from tests.support.records import a_notice, queued

REASON = "the bot is not a member of C0REQUESTS. Invite it there: /invite and its name."


def _park_a_card(database_url: str) -> None:
    async def park() -> None:
        database = Database(database_url)
        await database.start()
        await queued(database, a_notice("card@1"))
        [lease] = await database.lanes.lease(1, timedelta(minutes=1))
        due = await database.lanes.begin(lease, lease.dues[0])
        assert due is not None
        await database.lanes.park(lease, due, REASON)
        await database.stop()

    asyncio.run(park())


def test_a_database_that_is_not_there_is_neither_made_nor_missed(tmp_path: Path) -> None:
    assert parked_lines(f"sqlite:///{tmp_path / 'ospo.sqlite3'}") == ()
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_not_migrated_has_nothing_to_tell(database_url: str) -> None:
    assert parked_lines(database_url) == ()


def test_what_could_not_be_delivered_is_told_with_what_to_do(database_url: str) -> None:
    migrate(database_url)
    assert parked_lines(database_url) == ()
    _park_a_card(database_url)
    assert parked_lines(database_url) == (f"1 message is parked: {REASON}",)


def test_a_database_that_cannot_be_read_does_not_keep_the_rest_from_being_checked(tmp_path: Path) -> None:
    (tmp_path / "ospo.sqlite3").write_bytes(b"not a database" * 1000)
    (line,) = parked_lines(f"sqlite:///{tmp_path / 'ospo.sqlite3'}")
    assert line.startswith("not known: ")
