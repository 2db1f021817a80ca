# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests, their numbers, their events and the seals over them."""

import sqlalchemy as sa
from alembic import op

from storage.instant import Instant
from storage.migrations.record.indexes import index

TABLES = ("counters", "requests", "events", "seals")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "counters",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_counters")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("requester", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("waiting_on", sa.String(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("submitted_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("tick_at", Instant(), nullable=True),
        sa.Column("view_id", sa.String(), nullable=True),
        sa.Column("head_sequence", sa.Integer(), nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("held", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("forgotten", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('in_review', 'waiting_for_requester', 'approved', 'declined', 'withdrawn', 'expired')",
            name=op.f("ck_requests_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_requests_workspace_id_number")),
        sa.UniqueConstraint(
            "workspace_id", "view_id", "requester", name=op.f("uq_requests_workspace_id_view_id_requester")
        ),
    )
    index(
        "ix_requests_open",
        "requests",
        "workspace_id",
        "number",
        "waiting_on",
        "due_at",
        "state",
        "kind",
        "lane",
        "private",
        "taken_by",
        where="state IN ('in_review', 'waiting_for_requester')",
    )
    index("ix_requests_tick_at", "requests", "tick_at", where="tick_at IS NOT NULL")
    index("ix_requests_unsealed", "requests", "workspace_id", "id", where="head_sequence > sealed")
    index(
        "ix_requests_workspace_id_decided_at", "requests", "workspace_id", "decided_at", where="decided_at IS NOT NULL"
    )
    index(
        "ix_requests_workspace_id_kind_project_number",
        "requests",
        "workspace_id",
        "kind",
        "project",
        "number",
        where="project <> ''",
    )
    index("ix_requests_workspace_id_requester_number", "requests", "workspace_id", "requester", "number")
    op.create_table(
        "events",
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_events_request_id")),
        sa.PrimaryKeyConstraint("request_id", "sequence", name=op.f("pk_events")),
    )
    op.create_table(
        "seals",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "sequence", name=op.f("pk_seals")),
        sa.UniqueConstraint("workspace_id", "previous", name=op.f("uq_seals_workspace_id_previous")),
    )
    index("ix_seals_workspace_id_at", "seals", "workspace_id", "at")
