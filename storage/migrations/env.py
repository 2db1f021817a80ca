# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What Alembic runs: with the connection of ``storage.schema``, or with one of its own on the command line."""

from typing import Any, Literal

from alembic import context
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, create_engine
from sqlmodel.sql.sqltypes import AutoString

from storage import (
    asking_tables,
    decision_tables,
    digest_tables,
    home_tables,
    log_tables,
    maturity_tables,
    outbox_tables,
    people_tables,
    poll_tables,
    private_tables,
    register_tables,
    request_tables,
)
from storage.instant import Instant
from storage.rows import Row, partial_on_postgresql

# Importing them fills the metadata.
_KNOWN = (
    asking_tables,
    decision_tables,
    digest_tables,
    home_tables,
    log_tables,
    maturity_tables,
    outbox_tables,
    people_tables,
    poll_tables,
    private_tables,
    register_tables,
    request_tables,
)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=partial_on_postgresql(Row.metadata),
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_rendered,
        compare_type=True,
        compare_server_default=_default_differs if connection.dialect.name == "sqlite" else True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _rendered(kind: str, thing: object, _: object) -> str | Literal[False]:
    """How a new migration writes types that SQLAlchemy does not know."""
    if kind == "type" and isinstance(thing, Instant):
        return "Instant()"
    return "sa.String()" if kind == "type" and isinstance(thing, AutoString) else False


def _default_differs(
    _: MigrationContext, __: Any, column: Column[Any], ___: str | None, ____: Any, _____: str | None
) -> bool | None:
    """On SQLite, which has no identity columns, one is no difference; None lets Alembic compare the others."""
    return False if column.identity is not None else None


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).begin() as own:
        _run(own)
