# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Notices on their way, the messages that they became, and Slack's limits on sending them."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("budgets", "lanes", "messages", "outbox")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "budgets",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("spent_until", Instant(), nullable=False),
        sa.Column("held_until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_budgets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lanes",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("lease", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_lanes")),
        sqlite_with_rowid=False,
    )
    index("ix_lanes_due_at", "lanes", "due_at")
    op.create_table(
        "messages",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("notice_id", sa.String(), nullable=False),
        sa.Column("reposted", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_messages")),
    )
    index("ix_messages_cards", "messages", "workspace_id", "channel", "ts", where="name LIKE 'card:%'")
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("notice_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("not_before", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("tried_at", Instant(), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("blocked_by", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("problem", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'parked', 'uncertain', 'sent', 'collapsed')", name=op.f("ck_outbox_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_outbox_workspace_id_key")),
        sqlite_autoincrement=True,
    )
    index("ix_outbox_stuck", "outbox", "workspace_id", "lane", "message", where="state IN ('parked', 'uncertain')")
    index("ix_outbox_unsent", "outbox", "workspace_id", "lane", "id", where="state IN ('waiting', 'sending')")
