# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The maturity board: its models and what happened to their items."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("maturity_entries", "maturity_models")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "maturity_entries",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "act IN ('started', 'looked', 'assigned', 'due', 'claimed', 'confirmed', 'refused', 'set_aside', "
            "'reopened', 'facts', 'imported', 'asked', 'model')",
            name=op.f("ck_maturity_entries_act"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "sequence", name=op.f("pk_maturity_entries")),
    )
    index(
        "ix_maturity_entries_workspace_id_model_unit_sequence",
        "maturity_entries",
        "workspace_id",
        "model",
        "unit",
        "sequence",
    )
    op.create_table(
        "maturity_models",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", "version", name=op.f("pk_maturity_models")),
    )
