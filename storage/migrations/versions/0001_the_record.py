# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The record: requests, their events and seals, what was decided, the outbox, and what the office keeps beside them."""

from alembic import op

from storage.migrations.record import (
    asking,
    decisions,
    digests,
    homes,
    logs,
    maturity,
    outbox,
    people,
    polls,
    private,
    registers,
    requests,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: Requests come first: what is decided and what is private refer to them.
_SUBJECTS = (requests, decisions, private, people, outbox, digests, maturity, homes, registers, logs, asking, polls)


def upgrade() -> None:
    for subject in _SUBJECTS:
        subject.create()


def downgrade() -> None:
    for table in reversed([table for subject in _SUBJECTS for table in subject.TABLES]):
        op.drop_table(table)
