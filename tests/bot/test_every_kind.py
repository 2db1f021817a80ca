# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What holds for every kind there is, whoever wrote it: a new file of the catalog is tested by being there."""

import json
import tomllib

import pytest

from bot.kind_pages import page, schema
from bot.practice.blockkit import problems
from messages.modals import FormContext, request_modal
from tests.support.house import ROOT
from tests.support.kinds import (
    FILES,
    SHIPPED,
    example,
    filled,
    policy_of,
    submittable,
    wrong_value,
)
from workflows import forms
from workflows.kind import RequestKind
from workflows.people import Person
from workflows.policy import STANDARD
from workflows.preview import preview
from workflows.staffing import Staff

KINDS = sorted(FILES)
SEEDS = range(60)
PAGES = ROOT / "docs" / "kinds"
#: Reachable from few answers only, or from facts and answers together: so many forms find every rule.
MANY = range(4000)


def test_every_file_is_a_kind_of_the_example_organization_and_of_no_other() -> None:
    assert set(KINDS) == set(example().policies)


@pytest.mark.parametrize("name", KINDS)
def test_its_form_is_one_that_slack_takes_whatever_was_answered(name: str) -> None:
    policy = policy_of(name)
    organization = example().organization
    office = (organization, Staff({"ospo": frozenset({Person("T1", "U0OSPO")})}))
    least = {field.name: field.default for field in policy.kind.fields if field.default is not None}
    for answers, facts in [({}, {}), (least, {}), *(filled(policy, seed) for seed in SEEDS)]:
        shown = preview(policy, answers, facts, Person("T1", "U0DEV"), office)
        for seen in (None, shown):
            view = request_modal(policy, answers, context=FormContext(name, policy.version), preview=seen)
            assert problems("modal", view) == ()


@pytest.mark.parametrize("name", KINDS)
def test_whatever_is_answered_the_route_keeps_its_contract(name: str) -> None:
    policy = policy_of(name)
    kind = policy.kind
    rules = {rule.rule for rule in kind.rules} | {STANDARD.rule, "nobody-else"}
    for seed in SEEDS:
        route = policy.route(*filled(policy, seed))
        assert set(route.rules) <= rules
        assert route.lane in {"standard", *(lane.name for lane in kind.lanes)}
        assert bool(route.steps) == (route.outcome != "approve"), "somebody is asked unless nobody has to be"
        assert all(step.because and step.quorum >= 1 for step in route.steps)
        assert len({(step.group, step.stage) for step in route.steps}) == len(route.steps)
        assert route.outcome != "private" or len(route.steps) == 1


@pytest.mark.parametrize("name", KINDS)
def test_every_field_and_option_can_be_answered_and_every_rule_can_apply(name: str) -> None:
    policy = policy_of(name)
    kind = policy.kind
    fields = {field.name for field in kind.fields}
    options = {f"{field.name}={option.value}" for field in kind.fields for option in field.options}
    rules = {rule.rule for rule in kind.rules}
    answered: set[str] = set()
    applied: set[str] = set()
    for seed in MANY:
        if fields | options <= answered and rules <= applied:
            break
        answers, facts = filled(policy, seed)
        for field, answer in answers.items():
            chosen = answer if isinstance(answer, tuple) else (answer,)
            answered |= {field, *(f"{field}={one}" for one in chosen if kind.by_name[field].options)}
        applied |= {*policy.route(answers, facts).rules, *_blocked(policy.problems(answers, facts), policy.kind)}
    assert fields | options <= answered
    assert rules <= applied


@pytest.mark.parametrize("name", KINDS)
def test_what_cannot_be_read_is_said_under_its_field(name: str) -> None:
    kind = policy_of(name).kind
    raw = {field.name: wrong_value(field) for field in kind.fields}
    _, found = forms.read(kind, raw)
    assert found.keys() == raw.keys()
    assert all(sentence[0].isupper() and sentence[-1] == "." for sentence in found.values())


@pytest.mark.parametrize("name", KINDS)
def test_what_is_missing_is_said_under_its_field(name: str) -> None:
    policy = policy_of(name)
    answers, facts = next(submittable(policy, MANY))
    for field in policy.kind.fields:
        if field.required and field.name in answers and field.default is None:
            without = {one: answer for one, answer in answers.items() if one != field.name}
            if field.name in policy.shown(without):
                assert field.name in policy.problems(without, facts)


@pytest.mark.parametrize("name", [path.stem for path in SHIPPED.glob("*.toml")])
def test_its_page_is_written_from_its_newest_file(name: str) -> None:
    written = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert written == page(policy_of(name).kind), "run `ospo kinds pages docs/kinds`"


def test_there_is_a_page_for_each_shipped_kind_and_for_no_other() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {path.stem for path in SHIPPED.glob("*.toml")}


@pytest.mark.parametrize("name", KINDS)
def test_its_page_names_everything_that_is_asked_decided_and_owed(name: str) -> None:
    kind = policy_of(name).kind
    written = page(kind)
    named = [f"/ospo {kind.verb}", *(f"`{field.name}`" for field in kind.fields)]
    named += [rule.because.replace("|", "\\|") for rule in (*kind.lanes, *kind.blocks, *kind.steps)]
    named += (
        [item.title for item in kind.checklist]
        + [owed.text for owed in kind.obligations]
        + [one.text for one in kind.instructions]
    )
    assert [one for one in named if one not in written] == []


def test_the_schema_is_written_from_the_newest_models() -> None:
    assert (PAGES / "kind.schema.json").read_text(encoding="utf-8") == schema(), "run `ospo kinds schema`"


@pytest.mark.parametrize("name", KINDS)
def test_the_schema_has_every_key_that_its_file_uses(name: str) -> None:
    known = json.loads(schema())
    document = tomllib.loads(FILES[name].read_text(encoding="utf-8"))
    assert set(document) <= set(known["properties"])
    tables = {"fields": "Field", "steps": "Step", "lanes": "Lane", "obligations": "Obligation", "blocks": "Block"}
    for table, model in tables.items():
        for row in document.get(table, []):
            assert set(row) <= set(known["$defs"][model]["properties"]), (table, row)


def _blocked(found: dict[str, str], kind: RequestKind) -> set[str]:
    blocks = {block.because: block.rule for block in kind.blocks}
    return {blocks[sentence] for sentence in found.values() if sentence in blocks}
