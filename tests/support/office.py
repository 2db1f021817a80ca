# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An office for tests of the domain: the shipped contribution kind, a few people, and requests in any shape."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tests.support.house import ROOT
from workflows.clocks import wound
from workflows.facts import Answers, Fact
from workflows.items import Item
from workflows.kind import RequestKind
from workflows.known import Knowledge, PolicyData, Register
from workflows.lifecycle import Proposal, submit
from workflows.organization import Organization
from workflows.people import Person
from workflows.policy import Policy
from workflows.request import Request, Step
from workflows.route import Because, Outcome, Route, RouteStage
from workflows.staffing import Staff

CATALOG = ROOT / "workflows" / "catalog"
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
#: A project that we contributed to before, with nothing cleared and no agreement accepted.
KNOWN_PROJECT = Register(first_contribution=False, precleared=False, known_agreement=False)


def person(name: str) -> Person:
    """Somebody of the tests' workspace."""
    return Person("T0TEST", f"U0{name.upper()}")


def people(*names: str) -> frozenset[Person]:
    """Several of them."""
    return frozenset(person(name) for name in names)


REQUESTER = person("requester")


def table(path: str) -> dict[str, Any]:
    """A TOML file of the shipped catalog."""
    return tomllib.loads((CATALOG / path).read_text(encoding="utf-8"))


@cache
def contribution() -> RequestKind:
    """The shipped contribution kind."""
    return RequestKind.model_validate(table("kinds/contribution.toml"))


@cache
def contribution_policy() -> Policy:
    """Its policy, compiled."""
    return Policy(contribution())


@cache
def knowledge(*, fast_lane_first: bool = False) -> Knowledge:
    """What the shipped policy data says."""
    data = PolicyData.model_validate(table("licenses.toml") | table("license_names.toml") | table("upstreams.toml"))
    return Knowledge(data, {"fast_lane_first": fast_lane_first})


def small_fix(**changes: Any) -> Answers:
    """The answers for a small bug fix without any risk; None takes an answer out."""
    answers: dict[str, Any] = {
        "repository": "https://forge.example.org/parsers/json",
        "title": "Fix a typing error",
        "change": "bugfix",
        "size": "small",
        "license": "MIT",
        "agreement": "none",
        "ai": "none",
        "risks": ("none",),
    }
    return {name: answer for name, answer in (answers | changes).items() if answer is not None}


def facts(answers: Answers, register: Register = KNOWN_PROJECT, *, fast_lane_first: bool = False) -> dict[str, Fact]:
    """The facts of the contribution kind for these answers."""
    return knowledge(fast_lane_first=fast_lane_first).facts(contribution(), answers, register)


def kind_of(**changes: Any) -> RequestKind:
    """A small valid kind, with some of its keys changed."""
    minimal: dict[str, Any] = {
        "name": "sample",
        "title": "A sample",
        "verb": "sample",
        "summary": "A kind for tests",
        "petal": "ospo",
        "title_field": "what",
        "fields": [{"name": "what", "label": "What?", "type": "text"}],
    }
    return RequestKind.model_validate(minimal | changes)


def organization(**groups: Any) -> Organization:
    """An organization with these groups; other keys of ``organization.toml`` go into ``settings``."""
    settings: Mapping[str, Any] = groups.pop("settings", {})
    return Organization.model_validate({"groups": groups, **settings})


def staff(managers: Mapping[Person, Person] | None = None, /, **groups: Iterable[str]) -> Staff:
    """Who is in which group, by the short names of people."""
    return Staff({name: people(*names) for name, names in groups.items()}, managers or {})


def step(
    group: str, *, quorum: int = 1, sticky: bool = False, asked_for: tuple[str, ...] = (), stage: str = ""
) -> Step:
    """A step of a group, with one reason."""
    reason = Because(rule=f"{group}-rule", text=f"{group} has to look.", open_text=f"{group} has to look.")
    asked = asked_for or (group,)
    name = f"{group}.{stage}" if stage else group
    return Step(name=name, group=group, asked_for=asked, because=(reason,), quorum=quorum, sticky=sticky, stage=stage)


def item(name: str, owner: str = "legal", **more: Any) -> Item:
    """A blocking checklist item of a group."""
    return Item.model_validate(
        {"name": name, "title": f"Check {name}", "owner": owner, "asked_for": owner, "blocker": True, **more}
    )


def proposal(
    *steps: Step,
    outcome: Outcome = "review",
    answers: Answers | None = None,
    checklist: tuple[Item, ...] = (),
    stages: tuple[RouteStage, ...] = (),
) -> Proposal:
    """What is asked, with a route of that outcome. With stages, it is something that becomes public."""
    lane = {"review": "standard", "approve": "fast", "private": "private"}[outcome]
    because = Because(rule=f"{lane}-rule", text="So says the policy.", open_text="So says the policy.")
    answers = small_fix() if answers is None else answers
    return Proposal(
        title="" if outcome == "private" else str(answers.get("title", "")),
        answers=answers,
        facts={},
        route=Route(
            lane=lane,
            outcome=outcome,
            because=because,
            policy_version="0123456789ab",
            stages=stages,
            launch_group="ospo" if stages else "",
            scope=contribution().scope,
        ),
        checklist=checklist,
        steps=steps,
    )


def submitted(
    *steps: Step,
    outcome: Outcome = "review",
    answers: Answers | None = None,
    checklist: tuple[Item, ...] = (),
    stages: tuple[RouteStage, ...] = (),
) -> Request:
    """A request as it is right after its submission."""
    asked = proposal(*steps, outcome=outcome, answers=answers, checklist=checklist, stages=stages)
    request = submit(contribution(), asked, id="request-1", number=12, requester=REQUESTER, now=MONDAY)
    return wound(request, None, Organization())


def saved(request: Request) -> Request:
    """The request as it is read again after it was stored."""
    return request.forget_happened().model_copy(update={"version": request.version + 1})
