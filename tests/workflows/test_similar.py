# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Similar past decisions: which count, in which order, and what is never shown or compared."""

from datetime import timedelta
from typing import Any

from tests.support.office import MONDAY, contribution, person, small_fix, step, submitted
from workflows import reviewing
from workflows.kind import RequestKind
from workflows.request import Request, Verdict
from workflows.reviewer import Reviewer
from workflows.route import Route
from workflows.similar import Similar, similar
from workflows.states import State

SAME, OTHER = "https://forge.example.org/parsers/json", "https://forge.example.org/other/thing"


def asked(number: int, **answers: Any) -> Request:
    request = submitted(step("legal"), answers=small_fix(**answers))
    return request.model_copy(update={"number": number, "id": f"request-{number}"})


def decided(number: int, verdict: Verdict = Verdict.APPROVE, **answers: Any) -> Request:
    by = Reviewer(person("legal"), frozenset({"legal"}), 1)
    conditions = ("Keep the notices",) if verdict is Verdict.APPROVE_WITH_CONDITIONS else ()
    now = MONDAY + timedelta(days=number)
    reason = "We keep that" if verdict is Verdict.DECLINE else ""
    return reviewing.review(
        asked(number, **answers), "legal", verdict, by=by, now=now, conditions=conditions, reason=reason
    )


def near(*past: Request, **answers: Any) -> list[int]:
    return [one.number for one in similar(asked(100, **answers), contribution(), past)]


def test_it_says_how_it_ended_and_what_is_the_same() -> None:
    past = decided(7, Verdict.APPROVE_WITH_CONDITIONS)
    [found] = similar(asked(100), contribution(), [past])
    same = ("same project", "same license", "same kind of change")
    assert found == Similar(7, State.APPROVED, 1, MONDAY + timedelta(days=7), same)


def test_the_project_says_more_than_the_license_and_the_newest_comes_first_of_what_is_alike() -> None:
    license_ = decided(9, repository=OTHER)
    project = decided(1, license="BSD-2-Clause", change="feature")
    declined = decided(2, Verdict.DECLINE)
    assert near(license_, project, declined, decided(3)) == [3, 2, 1]
    assert near(license_, project) == [1, 9]


def test_the_kind_of_change_alone_is_not_similar() -> None:
    assert near(decided(1, repository=OTHER, license="BSD-2-Clause")) == []


def test_only_decisions_of_reviewers_count() -> None:
    open_, fast = asked(1), submitted(outcome="approve").model_copy(update={"id": "fast"})
    itself = decided(100)
    assert near(open_, fast, itself) == []


def test_a_confidential_request_is_never_shown() -> None:
    past = decided(1)
    private = past.route.model_copy(update={"outcome": "private"})
    in_a_room = past.route.model_copy(update={"room": "legal"})
    routes: tuple[Route, ...] = (private, in_a_room)
    assert near(*(past.model_copy(update={"route": route}) for route in routes)) == []


def test_what_only_some_groups_may_read_is_not_compared() -> None:
    document = contribution().model_dump(by_alias=True)
    for one in document["fields"]:
        one["visible_to"] = ("legal",) if one["name"] in {"license", "change"} else one["visible_to"]
    kind = RequestKind.model_validate(document)
    assert similar(asked(100), kind, [decided(1, repository=OTHER)]) == ()
    [found] = similar(asked(100), kind, [decided(1)])
    assert "same license" not in found.same
