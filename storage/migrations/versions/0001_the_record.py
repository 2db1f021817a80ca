# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The record: requests, their events and seals, clearances, precedents, the outbox, and copies of what Slack told."""

import sqlalchemy as sa
from alembic import op

from storage import poll_schema
from storage.instant import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("spent_until", Instant(), nullable=False),
        sa.Column("held_until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_budgets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counters",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_counters")),
        sqlite_with_rowid=False,
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
        "lanes",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("lease", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_lanes")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("lanes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lanes_due_at"), ["due_at"], unique=False)

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
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_messages_cards",
            ["workspace_id", "channel", "ts"],
            unique=False,
            sqlite_where=sa.text("name LIKE 'card:%'"),
            postgresql_where=sa.text("name LIKE 'card:%'"),
        )
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
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_stuck",
            ["workspace_id", "lane", "message"],
            unique=False,
            sqlite_where=sa.text("state IN ('parked', 'uncertain')"),
            postgresql_where=sa.text("state IN ('parked', 'uncertain')"),
        )
        batch_op.create_index(
            "ix_outbox_unsent",
            ["workspace_id", "lane", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )

    op.create_table(
        "unreachable_groups",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "group_name", name=op.f("pk_unreachable_groups")),
    )
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
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(
            "ix_people_barred",
            ["workspace_id"],
            unique=False,
            sqlite_where=sa.text("is_bot OR is_guest OR is_outside"),
            postgresql_where=sa.text("is_bot OR is_guest OR is_outside"),
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
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_requests_open",
            [
                "workspace_id",
                "number",
                "waiting_on",
                "due_at",
                "state",
                "kind",
                "lane",
                "private",
                "taken_by",
            ],
            unique=False,
            sqlite_where=sa.text("state IN ('in_review', 'waiting_for_requester')"),
            postgresql_where=sa.text("state IN ('in_review', 'waiting_for_requester')"),
        )
        batch_op.create_index(
            "ix_requests_tick_at",
            ["tick_at"],
            unique=False,
            sqlite_where=sa.text("tick_at IS NOT NULL"),
            postgresql_where=sa.text("tick_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_requests_unsealed",
            ["workspace_id", "id"],
            unique=False,
            sqlite_where=sa.text("head_sequence > sealed"),
            postgresql_where=sa.text("head_sequence > sealed"),
        )
        batch_op.create_index(
            batch_op.f("ix_requests_workspace_id_decided_at"),
            ["workspace_id", "decided_at"],
            unique=False,
            sqlite_where=sa.text("decided_at IS NOT NULL"),
            postgresql_where=sa.text("decided_at IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_requests_workspace_id_kind_project_number"),
            ["workspace_id", "kind", "project", "number"],
            unique=False,
            sqlite_where=sa.text("project <> ''"),
            postgresql_where=sa.text("project <> ''"),
        )
        batch_op.create_index(
            batch_op.f("ix_requests_workspace_id_requester_number"),
            ["workspace_id", "requester", "number"],
            unique=False,
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
    with op.batch_alter_table("seals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seals_workspace_id_at"), ["workspace_id", "at"], unique=False)

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
    with op.batch_alter_table("clearances", schema=None) as batch_op:
        batch_op.create_index(
            "ix_clearances_standing",
            ["workspace_id", "project", "kind"],
            unique=False,
            sqlite_where=sa.text("standing"),
            postgresql_where=sa.text("standing"),
        )
        batch_op.create_index(batch_op.f("ix_clearances_valid_until"), ["valid_until"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_clearances_workspace_id_project_kind_agreement"),
            ["workspace_id", "project", "kind", "agreement"],
            unique=False,
        )

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
    with op.batch_alter_table("precedents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_precedents_request_id"), ["request_id"], unique=False)
        batch_op.create_index(
            "ix_precedents_valid",
            ["workspace_id", "number", "review_on"],
            unique=False,
            sqlite_where=sa.text("ending = ''"),
            postgresql_where=sa.text("ending = ''"),
        )
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
    with op.batch_alter_table("obligations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_obligations_open",
            ["workspace_id", "owner", "due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(
            "ix_obligations_remind_at",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )
    _beside_requests()
    _homes()
    _registers()
    _asking()
    poll_schema.create()


def _beside_requests() -> None:
    """What else is kept beside requests."""
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
    with op.batch_alter_table("side_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_side_notes_key_id"), ["key_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_side_notes_request_id"), ["request_id"], unique=False)

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
    with op.batch_alter_table("decided_steps", schema=None) as batch_op:
        batch_op.create_index(
            "ix_decided_steps_pace",
            ["workspace_id", "group_name", "kind", "lane", "decided_at", "minutes"],
            unique=False,
        )
    op.create_table(
        "preferences",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_preferences")),
    )
    op.create_table(
        "embargoes",
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("ask_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_embargoes_request_id")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_embargoes")),
    )
    with op.batch_alter_table("embargoes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_embargoes_ask_at",
            ["ask_at"],
            unique=False,
            sqlite_where=sa.text("ask_at IS NOT NULL"),
            postgresql_where=sa.text("ask_at IS NOT NULL"),
        )
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
    with op.batch_alter_table("digest_runs", schema=None) as batch_op:
        batch_op.create_index(
            "uq_digest_runs_window",
            ["workspace_id", "schedule", "since"],
            unique=True,
            sqlite_where=sa.text("NOT trial"),
            postgresql_where=sa.text("NOT trial"),
        )
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
    with op.batch_alter_table("maturity_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_maturity_entries_workspace_id_model_unit_sequence"),
            ["workspace_id", "model", "unit", "sequence"],
            unique=False,
        )
    op.create_table(
        "maturity_models",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", "version", name=op.f("pk_maturity_models")),
    )


def _asking() -> None:
    op.create_table(
        "asked",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "register_id", "name", "day", name=op.f("pk_asked")),
    )
    op.create_table(
        "votes",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "register_id", "name", "person", name=op.f("pk_votes")),
    )
    op.create_table(
        "waiting_askers",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", "person", name=op.f("pk_waiting_askers")),
    )
    for table, column in (("asked", "day"), ("votes", "at"), ("waiting_askers", "at")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _registers() -> None:
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
    with op.batch_alter_table("register_entries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_register_entries_tick_at",
            ["tick_at"],
            unique=False,
            sqlite_where=sa.text("tick_at IS NOT NULL"),
            postgresql_where=sa.text("tick_at IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_register_entries_workspace_id_owner"), ["workspace_id", "owner"], unique=False
        )
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
    with op.batch_alter_table("register_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_history_at"), ["at"], unique=False)


def _homes() -> None:
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
    with op.batch_alter_table("homes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_homes_look_at",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )
        batch_op.create_index(op.f("ix_homes_opened_at"), ["opened_at"], unique=False)
    op.create_table(
        "daily_lists",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("done_on", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person", name=op.f("pk_daily_lists")),
    )
    with op.batch_alter_table("daily_lists", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_daily_lists_due_at"), ["due_at"], unique=False)


def downgrade() -> None:
    for table in (
        "asked",
        "votes",
        "waiting_askers",
        *poll_schema.TABLES,
        "register_history",
        "register_entries",
        "maturity_models",
        "maturity_entries",
        "digest_runs",
        "digest_schedules",
        "homes",
        "daily_lists",
        "preferences",
        "embargoes",
        "side_notes",
        "decided_steps",
        "obligations",
        "precedents",
        "events",
        "clearances",
        "seals",
        "requests",
        "people",
        "outbox",
        "messages",
        "lanes",
        "installations",
        "groups",
        "counters",
        "budgets",
        "askers",
        "absences",
        "unreachable_groups",
    ):
        op.drop_table(table)
