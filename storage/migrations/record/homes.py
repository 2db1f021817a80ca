# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""App Homes and daily lists."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("homes", "daily_lists")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "homes",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("slack_hash", sa.String(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("publications", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("look_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_homes")),
    )
    index("ix_homes_look_at", "homes", "look_at", where="look_at IS NOT NULL")
    index("ix_homes_opened_at", "homes", "opened_at")
    op.create_table(
        "daily_lists",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("done_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_daily_lists")),
    )
    index("ix_daily_lists_due_at", "daily_lists", "due_at")
