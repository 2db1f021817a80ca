# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How long people wait for what they look up while 10,000 requests are open, next to `/ospo help`, which reads nothing.

Each is asked by one person after the other, signed, over HTTP; Home is measured until it has been published.
"""

import asyncio
import json
import socket
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg

from storage.database import Database
from storage.randomness import time_ordered_id
from tests.bench.load import load
from tests.bench.payloads import TEAM, command, home_opened
from tests.bench.servers import Server, office
from tests.support.office import contribution as kind
from tests.support.office import facts, proposal, small_fix, step
from tests.support.postgres import fresh_database, postgresql
from workflows.lifecycle import submit
from workflows.people import Person
from workflows.turns import Decided, subject_of

OPEN, DECIDED = 10_000, 500
AT_MOST = 50
SAMPLES = 40
_IN_ONE_UNIT = 250
_OURSELVES = {"bot_id": "B0BENCH", "user_id": "U0BENCH"}
_GROUPS = (("legal",), ("ospo",), ("legal", "ospo"))


class _Slack(BaseHTTPRequestHandler):
    """A Slack that takes whatever it is given."""

    protocol_version = "HTTP/1.1"
    #: Answers go out in one piece: in two, the second waits 40 ms for the other side's acknowledgement.
    wbufsize = -1

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.dumps({"ok": True, "user": {"tz": "Europe/Berlin"}, "team_id": TEAM, **_OURSELVES}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def slack() -> Iterator[str]:
    """Such a Slack, and the base address of its Web API."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slack)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/api/"
    finally:
        server.shutdown()


async def seed(url: str) -> None:
    """Store the open requests, and how long some steps took before."""
    database = Database(url)
    await database.start()
    await database.migrate()
    now = datetime.now(UTC)
    for first in range(1, OPEN + 1, _IN_ONE_UNIT):
        async with database.transaction() as tx:
            for number in range(first, first + _IN_ONE_UNIT):
                requester, steps = Person(TEAM, f"U0DEV{number % 50}"), map(step, _GROUPS[number % 3])
                answers = small_fix(title=f"Fix number {number}", agreement="unsure")
                asked = replace(proposal(*steps, answers=answers), facts=facts(answers))
                at = now - timedelta(minutes=OPEN - number)
                made = submit(kind(), asked, id=time_ordered_id(), number=number, requester=requester, now=at)
                await tx.requests.add(made, view_id=None, user=requester.id)
                await tx.events.append(made)
                if number <= DECIDED:
                    taken = [Decided("before", subject_of(made, group), number, at) for group in ("legal", "ospo")]
                    await tx.turns.decided(made, taken[:1] if number % 2 else taken[1:])
    await database.stop()


def measure(what: str, url: str, folder: Path, slack_url: str) -> None:
    """Print the median of each, and how many times `/ospo help` that is."""
    with office(url, folder, slack_url) as server:
        assert "requests wait for you" in _told(server, command("queue", 0, user="U0LEGAL1"))
        floor = median_of(server, [command("help", n, user="U0LEGAL1") for n in range(SAMPLES)])
        print(f"{what}: /ospo help: {floor:.1f} ms")
        for name, requests in {
            "/ospo queue": [command("queue", n, user="U0LEGAL1") for n in range(SAMPLES)],
            "/ospo queue overdue": [command("queue overdue", n, user="U0LEGAL1") for n in range(SAMPLES)],
            "/ospo queue 500": [command("queue 500", n, user="U0LEGAL1") for n in range(SAMPLES)],
            "/ospo status": [command("status", n) for n in range(SAMPLES)],
            "/ospo status OSPO-9000": [command("status OSPO-9000", n) for n in range(SAMPLES)],
            "App Home of a reviewer": [home_opened(n, "U0LEGAL1") for n in range(SAMPLES)],
            "App Home of the OSPO": [home_opened(2 * SAMPLES + n, "U0OSPO1") for n in range(SAMPLES)],
            "App Home of a developer": [home_opened(SAMPLES + n, f"U0DEV{n % 50}") for n in range(SAMPLES)],
        }.items():
            found = median_of(server, requests)
            held = "holds" if found <= AT_MOST else "MISSED"
            print(f"  {what}: {name}: median {found:.1f} ms (at most {AT_MOST}): {held}; {found / floor:.1f} of help")


def _told(server: Server, request: bytes) -> str:
    """What is answered, once, so that no refusal is measured for an answer."""
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(request)
        connection.settimeout(1)
        return "".join(iter(lambda: _received(connection), ""))


def _received(connection: socket.socket) -> str:
    try:
        return connection.recv(65_536).decode()
    except TimeoutError:
        return ""


def median_of(server: Server, requests: list[bytes]) -> float:
    """Milliseconds until each of the requests was answered, one after the other."""
    done = asyncio.run(load(server.port, requests, connections=1, seconds=60))
    assert (done.answered, done.failed) == (len(requests), 0)
    return statistics.median(done.delays)


def main() -> None:
    """Measure on both engines."""
    with tempfile.TemporaryDirectory() as scratch, slack() as slack_url:
        folder = Path(scratch)
        file = f"sqlite:///{folder / 'reading.sqlite3'}"
        asyncio.run(seed(file))
        measure("SQLite", file, folder / "sqlite", slack_url)
        with postgresql(durable=True) as server, fresh_database(server) as fresh:
            url = fresh.render_as_string(hide_password=False)
            asyncio.run(seed(url))
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")  # which the server does by itself a minute after so many changes
            measure("PostgreSQL", url, folder / "postgresql", slack_url)


if __name__ == "__main__":
    main()
