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
ROUNDS = 7
ENOUGH = 5_000
Made = Callable[[int], bytes]


def main() -> None:
    """Print each ratio next to the floor that issue and README name."""
    catalog = load_catalog(None).catalog
    assert catalog is not None
    version = catalog.policies["contribution"].version
    with tempfile.TemporaryDirectory() as scratch, bare_bolt() as floor:
        folder = Path(scratch)
        with office(f"sqlite:///{folder / 'bench.sqlite3'}", folder / "sqlite") as ours:
            print(f"cold start to answering: {ours.started_in:.2f} s (floor of a bare Bolt: {floor.started_in:.2f} s)")
            compare("help", floor, ours, lambda n: command("help", n), at_least=0.8)
            compare("submission, SQLite FULL", floor, ours, lambda n: submission(n, version), at_least=0.35)
            print(f"resident memory afterwards: {ours.resident_mb:.0f} MB (at most 150)")
        with postgresql(durable=True) as server, fresh_database(server) as database:
            url = database.render_as_string(hide_password=False)
            with office(url, folder / "postgresql") as ours:
                compare("submission, PostgreSQL", floor, ours, lambda n: submission(n, version), at_least=0.20)


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
