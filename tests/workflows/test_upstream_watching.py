# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A changed license of an upstream is noticed, choosing among its licenses is no change, and silence is counted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from workflows.clearance import Clearance
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.request import State
from workflows.upstreams.record import Made, ProjectRecord, project_of
from workflows.upstreams.watching import license_change, names_another, quiet

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DANA = Person("T0", "U0DANA")


def upstream(**values: Any) -> Entry:
    content = Content(title="Parser", values={"repository": "https://github.com/Example/Parser", **values})
    return Entry(
        workspace="T0",
        register="upstreams",
        name="parser",
        content=content,
        state=EntryState.PUBLISHED,
        changed_at=NOW - timedelta(days=300),
    )


def made(number: int, license_: str = "MIT", state: State = State.APPROVED, *, days_ago: int = 1) -> Made:
    return Made(number, "contribution", state, NOW - timedelta(days=days_ago), license_)


def clearance(number: int, license_: str) -> Clearance:
    about: dict[str, Any] = {
        "kind": "contribution",
        "project": "github.com/example/parser",
        "agreement": "none",
        "person": DANA,
    }
    times: dict[str, Any] = {"standing": True, "valid_from": NOW, "valid_until": NOW + timedelta(days=90)}
    return Clearance(workspace="T0", request_id=f"r{number}", number=number, license=license_, **about, **times)


def record(*requests: Made, standing: tuple[Clearance, ...] = ()) -> ProjectRecord:
    return ProjectRecord("github.com/example/parser", requests, standing)


def test_a_newer_request_that_names_another_license_is_a_change_with_the_clearances_that_rest_on_the_old() -> None:
    said = record(
        made(9, "BUSL-1.1"), made(4, "MIT", days_ago=200), standing=(clearance(4, "MIT"), clearance(5, "BUSL-1.1"))
    )
    found = license_change(upstream(license="MIT"), said)
    assert found is not None
    assert (found.was, found.now, found.made and found.made.number, found.resting) == ("MIT", "BUSL-1.1", 9, (4,))


def test_who_looked_at_the_entry_after_the_request_has_settled_it() -> None:
    entry, said = upstream(license="MIT"), record(made(9, "BUSL-1.1"))
    assert license_change(replace(entry, changed_at=NOW), said) is None
    assert license_change(entry, said) is not None


@pytest.mark.parametrize(
    "registered, said, another",
    [
        ("MIT", "mit", False),
        ("MIT OR Apache-2.0", "Apache-2.0", False),
        ("Apache-2.0", "MIT OR Apache-2.0", True),
        ("(MIT AND BSD-3-Clause)", "BSD-3-Clause", False),
        ("GPL-2.0", "GPL-2.0-only", False),
        ("LGPL-2.1+", "LGPL-2.1-or-later", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only", False),
        ("GPL-2.0-only", "GPL-2.0-or-later", True),
        ("MIT", "NONE", True),
        ("", "MIT", False),
    ],
)
def test_naming_one_of_a_choice_is_no_change(registered: str, said: str, *, another: bool) -> None:
    assert names_another(said, registered) is another


@pytest.mark.parametrize("said", ["unsure", "", "other", "NOASSERTION"])
def test_who_does_not_know_the_license_says_nothing_of_it(said: str) -> None:
    assert license_change(upstream(license="MIT"), record(made(9, said))) is None


def test_what_somebody_took_back_says_nothing_of_the_license() -> None:
    said = record(made(9, "BUSL-1.1", State.WITHDRAWN), made(8, "MIT"))
    assert license_change(upstream(license="MIT"), said) is None
    assert license_change(upstream(license="MIT"), record(made(9, "BUSL-1.1", State.DECLINED))) is not None


def test_a_critical_project_without_a_contribution_for_half_a_year_has_gone_quiet() -> None:
    critical = upstream(criticality="critical")
    assert quiet(critical, record(made(1, days_ago=179)), NOW) is None
    found = quiet(critical, record(made(1, days_ago=180)), NOW)
    assert found is not None
    assert (found.days, found.times, found.recorded) == (180, 1, True)
    longer = quiet(critical, record(made(1, days_ago=361)), NOW)
    assert longer is not None
    assert longer.times == 2, "it is told of again when as long has gone by once more"


def test_what_was_declined_is_no_activity_and_without_any_time_counts_from_the_last_look() -> None:
    found = quiet(upstream(criticality="critical"), record(made(1, state=State.DECLINED)), NOW)
    assert found is not None
    assert (found.days, found.recorded) == (300, False)


@pytest.mark.parametrize(
    "values",
    [
        {"criticality": "important"},
        {"criticality": "critical", "quiet_months": 0},
        {"criticality": "critical", "quiet_months": 12},
        {"criticality": "critical", "ring": "retire"},
    ],
)
def test_nobody_is_told_of_silence_where_none_is_minded(values: dict[str, Any]) -> None:
    assert quiet(upstream(**values), record(made(1, days_ago=200)), NOW) is None


def test_the_project_of_an_entry_is_what_requests_call_it() -> None:
    assert project_of({"repository": "https://github.com/Example/Parser.git"}) == "github.com/example/parser"
    assert project_of({}) == ""
