# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Exporting the evidence of a request: who may, what is withheld from whom, and the event that says it was done."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from workflows.errors import NotForYou
from workflows.events import Event
from workflows.holding import HOLD_EVENTS, holders
from workflows.kind import EVERYBODY, RequestKind
from workflows.people import Person
from workflows.request import Request, group_of
from workflows.reviewer import Reviewer
from workflows.told import Told
from workflows.transitions import happened

EXPORTED = "exported"
_ASKING = frozenset({"asked", "answered"})
_FORMS = frozenset({"submitted", "revised"})


def may_export(request: Request, by: Reviewer) -> bool:
    """Whether this person, who may see the request, gets its evidence: the OSPO, legal, or who decides in private.

    The requester gets it as somebody of the OSPO only: it holds what was said among reviewers.
    """
    groups = holders(request)
    if by.person == request.requester:
        groups &= {"ospo"}
    return not groups.isdisjoint(by.groups)


def check_export(request: Request, by: Reviewer) -> None:
    """Raise NotForYou for everybody else."""
    if not may_export(request, by):
        raise NotForYou(request.name)


def exported(request: Request, digest: str, *, events: int, by: Person | None, now: datetime) -> Request:
    """Record that evidence was exported: how many events it has, and the SHA-256 of the file; ``by`` None: a terminal.

    Nothing of the request changes, not even when it changed last.
    """
    after = happened(request, EXPORTED, now, by, {"events": events, "digest": digest})
    return after.model_copy(update={"changed_at": request.changed_at})


def exports_differ(told: Sequence[Told]) -> Iterator[str]:
    """Where an export says that it had other events than there were then, in sentences."""
    for one in told:
        if one.event.kind == EXPORTED and one.data.get("events") != one.event.sequence - 1:
            yield "its evidence was exported with other events than it had"


def withheld(
    request: Request, kind: RequestKind, events: Sequence[Event], groups: Collection[str]
) -> Mapping[int, frozenset[str]]:
    """The texts, by the event's sequence, that stay out of a pack for readers in these groups.

    Those are answers that only other groups may read, of what is not private any more all that was said while it was,
    and why it is on legal hold.
    """
    hidden = {f"answers.{one.name}" for one in kind.fields if not _readable(one.visible_to, groups)}
    private = {lane.name for lane in kind.lanes if lane.outcome == "private" and lane.group not in groups}
    asked = {one.number for one in request.questions if one.private and group_of(one.step) not in groups}
    found: dict[int, frozenset[str]] = {}
    for event in events:
        names = set(hidden)
        told = Told(event)
        was_private = not request.private and (
            (event.kind in _FORMS and told.data.get("lane") in private)
            or (event.kind in _ASKING and told.data.get("question") in asked)
        )
        if was_private or (event.kind in HOLD_EVENTS and holders(request).isdisjoint(groups)):
            names |= event.private.keys() - {"actor"}
        found[event.sequence] = frozenset(names & event.private.keys())
    return {sequence: names for sequence, names in found.items() if names}


def route_tells(request: Request, kind: RequestKind, groups: Collection[str]) -> bool:
    """Whether the reasons of the route tell of answers that readers in these groups may not have."""
    hidden = {one.name for one in kind.fields if not _readable(one.visible_to, groups)}
    reasons = [request.route.because, *(one for step in request.steps for one in step.because)]
    told = any(hidden.intersection(one.tells_of) for one in reasons)
    return told or (bool(hidden) and any(one.restricted for one in request.route.obligations))


def _readable(visible_to: Collection[str], groups: Collection[str]) -> bool:
    return EVERYBODY in visible_to or any(group in visible_to for group in groups)
