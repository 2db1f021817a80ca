# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The chains beside the logs of registers and of maturity."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.record.indexes import index

TABLES = ("log_links",)


def create() -> None:
    """Make the table."""
    op.create_table(
        "log_links",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("row_number", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "register_id", "name", "sequence", name=op.f("pk_log_links")),
    )
    log = ("workspace_id", "register_id", "name")
    index("ix_log_links_workspace_id_register_id_name_row_number", "log_links", *log, "row_number")
    index("ix_log_links_hash", "log_links", "hash")
    index("ix_log_links_unsealed", "log_links", *log, "sequence", where="NOT sealed")
