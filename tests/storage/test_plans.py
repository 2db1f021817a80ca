# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The indexes that SQLite goes along: without statistics it would read a million rows for a queue of a hundred."""

import sqlite3
from pathlib import Path

import pytest

from storage import fact_statements, figure_statements, queues, seals
from storage.sqlite import SQLite
from storage.statements import Statement

OPEN, DECIDED = "ix_requests_open", "ix_requests_workspace_id_decided_at"
COUNT, PAGE = queues._statements(1, False, False, False, False)


@pytest.mark.parametrize(
    "statement, index",
    [
        (COUNT, OPEN),
        (PAGE, OPEN),
        (figure_statements.OPEN, OPEN),
        (figure_statements.OLDEST, OPEN),
        (figure_statements.AGED, OPEN),
        (figure_statements.ARRIVED, "workspace_id=? AND number>? AND number<?"),
        (figure_statements.LICENSES, "workspace_id=? AND number>? AND number<?"),
        (figure_statements.ENDED, DECIDED),
        (figure_statements.WORKED, DECIDED),
        (figure_statements.SUBJECTS, DECIDED),
        (figure_statements.late(4), DECIDED),
        (figure_statements.LAPSING, "ix_clearances_valid_until"),
        (fact_statements.APPROVED, DECIDED),
        (fact_statements.SETTLED, DECIDED),
        (fact_statements.OWED, DECIDED),
        (seals._LINKED, "ix_log_links_unsealed"),
    ],
)
def test_what_is_counted_is_found_along_its_index(statement: Statement, index: str, migrated_sqlite: Path) -> None:
    compiled = statement.compiled(SQLite(migrated_sqlite).dialect)
    with sqlite3.connect(migrated_sqlite) as connection:
        places = [None] * compiled.sql.count("?")
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", places)]
    assert any(index in step for step in plan), plan
    assert not any(step.startswith("SCAN requests") for step in plan), plan
