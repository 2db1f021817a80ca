# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers: their entries and what happened to them."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("register_entries", "register_history")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "register_entries",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("petal", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("review_on", sa.String(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("writers", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("tick_at", Instant(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'approved', 'published', 'retired')", name=op.f("ck_register_entries_state")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "register_id", "name", name=op.f("pk_register_entries")),
    )
    index("ix_register_entries_tick_at", "register_entries", "tick_at", where="tick_at IS NOT NULL")
    index("ix_register_entries_workspace_id_owner", "register_entries", "workspace_id", "owner")
    op.create_table(
        "register_history",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "act IN ('made', 'changed', 'reviewed', 'approved', 'published', 'sent_back', 'withdrawn', 'retired', "
            "'restored', 'handed_over', 'agreed', 'imported')",
            name=op.f("ck_register_history_act"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "register_id", "name", "version", name=op.f("pk_register_history")),
    )
    index("ix_register_history_at", "register_history", "at")
