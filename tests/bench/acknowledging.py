# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How fast the office acknowledges what it has stored, next to a Bolt application that stores nothing, in one run."""

import asyncio
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.catalog import load_catalog
from tests.bench.load import Load, load
from tests.bench.payloads import command, submission
from tests.bench.servers import Server, bare_bolt, office
from tests.support.postgres import fresh_database, postgresql

CONNECTIONS = 32
SECONDS = 1.0
ROUNDS = 15
ENOUGH = 5_000
Made = Callable[[int], bytes]


def main() -> None:
    """Print each ratio next to the floor that issue and README name."""
    catalog = load_catalog(None).catalog
    assert catalog is not None
    version = catalog.policies["contribution"].version

    def submitted(number: int) -> bytes:
        return submission(number, version)

    with tempfile.TemporaryDirectory() as scratch, bare_bolt() as floor:
        folder = Path(scratch)
        on_sqlite = f"sqlite:///{folder / 'bench.sqlite3'}"
        with office(on_sqlite, folder / "sqlite") as ours:
            report("cold start to ready, s", ours.started_in, at_most=2.0)
            print(f"  the cold start of bare Bolt: {floor.started_in:.2f} s")
            load_once(ours, [submitted(-number) for number in range(1, 1_001)])
            report("resident memory after 1,000 requests, MB", ours.resident_mb, at_most=150)
            compare("help", floor, ours, lambda n: command("help", n), at_least=0.8)
            compare("submission, SQLite FULL", floor, ours, submitted, at_least=0.35)
            with office(on_sqlite, folder / "sqlite") as other:
                report("longest wait of two processes on one SQLite file, ms", waits(ours, other, submitted), 1_000)
        with (
            postgresql(durable=True) as server,
            fresh_database(server) as database,
            office(database.render_as_string(hide_password=False), folder / "postgresql") as ours,
        ):
            compare("submission, PostgreSQL", floor, ours, submitted, at_least=0.20)


def report(what: str, found: float, at_most: float) -> None:
    """Print a figure next to its ceiling."""
    print(f"{what}: {found:.2f} (at most {at_most:.0f}): {'holds' if found <= at_most else 'MISSED'}")


def waits(one: Server, other: Server, made: Made) -> float:
    """The longest that a submission waited, in ms, while two processes write to one file as fast as they can."""
    first = 10 * ENOUGH

    async def both() -> list[Load]:
        requests = [[made(first + n) for n in range(start, start + ENOUGH)] for start in (0, ENOUGH)]
        return await asyncio.gather(
            *(
                load(server.port, own, connections=CONNECTIONS // 2, seconds=3 * SECONDS)
                for server, own in zip((one, other), requests, strict=True)
            )
        )

    loads = asyncio.run(both())
    failed = sum(each.failed for each in loads)
    print(f"  two processes on one file: {loads[0].rate:.0f}/s and {loads[1].rate:.0f}/s; {failed} failed")
    return max(delay for each in loads for delay in each.delays)


def load_once(server: Server, requests: list[bytes]) -> None:
    """Send every request."""
    done = asyncio.run(load(server.port, requests, connections=CONNECTIONS, seconds=60))
    assert (done.answered, done.failed) == (len(requests), 0)


def compare(what: str, floor: Server, ours: Server, made: Made, *, at_least: float) -> None:
    """Measure both in turns, so that the machine's moods meet both, and print the median ratio."""
    ratios, first = [], 0
    for _ in range(ROUNDS):
        requests = [made(n) for n in range(first, first + ENOUGH)]
        bare, bare_time = _measured(floor, requests)
        own, own_time = _measured(ours, requests)
        first += ENOUGH
        ratios.append(own.rate / bare.rate)
        print(
            f"  {what}: {own.rate:6.0f}/s of {bare.rate:6.0f}/s = {ratios[-1]:.2f}; "
            f"p50 {own.percentile(0.5):.1f} ms, p99 {own.percentile(0.99):.1f} ms, worst {max(own.delays):.0f} ms, "
            f"processor {own_time:.0f} µs and {bare_time:.0f} µs" + (f"; {own.failed} FAILED" if own.failed else "")
        )
    median = statistics.median(ratios)
    print(f"{what}: {median:.2f} of bare Bolt (at least {at_least:.2f}): {'holds' if median >= at_least else 'MISSED'}")


def _measured(server: Server, requests: list[bytes]) -> tuple[Load, float]:
    """What was answered, and the microseconds of processor time that each answer took."""
    before = server.processor_seconds
    done = asyncio.run(load(server.port, requests, connections=CONNECTIONS, seconds=SECONDS))
    return done, (server.processor_seconds - before) / done.answered * 1e6


if __name__ == "__main__":
    main()
