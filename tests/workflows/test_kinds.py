# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a kind's file may say: each mistake is found at load, with the sentence that its author reads."""

import tomllib
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support.house import ROOT
from tests.support.office import CATALOG, contribution, kind_of, table
from workflows import kind as kind_module
from workflows.conditions import ConditionProblem
from workflows.kind import Field, RequestKind
from workflows.model import Value
from workflows.policy import Policy

WHAT: dict[str, Any] = {"name": "what", "label": "What?", "type": "text"}
AB = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
CHOICE: dict[str, Any] = {"name": "one", "label": "One", "type": "choice", "options": AB}
MANY: dict[str, Any] = {"name": "many", "label": "Many", "type": "many", "options": AB}
STEP: dict[str, Any] = {"rule": "always", "group": "ospo", "because": "The OSPO looks."}
FAST: dict[str, Any] = {"rule": "quick", "name": "fast", "outcome": "approve", "because": "It is small."}
PRIVATE: dict[str, Any] = {
    "rule": "quiet",
    "name": "private",
    "outcome": "private",
    "group": "security",
    "because": "!",
}
FACT: dict[str, Any] = {"name": "x", "label": "X", "type": "yes_no", "source": "s"}
NUMBER: dict[str, Any] = {"name": "amount", "label": "Amount", "type": "number"}


def field(**keys: Any) -> dict[str, Any]:
    return {"fields": [WHAT, {"name": "other", "label": "Other", "type": "text", **keys}]}


MISTAKES: list[tuple[dict[str, Any], str]] = [
    (field(type="choice"), "a choice needs options, and nothing else may have them"),
    (field(options=AB), "a choice needs options, and nothing else may have them"),
    (field(type="many", options=[*AB, AB[0]]), "two options have the same value"),
    (field(type="many", options=AB, none_option="none"), "none_option `none` is not an option of a field of type many"),
    (field(type="choice", options=AB, none_option="a"), "none_option `a` is not an option of a field of type many"),
    (field(type="number", minimum=5, maximum=4), "minimum 5 is above maximum 4"),
    (field(type="choice", options=AB, default="c"), "default 'c' is not an answer that the field could have"),
    (field(type="many", options=AB, default=["a", "c"]), "default ('a', 'c') is not an answer"),
    (field(type="many", options=AB, default="a"), "default 'a' is not an answer"),
    (field(type="number", default="4"), "default '4' is not an answer"),
    (field(type="number", default=True), "default True is not an answer"),
    (field(type="yes_no", default="yes"), "default 'yes' is not an answer"),
    (field(type="decimal", default=1), "default 1 is not an answer"),
    (field(type="date", default="01.12.2026"), "default '01.12.2026' is not an answer"),
    (field(default=3), "default 3 is not an answer"),
    (field(label="L" * 76), "String should have at most 75 characters"),
    (field(hint="H" * 151), "String should have at most 150 characters"),
    (field(max_length=3001), "less than or equal to 3000"),
    (field(name="Other"), "String should match pattern"),
    (field(shown_when="true"), "Extra inputs are not permitted"),
    (field(remember="forever"), "Input should be '', 'person' or 'project'"),
    (field(affects=["finanze"], name="other"), "fields.other.affects: no step or lane asks a group `finanze`"),
    ({"fields": [WHAT, WHAT]}, "field what is there twice"),
    ({"fields": []}, "at least 1 item"),
    ({"facts": [{"name": "x", "label": "X", "type": "choice", "source": "s"}]}, "a choice needs options"),
    (
        {"facts": [FACT] * 2},
        "fact x is there twice",
    ),
    ({"steps": [STEP, STEP]}, "rule always is there twice"),
    ({"steps": [STEP], "lanes": [{**FAST, "rule": "always"}]}, "rule always is there twice"),
    ({"steps": [{**STEP, "because": ""}]}, "at least 1 character"),
    ({"steps": [{**STEP, "quorum": 0}]}, "greater than or equal to 1"),
    ({"steps": [{**STEP, "shows": ["nothing"]}]}, "steps.always.shows: there is no field or fact `nothing`"),
    ({"steps": [{**STEP, "person_from": "boss"}]}, "steps.always.person_from: there is no field or fact `boss`"),
    ({"title_field": "name"}, "title_field: there is no field or fact `name`"),
    ({"project_field": "url"}, "project_field: there is no field or fact `url`"),
    ({"license_field": "spdx"}, "license_field: there is no field or fact `spdx`"),
    ({"agreement_field": "cla"}, "agreement_field: there is no field or fact `cla`"),
    (
        {"blocks": [{"rule": "no", "field": "x", "because": "No."}]},
        "blocks.no.field: there is no field or fact `x`",
    ),
    ({"lanes": [{**FAST, "group": "ospo"}]}, "a private lane names the one group that decides"),
    ({"lanes": [{**PRIVATE, "group": ""}]}, "a private lane names the one group that decides"),
    ({"lanes": [FAST, PRIVATE]}, "private lanes stand before all others"),
    ({"lanes": [{**FAST, "outcome": "decline"}]}, "Input should be 'approve' or 'private'"),
    ({"title": "T" * 25}, "String should have at most 24 characters"),
    ({"verb": "Two words"}, "String should match pattern"),
    ({"obligations": [{"rule": "owe", "text": "Do it", "due_days": 0}]}, "greater than or equal to 1"),
    ({"terms": [{"days": 0}]}, "greater than or equal to 1"),
    ({"service": {"decision_days": 0}}, "greater than or equal to 1"),
]


@pytest.mark.parametrize("changes,sentence", MISTAKES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_mistake_is_found_at_load(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as problem:
        kind_of(**changes)
    assert sentence in str(problem.value)


@pytest.mark.parametrize(
    "key,changes",
    [
        ("many", {"fields": [WHAT, {**MANY, "show_when": "answers.nothing"}]}),
        ("many", {"fields": [WHAT, {**MANY, "show_when": "facts.x"}], "facts": [FACT]}),
        ("steps.always", {"steps": [{**STEP, "when": "answers.what"}]}),
        ("lanes.quick", {"lanes": [{**FAST, "when": "answers.one == 'c'"}], "fields": [WHAT, CHOICE]}),
        ("blocks.no", {"blocks": [{"rule": "no", "field": "what", "because": "No.", "when": "1"}]}),
        ("obligations.owe", {"obligations": [{"rule": "owe", "text": "Do it", "when": "answers.amount > 1.5"}],
                             "fields": [WHAT, NUMBER]}),
        ("instructions.0", {"instructions": [{"text": "Do it", "when": "("}]}),
        ("terms.0", {"terms": [{"days": 3, "when": "what"}]}),
    ],
)  # fmt: skip  # a kind a line
def test_a_condition_that_cannot_be_used_is_found_when_the_policy_is_compiled(
    key: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(ConditionProblem) as problem:
        Policy(kind_of(**changes))
    assert problem.value.key == key


def test_defaults_of_every_type_are_taken() -> None:
    defaults = {
        "number": 3,
        "decimal": 0.5,
        "yes_no": False,
        "date": "2026-12-01",
        "text": "x",
        "person": "U0A",
        "channel": "C0A",
    }
    for type_, default in defaults.items():
        assert Field(name="x", label="X", type=type_, default=default).empty == default
    assert Field.model_validate({**CHOICE, "default": "a"}).empty == "a"
    assert Field.model_validate({**MANY, "default": ["a", "b"]}).empty == ("a", "b")


def test_answers_are_told_in_the_words_of_the_form() -> None:
    many, choice = Field.model_validate(MANY), Field.model_validate(CHOICE)
    assert many.label_of(("a", "b")) == "A, B"
    assert (choice.label_of("b"), choice.label_of("gone")) == ("B", "gone")
    assert Field(name="x", label="X", type="yes_no").label_of(answer=True) == "yes"
    assert Field(name="x", label="X", type="number").label_of(4) == "4"
    fact = contribution().facts[0]
    assert (fact.label_of(answer=True), fact.label_of(answer=False)) == ("yes", "no")
    assert contribution().facts[3].label_of("owned") == "allowed for code that we own entirely"


def test_the_version_changes_with_every_change_of_the_kind() -> None:
    versions = {kind_of().version, kind_of(summary="Another").version, kind_of(steps=[STEP]).version}
    assert len(versions) == 3
    assert kind_of().version == kind_of().version
    assert len(kind_of().version) == 12


def test_every_shipped_kind_loads_and_compiles() -> None:
    paths = sorted((CATALOG / "kinds").glob("*.toml"))
    assert paths
    for path in paths:
        kind = RequestKind.model_validate(table(f"kinds/{path.name}"))
        assert (Policy(kind).kind.name, kind.name) == (path.stem, path.stem)


def test_every_key_of_a_kinds_file_is_documented() -> None:
    page = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    tables = [getattr(kind_module, name) for name in kind_module.__all__]
    models = [model for model in tables if isinstance(model, type) and issubclass(model, Value)]
    keys = {field.alias or key for model in models for key, field in model.model_fields.items()}
    assert sorted(key for key in keys if f"`{key}`" not in page) == []


def test_the_kind_on_the_page_is_one_that_works() -> None:
    page = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    example = page.split("```toml\n", 1)[1].split("```", 1)[0]
    policy = Policy(RequestKind.model_validate(tomllib.loads(example)))
    small = policy.route({"project": "A", "amount": 50}, {})
    large = policy.route({"project": "A", "amount": 5000}, {})
    assert (small.lane, [step.group for step in large.steps]) == ("fast", ["ospo", "finance"])
