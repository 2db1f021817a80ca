# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which tables the database has, and bringing them up to date. Alembic is loaded only when there is something to do."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.exc import DBAPIError

from storage.errors import Unavailable

if TYPE_CHECKING:  # a third of a second that serving does not need
    from alembic.config import Config

#: The newest migration. Revisions are numbers, so that an older and a newer one can be told apart without Alembic.
HEAD = "0001"
#: Any number that nobody else locks: it keeps two processes from migrating one PostgreSQL database at once.
_ADVISORY_LOCK = 7_093_241
_PATIENCE = 60  # seconds for which a second process waits for the one that migrates


class SchemaState(StrEnum):
    """How the tables compare with what this version works with."""

    NONE = "none"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"

    @classmethod
    def of(cls, revision: str | None) -> "SchemaState":
        """The state of tables at a revision; None: there are no tables."""
        if revision is None:
            return cls.NONE
        if revision == HEAD:
            return cls.CURRENT
        return cls.BEHIND if revision < HEAD else cls.AHEAD


def migrate(url: URL, revision: str = "head") -> None:
    """Bring the tables up to a revision (or away, with ``base``), in one transaction.

    A second process waits meanwhile, and then finds nothing left to do.

    Blocks: run it in a thread. Raises Unavailable.
    """
    try:
        engine = create_engine(url, connect_args=_arguments(url))
        try:
            with engine.connect() as connection:
                _lock(connection)
                _run(connection, revision)
                connection.commit()
        finally:
            engine.dispose()
    except DBAPIError as error:
        raise Unavailable(f"The database could not be migrated: {error.orig}. Nothing was changed.") from error


def _arguments(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"isolation_level": None, "timeout": _PATIENCE}  # the driver leaves transactions to us
    return {}


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")


def alembic_config(connection: Connection) -> "Config":
    """What Alembic's commands are given to work on this connection."""
    from alembic.config import Config  # noqa: PLC0415 - see the top

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _run(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - see the top

    config = alembic_config(connection)
    change = command.downgrade if revision == "base" else command.upgrade
    change(config, revision)
