# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Maintainers whom we employ are counted from entries that somebody stands for, and nobody is named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from workflows.maturity.facts import judged
from workflows.maturity.models import Rule
from workflows.registers.entry import Content, Entry, EntryState
from workflows.upstreams.employed import employed

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENTRY = Entry(
    workspace="T0",
    register="upstreams",
    name="parser",
    content=Content(title="Parser", values={"maintainers": 2}),
    state=EntryState.PUBLISHED,
    changed_at=NOW - timedelta(days=10),
    version=1,
)


def test_only_what_somebody_looked_at_within_the_time_counts() -> None:
    others = (
        replace(ENTRY, changed_at=NOW - timedelta(days=400)),
        replace(ENTRY, state=EntryState.DRAFT),
        replace(ENTRY, changed_at=None, version=0),
        replace(ENTRY, content=Content(title="Lexer")),
    )
    found = employed((ENTRY, *others, ENTRY), NOW - timedelta(days=365), NOW, UTC)
    assert found.value == 4
    rule = Rule(fact="maintainers_employed", at_least=1, days=365)
    assert judged(rule, found).holds
    assert not judged(rule, employed(others, NOW - timedelta(days=365), NOW, UTC)).holds
