# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Conditions: wrong ones are found at load with their key; what cannot be determined is neither yes nor no."""

from datetime import UTC, datetime
from typing import Any

import pytest

from workflows.conditions import ConditionProblem, Conditions, Variable, names_in

VARIABLES = {
    "answers.change": Variable("string", frozenset({"docs", "feature"})),
    "answers.risks": Variable("strings", frozenset({"none", "copied"})),
    "answers.title": Variable("string"),
    "answers.hours": Variable("int"),
    "answers.share": Variable("double"),
    "answers.urgent": Variable("bool"),
    "answers.day": Variable("timestamp"),
    "facts.known": Variable("bool"),
}


def outcome(text: str, **answers: Any) -> bool | None:
    """What one condition comes out as; ``known`` is a fact, everything else an answer."""
    values = {f"facts.{name}" if name == "known" else f"answers.{name}": value for name, value in answers.items()}
    return Conditions(VARIABLES, {"key": text}).evaluate(values)["key"]


@pytest.mark.parametrize(
    "text,answers,expected",
    [
        ("answers.change == 'docs'", {"change": "docs"}, True),
        ("answers.change in ['docs', 'feature']", {"change": "feature"}, True),
        ("'copied' in answers.risks", {"risks": ("none",)}, False),
        ("answers.risks == ['none']", {"risks": ("none",)}, True),
        ("answers.risks.exists(one, one in ['copied'])", {"risks": ("none", "copied")}, True),
        ("answers.hours > 4 && answers.urgent", {"hours": 5, "urgent": True}, True),
        ("answers.share >= 0.5", {"share": 0.25}, False),
        ("answers.day < timestamp('2026-12-01T00:00:00Z')", {"day": datetime(2026, 11, 2, tzinfo=UTC)}, True),
        ("answers.title.startsWith('Fix')", {"title": "Fix it"}, True),
        ("", {}, True),
        ("  \n ", {}, True),
    ],
)
def test_conditions_say_what_they_read_like(text: str, answers: dict[str, Any], expected: bool) -> None:
    assert outcome(text, **answers) is expected


@pytest.mark.parametrize(
    "text,reason",
    [
        ("answers.change == 'dosc'", "`dosc` is not an option of answers.change (options: docs, feature)"),
        ("'dosc' == answers.change", "`dosc` is not an option"),
        ('answers.change != "dosc"', "`dosc` is not an option"),
        ("answers.change in ['docs', 'dosc']", "`dosc` is not an option"),
        ("'copyed' in answers.risks", "`copyed` is not an option"),
        ("answers.risks == ['non']", "`non` is not an option"),
        ("answers.title", "must come out as yes or no, not as STRING"),
        ("answers.hours", "must come out as yes or no, not as INT"),
        ("answers.urgent ? true : dyn('a')", "must come out as yes or no, not as DYN"),
        ("answers.hours > 4.5", "no matching overload"),
        ("answers.hours == '4'", "no matching overload"),
        ("answers.unknown == 'x'", "undeclared reference to 'answers.unknown'"),
        ("answers.change == 'docs' &&", "Syntax error"),
        ("answers.change == 'docs') || (true", "Syntax error"),
        ("answers . change == 'docs'", "without blanks around its dot"),
        ("answers.\nchange == 'docs'", "without blanks around its dot"),
    ],
)  # fmt: skip  # quotes within quotes
def test_a_condition_that_cannot_be_used_is_found_at_load_with_its_key(text: str, reason: str) -> None:
    with pytest.raises(ConditionProblem) as problem:
        Conditions(VARIABLES, {"steps.good.when": "answers.urgent", "steps.bad.when": text})
    assert problem.value.key == "steps.bad.when"
    assert reason in str(problem.value)


def test_what_is_not_known_is_neither_yes_nor_no() -> None:
    assert outcome("facts.known") is None
    assert outcome("!facts.known") is None
    assert outcome("answers.urgent && facts.known", urgent=True) is None


def test_what_is_not_known_does_not_matter_where_the_rest_decides() -> None:
    assert outcome("answers.urgent && facts.known", urgent=False) is False
    assert outcome("answers.urgent || facts.known", urgent=True) is True


def test_a_mistake_in_the_arithmetic_is_not_an_answer() -> None:
    assert outcome("answers.hours / 0 == 1", hours=4) is None
    assert outcome("answers.hours * answers.hours > 0", hours=2**62) is None


def test_one_undetermined_condition_leaves_the_others_as_they_are() -> None:
    conditions = Conditions(VARIABLES, {"a": "facts.known", "b": "answers.urgent", "c": "!answers.urgent", "d": ""})
    assert dict(conditions.evaluate({"answers.urgent": True})) == {"a": None, "b": True, "c": False, "d": True}


def test_a_runaway_condition_stops_and_is_not_an_answer() -> None:
    endless = "answers.risks.all(a, answers.risks.all(b, answers.risks.all(c, a + b + c != 'x')))"
    conditions = Conditions(VARIABLES, {"endless": endless, "other": "answers.urgent"})
    many = tuple(str(number) for number in range(500))
    assert dict(conditions.evaluate({"answers.risks": many, "answers.urgent": True})) == {
        "endless": None,
        "other": True,
    }


def test_a_comment_ends_with_its_line() -> None:
    conditions = Conditions(VARIABLES, {"a": "answers.urgent // only then", "b": "!answers.urgent // it's the rest"})
    assert dict(conditions.evaluate({"answers.urgent": True})) == {"a": True, "b": False}


def test_the_same_values_of_another_type_are_not_mixed_up() -> None:
    conditions = Conditions(VARIABLES, {"a": "answers.hours == 1", "b": "answers.urgent"})
    assert dict(conditions.evaluate({"answers.hours": 1})) == {"a": True, "b": None}
    assert dict(conditions.evaluate({"answers.urgent": True})) == {"a": None, "b": True}


def test_outcomes_cannot_be_changed_by_who_reads_them() -> None:
    with pytest.raises(TypeError):
        Conditions(VARIABLES, {}).evaluate({})["key"] = True  # type: ignore[index]  # the point of the test


def test_the_names_of_a_condition_are_those_that_it_looks_at() -> None:
    assert names_in("!('none' in answers.risks) && facts.known") == {"answers.risks", "facts.known"}
