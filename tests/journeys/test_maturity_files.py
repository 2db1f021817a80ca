# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A board that was kept in a spreadsheet before: its file is read, people go on from there in Slack."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.maturity_files import exported, imported
from tests.support.maturity import PRINCIPLES, offered, open_item
from tests.support.running import Running, service_of
from tests.support.walking import in_form


async def test_what_a_spreadsheet_knew_stands_on_the_board_and_goes_back_into_one(
    house: Running, tmp_path: Path
) -> None:
    url, catalog = house.office.settings.database_url, service_of(house.office, "catalog")
    before = await asyncio.to_thread(exported, url, catalog, "csv", house.office.workspace)
    rows = list(csv.DictReader(io.StringIO(before)))
    seen_on = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    shown = {"state": "evidenced", "owner": "U0OMAR", "by": "U0OMAR", "confirmed_by": "U0LENA"}
    shown |= {"on": seen_on, "link": "https://example.com/principles"}
    rows = [row | shown if row["item"] == "principles" else row for row in rows]
    file = tmp_path / "board.csv"
    with file.open("w", newline="") as spreadsheet:
        writer = csv.DictWriter(spreadsheet, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert await asyncio.to_thread(imported, url, catalog, file, "csv", house.office.workspace) == 1
    _no_earlier_than_the_file(house)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    omar = house.person("omar")
    await omar.command("/ospo", "maturity")
    assert "1 of 4 evidenced" in in_form(omar)
    await open_item(omar, PRINCIPLES)
    assert "https://example.com/principles" in in_form(omar)
    assert "It still holds" in " ".join(offered(omar))
    again = await asyncio.to_thread(exported, url, catalog, "csv", house.office.workspace)
    assert [row for row in csv.DictReader(io.StringIO(again)) if row["item"] == "principles"] == [
        row for row in rows if row["item"] == "principles"
    ]


def _no_earlier_than_the_file(house: Running) -> None:
    """The terminal reads the machine's own clock: the office's must not be behind it."""
    behind = datetime.now(UTC) - house.time.now()
    house.time.move(seconds=max(behind.total_seconds(), 0))
