# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Schedules of digests and what was sent."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("digest_schedules", "digest_runs")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "digest_schedules",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("known_since", Instant(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("resting", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_digest_schedules")),
    )
    op.create_table(
        "digest_runs",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("schedule", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("pictures", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "schedule", "period", name=op.f("pk_digest_runs")),
    )
    index("uq_digest_runs_window", "digest_runs", "workspace_id", "schedule", "since", unique=True, where="NOT trial")
