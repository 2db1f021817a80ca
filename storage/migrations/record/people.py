# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What Slack told of people and groups, and what people said of themselves."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("installations", "groups", "unreachable_groups", "people", "absences", "askers", "preferences")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "installations",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=False),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("learned_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_installations")),
    )
    op.create_table(
        "groups",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("usergroup", sa.String(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("refreshed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "usergroup", name=op.f("pk_groups")),
    )
    op.create_table(
        "unreachable_groups",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "group_name", name=op.f("pk_unreachable_groups")),
    )
    op.create_table(
        "people",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_outside", sa.Boolean(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("refreshed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_people")),
    )
    index("ix_people_barred", "people", "workspace_id", where="is_bot OR is_guest OR is_outside")
    op.create_table(
        "absences",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("back_on", sa.String(), nullable=False),
        sa.Column("deputy", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_absences")),
    )
    op.create_table(
        "askers",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("shared", sa.String(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_askers")),
    )
    op.create_table(
        "preferences",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_preferences")),
    )
