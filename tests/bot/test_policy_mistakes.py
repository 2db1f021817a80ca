# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A mistake in the organization's files reaches the OSPO: once, then daily, wherever its members are named."""

from datetime import timedelta
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.services.people import PeopleService
from bot.services.upkeep import Upkeep
from storage.database import Database
from storage.groups import GroupCopy
from tests.support.organization import organization
from tests.support.timing import SimulatedTime

WORKSPACE = "T0TEST"


def _upkeep(folder: Path, database: Database, timing: SimulatedTime) -> Upkeep:
    catalog = LiveCatalog(folder, timing.now)
    return Upkeep(database, catalog, PeopleService(database, catalog, timing), AsyncWebClient(), timing)


async def _told(database: Database) -> list[str]:
    leases = await database.lanes.lease(10, timedelta(seconds=0))
    return sorted(f"{due.notice.to}: {due.notice.detail['text']}" for lease in leases for due in lease.dues)


async def test_the_ospo_is_told_once_a_day_by_however_many_processes(
    tmp_path: Path, database: Database, timing: SimulatedTime
) -> None:
    folder = organization(tmp_path / "company")
    processes = [_upkeep(folder, database, timing) for _ in range(2)]
    (folder / "licenses.toml").write_text("[contributing")
    for _ in range(3):
        for process in processes:
            await process.refresh_policy(WORKSPACE)
    (told,) = await _told(database)
    assert told.startswith("U0OSPO: ")
    assert "licenses.toml: " in told
    timing.move(days=1)
    for process in processes:
        await process.refresh_policy(WORKSPACE)
    assert len(await _told(database)) == 2


async def test_an_ospo_that_is_a_slack_user_group_is_told_too(
    tmp_path: Path, database: Database, timing: SimulatedTime
) -> None:
    folder = organization(tmp_path / "company")
    text = (folder / "organization.toml").read_text().replace('members = ["U0OSPO"]', 'usergroup = "S0OSPO"')
    (folder / "organization.toml").write_text(text)
    upkeep = _upkeep(folder, database, timing)
    async with database.transaction() as tx:
        await tx.groups.put(WORKSPACE, GroupCopy("S0OSPO", ("U0ONE", "U0TWO"), timing.now()))
    (folder / "kinds").mkdir()
    (folder / "kinds" / "broken.toml").write_text("name = 1")
    await upkeep.refresh_policy(WORKSPACE)
    assert [line[:6] for line in await _told(database)] == ["U0ONE:", "U0TWO:"]


async def test_the_office_s_own_room_is_told_instead_of_its_members(
    tmp_path: Path, database: Database, timing: SimulatedTime
) -> None:
    folder = organization(tmp_path / "company")
    text = (folder / "organization.toml").read_text().replace('["U0OSPO"]', '["U0OSPO"]\nchannel = "C0OSPO"')
    (folder / "organization.toml").write_text(text)
    upkeep = _upkeep(folder, database, timing)
    (folder / "organization.toml").write_text(text + "\n[groups.legal]\n")
    await upkeep.refresh_policy(WORKSPACE)
    assert [line[:7] for line in await _told(database)] == ["C0OSPO:"]
