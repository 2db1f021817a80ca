# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Similar past decisions: what reviewers decided of requests for the same project, license or kind of change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workflows.kind import RequestKind
from workflows.nearest import Near
from workflows.request import Request
from workflows.states import State

#: So many are shown: more than that nobody compares.
SHOWN = 3
_PROJECT, _LICENSE, _CHANGE = 4, 2, 1
DECIDED = (State.APPROVED, State.DECLINED)


@dataclass(frozen=True, slots=True)
class Similar:
    """A past decision: of which request, how and when, and what it has in common with another. No title, no people.

    ``suspended``: it is an approval of which a condition is overdue.
    """

    number: int
    outcome: State
    conditions: int
    at: datetime
    same: tuple[str, ...]
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What people decided before that is near to a request: precedents of answers, and decisions of requests."""

    precedents: tuple[Near, ...] = ()
    decisions: tuple[Similar, ...] = ()


NOTHING_BEFORE = Before()


def similar(request: Request, kind: RequestKind, past: Iterable[Request]) -> tuple[Similar, ...]:
    """The decisions nearest to a request, at most three: first by what is the same, then the newest.

    Only decisions of reviewers count, and never one of a confidential request. What only some groups may read is not
    compared: to be shown as similar would tell of it.
    """
    least = _LICENSE if request.scope.project or request.scope.license else _CHANGE
    found = []
    for one in past:
        same = dict(_same(request, one, kind))
        if _counts(one, request) and sum(same) >= least and one.decision is not None:
            conditions = sum(len(review.conditions) for step in one.steps for review in step.reviews)
            reasons = tuple(same.values())
            past_one = Similar(one.number, one.state, conditions, one.decision.at, reasons, one.suspended)
            found.append((sum(same), past_one))
    found.sort(key=lambda pair: (pair[0], pair[1].at, pair[1].number), reverse=True)
    return tuple(one for _, one in found[:SHOWN])


def _counts(one: Request, request: Request) -> bool:
    reviewed = any(step.reviews for step in one.steps)
    return one.id != request.id and not one.confidential and one.state in DECIDED and reviewed


def _same(request: Request, one: Request, kind: RequestKind) -> Iterator[tuple[int, str]]:
    """What both have in common, with how much that says."""
    if one.kind != request.kind:
        return
    if _open(kind, kind.project_field) and request.scope.project and one.scope.project == request.scope.project:
        yield _PROJECT, "same project"
    if _open(kind, kind.license_field) and request.scope.license and one.scope.license == request.scope.license:
        yield _LICENSE, "same license"
    about = _about(kind)
    if about and request.answers.get(about) and one.answers.get(about) == request.answers.get(about):
        label = kind.by_name[about].label
        yield _CHANGE, f"same answer to “{label}”" if label.endswith("?") else f"same {label.lower()}"


def _open(kind: RequestKind, field: str) -> bool:
    return field in kind.by_name and not kind.by_name[field].restricted


def _about(kind: RequestKind) -> str:
    """The first choice that steers the route, such as the kind of change; empty for a kind without one."""
    scope = {kind.license_field, kind.agreement_field}
    choices = (one for one in kind.fields if one.type == "choice" and one.steers and one.name not in scope)
    return next((one.name for one in choices if not one.restricted), "")
