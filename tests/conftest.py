# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What tests of every room share: throw-away databases, and a word about what was not run."""

import asyncio
import gc
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import pytest
import uvloop
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, make_url

from bot.catalog import Loaded, load_catalog
from bot.organization_files import files_read
from storage.schema import migrate
from tests.support.machine import NOT_RUN
from tests.support.once import share
from tests.support.postgres import emptied, fresh_database, postgresql

# Properties say what must hold, not how fast: a busy machine must not fail them. Where changes are judged every run
# tries the same examples, so that a change is judged by what it changes; on a developer's machine each run looks
# further.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("patient")


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run on the loop that the product runs on, which needs a good part less processor time than asyncio's own."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_finish() -> None:
    """Collect garbage seldom: looking through all that the tests have loaded took a seventh of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _as_it_is(instant: datetime) -> NoReturn:
    raise TypeError(f"{instant} came to SQLite's driver as it is: stored in its spelling, it would not sort with ours")


sqlite3.register_adapter(datetime, _as_it_is)


@pytest.fixture(scope="session", autouse=True)
def catalogs() -> Iterator[None]:
    """Let offices whose folders say the same share one reading of them, which takes a tenth of a second each."""
    read: dict[object, Loaded] = {}

    def remembered(folder: Path | None) -> Loaded:
        if folder is None or not folder.is_dir():
            said: object = folder
        else:
            said = tuple((str(one.relative_to(folder)), one.read_bytes()) for one in files_read(folder))
        if said not in read:
            read[said] = load_catalog(folder)
        return read[said]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.catalog.load_catalog", remembered)
        yield


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """Give direct answers as long as they take: the second that Slack leaves for them is not this machine's."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.listeners.replies._LIMIT", 30.0)
        yield


@pytest.fixture(scope="session", autouse=True)
def once() -> Iterator[None]:
    """Make once what every office makes anew."""
    with pytest.MonkeyPatch.context() as patched:
        share(patched)
        yield


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """The address of a PostgreSQL server that is stopped and removed when the run ends."""
    with postgresql() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: URL) -> Iterator[str]:
    """The DATABASE_URL of an empty PostgreSQL database that belongs to this test alone."""
    with fresh_database(postgresql_server) as database:
        yield database.render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The DATABASE_URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'ospo.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The DATABASE_URL of an empty database: the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: URL) -> Iterator[URL]:
    """A database with every table, which tests share one after the other: it is emptied before each."""
    with fresh_database(postgresql_server) as database:
        migrate(database)
        yield database


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, for others to be copied from."""
    file = tmp_path_factory.mktemp("migrated") / "ospo.sqlite3"
    migrate(make_url(f"sqlite:///{file}"))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of a database with every table and no row: once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "ospo.sqlite3")
        yield f"sqlite:///{file}"
        return
    database: URL = request.getfixturevalue("migrated_postgresql")
    emptied(database)
    yield database.render_as_string(hide_password=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what this machine could not run and how to change that, however quiet the run is."""
    for reason, count in _not_run(terminalreporter).items():
        terminalreporter.write_line(f"{NOT_RUN}{count} tests. {reason.removeprefix(NOT_RUN)}", yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a run fail on CI when it left something out, whatever the reason."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("CI") == "true" and _not_run(reporter) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _not_run(terminalreporter: pytest.TerminalReporter) -> Counter[str]:
    return Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
