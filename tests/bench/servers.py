# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The servers that are measured, each in a process of its own on this machine."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from storage.database import Database
from tests.bench.payloads import SECRET, TEAM
from tests.support.serving import free_port

ROOT = Path(__file__).parents[2]
_PATIENCE = 20.0
_TOKEN = "xoxb-bench"
_ORGANIZATION = """
[channels]
requests = "C0REQUESTS"
[groups.ospo]
members = ["U0OSPO1", "U0OSPO2"]
[groups.legal]
members = ["U0LEGAL1", "U0LEGAL2"]
channel = "C0LEGAL"
[groups.security]
members = ["U0SECURITY1"]
channel = "C0SECURITY"
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, its process, and the seconds from its start until it was ready."""

    port: int
    process: "subprocess.Popen[bytes]"
    started_in: float

    @property
    def resident_mb(self) -> float:
        """The memory that the process holds now, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    @property
    def processor_seconds(self) -> float:
        """The processor time that the process has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def bare_bolt() -> Iterator[Server]:
    """Bolt alone."""
    port = free_port()
    with _started([sys.executable, "-m", "tests.bench.bare_bolt", str(port)], port, "/slack/events", {}) as server:
        yield server


def organization(folder: Path) -> Path:
    """The folder of the organization that is served."""
    folder.mkdir(exist_ok=True)
    (folder / "organization.toml").write_text(_ORGANIZATION)
    return folder


@contextlib.contextmanager
def office(database_url: str, folder: Path, slack_api_url: str = "http://127.0.0.1:9/api/") -> Iterator[Server]:
    """`ospo serve --web-only`, with a Slack that does not answer any more: nothing on the hot path asks it."""
    organization(folder)
    port = free_port()
    settings = {
        "SLACK_BOT_TOKEN": _TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack_api_url,
        "DATABASE_URL": database_url,
        "OSPO_ORGANIZATION": str(folder),
        "OSPO_LOG_LEVEL": "error",
        "PORT": str(port),
    }
    asyncio.run(_installed(database_url))
    with _started([sys.executable, "-m", "bot", "serve", "--web-only"], port, "/readyz", settings) as server:
        yield server


async def _installed(database_url: str) -> None:
    """A database in which the office remembers from an earlier start which workspace it serves."""
    database = Database(database_url)
    await database.start()
    await database.migrate()
    async with database.transaction() as tx:
        await tx.installations.put(_TOKEN, (TEAM, "", "B0BENCH", "U0BENCH"), datetime.now(UTC))
    await database.stop()


@contextlib.contextmanager
def _started(command: list[str], port: int, path: str, settings: dict[str, str]) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings)
    try:
        _wait_until_it_answers(process, f"http://127.0.0.1:{port}{path}", began)
        yield Server(port, process, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", address: str, began: float) -> None:
    while time.perf_counter() - began < _PATIENCE:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except urllib.error.HTTPError as answer:
            if answer.code != HTTPStatus.SERVICE_UNAVAILABLE:  # which says: not ready yet
                return
        except OSError:
            pass
        else:
            return
        time.sleep(0.02)
    raise TimeoutError(address)
