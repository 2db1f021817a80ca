# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Migrations: they make the tables that the code describes, on both engines, there and back."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, text

from storage import schema
from storage.database import Database
from storage.errors import WrongSchema
from storage.schema import SchemaState


def test_the_code_names_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.HEAD]
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True), "revisions are numbers that rise"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database of the test's own: what is done to its tables here must meet no other test."""
    database = Database(database_url)
    await database.start()
    await database.migrate()
    yield database
    await database.stop()


async def test_migrations_and_tables_agree(database: Database, database_url: str) -> None:
    assert await database.schema_state() is SchemaState.CURRENT
    engine = create_engine(database_url)
    with engine.connect() as connection:
        command.check(schema.alembic_config(connection))  # raises what differs
    engine.dispose()


async def test_an_upgrade_can_be_taken_back_and_made_again(database: Database, database_url: str) -> None:
    url = make_url(database_url)
    await asyncio.to_thread(schema.migrate, url, "base")
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    engine.dispose()
    assert await database.schema_state() is SchemaState.NONE
    await database.migrate()
    assert await database.schema_state() is SchemaState.CURRENT


async def test_a_fresh_database_has_no_tables(database_url: str) -> None:
    database = Database(database_url)
    await database.start()
    assert await database.schema_state() is SchemaState.NONE
    await database.stop()


async def test_two_that_migrate_at_once_do_not_disturb_each_other(database_url: str) -> None:
    databases = [Database(database_url), Database(database_url)]
    for database in databases:
        await database.start()
    await asyncio.gather(*(database.migrate() for database in databases))
    assert [await database.schema_state() for database in databases] == [SchemaState.CURRENT] * 2
    for database in databases:
        await database.stop()


async def test_tables_of_a_newer_version_are_left_alone(database: Database, database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert await database.schema_state() is SchemaState.AHEAD
    with pytest.raises(WrongSchema, match="newer version"):
        await database.migrate()


def test_older_tables_are_told_apart() -> None:
    assert SchemaState.of("0000") is SchemaState.BEHIND


async def test_serving_current_tables_does_not_load_alembic(database: Database, database_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from storage.database import Database\n"
        "async def main():\n"
        f"    database = Database({database_url!r})\n"
        "    await database.start()\n"
        "    await database.migrate()\n"
        "    await database.stop()\n"
        "asyncio.run(main())\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    assert await process.wait() == 0
    assert await database.schema_state() is SchemaState.CURRENT


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_other_kinds_of_databases_are_refused_with_what_is_taken(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:/// and a path, or with postgresql://"):
        Database(url)
