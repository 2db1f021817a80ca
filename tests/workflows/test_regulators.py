# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Deadlines in order, done with evidence or due again; plans that are missing; and consultations that close."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.errors import FormProblems
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.refusals import NotPossibleForEntry
from workflows.regulators.calendar import closing, done, due_of, next_due
from workflows.regulators.overview import Regulators, soon

TODAY = date(2026, 11, 23)
OMAR = Person("T0", "U0OMAR")


def entry(register: str, name: str, state: EntryState = EntryState.PUBLISHED, **values: Any) -> Entry:
    content = Content(title=name.replace("-", " ").capitalize(), text="What it is.", values=values)
    return Entry(workspace="T0", register=register, name=name, content=content, state=state, version=1)


def deadline(name: str, due: str = "", **values: Any) -> Entry:
    said: dict[str, Any] = {"status": "open", **({"due": due} if due else {}), **values}
    return entry("deadlines", name, **said)


def test_what_is_due_stands_in_the_order_of_its_days_and_what_is_done_or_has_no_day_does_not() -> None:
    calendar = [
        deadline("later", "2027-12-11", sort="begins"),
        deadline("soon", "2026-12-09"),
        deadline("settled", "2026-12-01", status="done"),
        deadline("after-an-incident"),
    ]
    assert [one.entry.name for one in due_of(calendar)] == ["soon", "later"]
    assert [one.entry.name for one in soon(due_of(calendar), TODAY)] == ["soon"]


def test_what_is_done_says_with_what_and_is_not_due_any_more() -> None:
    content, note = done(deadline("report", "2026-12-09"), "https://example.com/report", TODAY, OMAR, TODAY)
    assert content.values["status"] == "done"
    assert content.values["done_by"] == "U0OMAR"
    assert note == "Done on 2026-11-23, which was due on 2026-12-09: https://example.com/report"


def test_what_comes_again_is_due_anew_after_its_months() -> None:
    content, _ = done(deadline("claim", "2026-11-30", every_months=18), "Minutes of the board", TODAY, OMAR, TODAY)
    assert (content.values["status"], content.values["due"]) == ("open", "2028-05-30")


def test_what_comes_again_without_a_day_counts_from_when_it_was_done() -> None:
    content, _ = done(deadline("claim", every_months=18), "Minutes", date(2026, 11, 2), OMAR, TODAY)
    assert content.values["due"] == "2028-05-02"


@pytest.mark.parametrize(
    "evidence, on, field",
    [("  ", TODAY, "evidence"), ("x" * 501, TODAY, "evidence"), ("a link", TODAY + timedelta(days=1), "done_on")],
)
def test_nothing_is_done_without_evidence_or_on_a_day_to_come(evidence: str, on: date, field: str) -> None:
    with pytest.raises(FormProblems) as refused:
        done(deadline("report", "2026-12-09"), evidence, on, OMAR, TODAY)
    assert list(refused.value.problems) == [field]


def test_what_is_done_cannot_be_done_again() -> None:
    with pytest.raises(NotPossibleForEntry, match="done"):
        done(deadline("report", "2026-12-09", status="done"), "a link", TODAY, OMAR, TODAY)


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert next_due(date(2026, 8, 31), 6, after=date(2026, 8, 31)) == date(2027, 2, 28)
    assert next_due(date(2026, 8, 31), 12, after=date(2027, 9, 1)) == date(2028, 8, 31)


@settings(max_examples=50)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 120), st.integers(0, 4000))
def test_what_comes_again_is_always_still_to_come_and_never_later_than_its_time(
    due: date, months: int, late: int
) -> None:
    after = due + timedelta(days=late)
    again = next_due(due, months, after=after)
    assert after < again <= after + timedelta(days=31 * months)


def test_a_plan_is_missed_only_of_a_regulator_that_applies_to_us() -> None:
    regulators = [
        entry("regulators", "eu-cra", applies="yes"),
        entry("regulators", "eu-dora", applies="no"),
        entry("regulators", "un-r155", applies="unchecked"),
        entry("regulators", "eu-nis2", applies="partly"),
    ]
    plans = [entry("regulator-plans", "nis2", regulator="EU nis2")]
    found = Regulators(regulators, (), plans)
    assert [one.name for one in found.without_plan] == ["eu-cra"]
    assert [one.name for one in found.unchecked] == ["un-r155"]
    assert Regulators(regulators, (), None).without_plan == (), "who may not read plans is told of none"
    assert [one.name for one in found.about(regulators[3])["regulator-plans"]] == ["nis2"]


def test_a_consultation_closes_while_its_position_is_written_also_as_a_draft() -> None:
    positions = [
        entry("positions", "standards", EntryState.DRAFT, closes="2026-12-14", handed_in="writing"),
        entry("positions", "given", closes="2026-12-01", handed_in="handed-in"),
        entry("positions", "dropped", EntryState.RETIRED, closes="2026-12-01", handed_in="writing"),
    ]
    assert [one.entry.name for one in closing(positions)] == ["standards"]
    assert all(one.consultation for one in closing(positions))


def test_a_day_on_which_rules_begin_to_apply_is_never_overdue() -> None:
    found = Regulators((), [deadline("begun", "2026-09-11", sort="begins"), deadline("late", "2026-11-20")])
    assert [one.entry.name for one in found.overdue(TODAY)] == ["late"]
    assert found.next(TODAY) == ()
