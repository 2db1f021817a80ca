# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What decisions leave behind: clearances, precedents, obligations, and how long steps took."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("clearances", "precedents", "obligations", "decided_steps")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "clearances",
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("license", sa.String(), nullable=False),
        sa.Column("agreement", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("valid_from", Instant(), nullable=False),
        sa.Column("valid_until", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_clearances_request_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_clearances")),
    )
    index("ix_clearances_standing", "clearances", "workspace_id", "project", "kind", where="standing")
    index("ix_clearances_valid_until", "clearances", "valid_until")
    index(
        "ix_clearances_workspace_id_project_kind_agreement",
        "clearances",
        "workspace_id",
        "project",
        "kind",
        "agreement",
    )
    op.create_table(
        "precedents",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("review_on", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("ending", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint("ending IN ('', 'withdrawn', 'expired')", name=op.f("ck_precedents_ending")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_precedents_request_id")),
        sa.PrimaryKeyConstraint("workspace_id", "number", name=op.f("pk_precedents")),
    )
    index("ix_precedents_request_id", "precedents", "request_id")
    index("ix_precedents_valid", "precedents", "workspace_id", "number", "review_on", where="ending = ''")
    op.create_table(
        "obligations",
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("remind_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'waived', 'not_needed_any_more')", name=op.f("ck_obligations_state")
        ),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_obligations_request_id")),
        sa.PrimaryKeyConstraint("request_id", "id", name=op.f("pk_obligations")),
    )
    index("ix_obligations_open", "obligations", "workspace_id", "owner", "due_at", where="state = 'open'")
    index("ix_obligations_remind_at", "obligations", "remind_at", where="remind_at IS NOT NULL")
    op.create_table(
        "decided_steps",
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_decided_steps_request_id")),
        sa.PrimaryKeyConstraint("request_id", "step", name=op.f("pk_decided_steps")),
    )
    index(
        "ix_decided_steps_pace", "decided_steps", "workspace_id", "group_name", "kind", "lane", "decided_at", "minutes"
    )
