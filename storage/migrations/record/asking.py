# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions: how often answers were read, how they were judged, and who waits for one."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("asked", "votes", "waiting_askers")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "asked",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "register_id", "name", "day", name=op.f("pk_asked")),
    )
    index("ix_asked_day", "asked", "day")
    op.create_table(
        "votes",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "register_id", "name", "person", name=op.f("pk_votes")),
    )
    index("ix_votes_at", "votes", "at")
    op.create_table(
        "waiting_askers",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", "person", name=op.f("pk_waiting_askers")),
    )
    index("ix_waiting_askers_at", "waiting_askers", "at")
