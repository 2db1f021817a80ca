# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How long the figures of digests and Home take over 10,000 and over 1,000,000 requests, on both databases.

Loading takes most of the time; where there is no room for a million, that is said.
The requests are copies of stories that the domain played, five years of them with some five events each. The same is
measured at both sizes, and what it costs for each request of the whole must not rise.
"""

import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.catalog import Catalog, load_catalog
from storage.database import Database
from tests.bench.copies import PostgreSQLSink, SQLiteSink, Wanted, copies, loading
from tests.bench.payloads import TEAM, home_opened
from tests.bench.reading import median_of, slack
from tests.bench.servers import office, organization
from tests.bench.stories import Story, stories
from tests.support.postgres import fresh_database, postgresql
from workflows.staffing import Staff

SIZES = (10_000, 1_000_000)
STORIES, WEEKS, PEOPLE = 300, 260, 5_000
#: Of disk for each request, in both databases together and with room for PostgreSQL's own log.
BYTES_EACH = 35_000
#: Seconds that a digest or a Home may take, and how often each is made.
AT_MOST, SAMPLES = 2.0, 5
#: What differs by less is as good as the same: two runs of one measurement do.
_FLAT = 1.25
_HOMES = {"an OSPO member": "U0OSPO1", "a reviewer": "U0LEGAL1", "a developer": "U0DEV7"}
Costs = dict[str, float]


async def figures(url: str, catalog: Catalog, now: datetime) -> Costs:
    """Seconds of the figures of a week and of a month, and of the queue alone."""
    database = Database(url)
    await database.start()
    costs: Costs = {}

    async def measured(name: str, work: Callable[[], Awaitable[object]]) -> None:
        taken = []
        for _ in range(SAMPLES):
            began = time.perf_counter()
            await work()
            taken.append(time.perf_counter() - began)
        costs[name] = statistics.median(taken)

    async with database.reading() as tx:
        for name, days in (("figures of a week", 7), ("figures of a month", 31)):
            since = now - timedelta(days=days)
            found = await tx.figures.of(TEAM, since, now, now, catalog.counting)
            assert found.wall.median, "too little was decided to measure anything"
            await measured(name, lambda since=since: tx.figures.of(TEAM, since, now, now, catalog.counting))  # type: ignore[misc]  # the time of this round
        await measured("figures of the queue", lambda: tx.figures.queue(TEAM, now, catalog.counting))
    await database.stop()
    return costs


def homes(url: str, folder: Path, slack_url: str) -> Costs:
    """Seconds from the event of an opened Home until it is published."""
    with office(url, folder, slack_url) as server:
        return {
            f"Home of {who}": median_of(server, [home_opened(n, user) for n in range(SAMPLES)]) / 1000
            for who, user in _HOMES.items()
        }


def report(what: str, size: int, costs: Costs, smaller: Costs | None) -> None:
    """Print each, and for the larger size whether its cost for each request rose."""
    for name, seconds in costs.items():
        held = "holds" if seconds <= AT_MOST else "MISSED"
        line = f"  {what}: {size:,} requests: {name}: {1000 * seconds:.0f} ms (at most {AT_MOST:.0f} s): {held}"
        if smaller:
            each, before = seconds / size, smaller[name] / SIZES[0]
            falls = "falls" if each <= before else "flat" if each <= _FLAT * before else "MISSED"
            line += f"; for each request {1e6 * each:.2f} µs after {1e6 * before:.2f} µs: {falls}"
        print(line)


async def prepared(url: str) -> None:
    """Make the tables."""
    database = Database(url)
    await database.start()
    await database.migrate()
    await database.stop()


def loaded(told: list[Story], size: int, now: datetime, file: Path, url: str) -> None:
    """Load both databases, and print how long that took."""
    asyncio.run(prepared(f"sqlite:///{file}"))
    asyncio.run(prepared(url))
    began, rows, events = time.perf_counter(), 0, 0
    with loading(SQLiteSink(file), PostgreSQLSink(url)) as queues:
        for batch in copies(told, Wanted(size, WEEKS, now, PEOPLE)):
            rows, events = rows + len(batch["requests"]), events + len(batch["events"])
            queues.put(batch)
    os.sync()  # else the first reads wait for what is still being written
    took, gigabytes = time.perf_counter() - began, file.stat().st_size / 1e9
    print(f"{rows:,} requests with {events:,} events: loaded in {took:.0f} s, {gigabytes:.1f} GB on SQLite")


def main() -> None:
    """Measure both sizes on both engines."""
    now = datetime.now(UTC).replace(microsecond=0)
    with ExitStack() as open_until_the_end, tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        catalog = load_catalog(organization(folder / "organization")).catalog
        assert catalog
        told = asyncio.run(stories(folder, catalog, Staff(catalog.listed_in(TEAM)), TEAM, STORIES))
        slack_url = open_until_the_end.enter_context(slack())
        server = open_until_the_end.enter_context(postgresql(durable=True))
        smaller: dict[str, Costs] = {}
        for size in SIZES:
            if shutil.disk_usage(folder).free < size * BYTES_EACH:
                print(f"  {size:,} requests: NOT RUN, for they need {size * BYTES_EACH / 1e9:.0f} GB of disk")
                continue
            file = folder / f"{size}.sqlite3"
            with fresh_database(server) as fresh:
                url = fresh.render_as_string(hide_password=False)
                loaded(told, size, now, file, url)
                for what, address in (("SQLite", f"sqlite:///{file}"), ("PostgreSQL", url)):
                    costs = asyncio.run(figures(address, catalog, now))
                    costs |= homes(address, folder / f"{what}{size}", slack_url)
                    report(what, size, costs, smaller.get(what))
                    smaller.setdefault(what, costs)
            file.unlink()


if __name__ == "__main__":
    main()
