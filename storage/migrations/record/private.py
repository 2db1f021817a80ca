# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What only a few may read: notes of side rooms, and when embargoes are asked about."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("side_notes", "embargoes")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "side_notes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_side_notes_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_notes")),
    )
    index("ix_side_notes_key_id", "side_notes", "key_id")
    index("ix_side_notes_request_id", "side_notes", "request_id")
    op.create_table(
        "embargoes",
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("ask_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_embargoes_request_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_embargoes")),
    )
    index("ix_embargoes_ask_at", "embargoes", "ask_at", where="ask_at IS NOT NULL")
