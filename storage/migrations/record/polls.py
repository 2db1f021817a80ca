# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Polls about values, and reading with its links."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant

TABLES = ("polls", "poll_invitations", "poll_answers", "reading_marks", "link_looks")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "polls",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("reminded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_polls")),
    )
    op.create_table(
        "poll_invitations",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("answered", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_poll_invitations")),
    )
    op.create_table(
        "poll_answers",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "token", name=op.f("pk_poll_answers")),
    )
    op.create_table(
        "reading_marks",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", "name", name=op.f("pk_reading_marks")),
    )
    op.create_table(
        "link_looks",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("looked_at", Instant(), nullable=False),
        sa.Column("verified_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_link_looks")),
    )
