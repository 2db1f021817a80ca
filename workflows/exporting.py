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
#: The lane of what takes no other.
STANDARD = "standard"
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
    request: Request, kind: RequestKind, events: Sequence[Event], groups: Collection[str] | None
) -> Mapping[int, frozenset[str]]:
    """The texts, by the event's sequence, that stay out of a pack for readers in these groups; None reads everything.

    Those are answers that only other groups may read, of what is not private any more all that was said while it was,
    and why it is on legal hold.
    """
    if groups is None:
        return {}
    hidden = {f"answers.{one}" for one in _hidden(kind, groups)}
    asked = {one.number for one in request.questions if one.private and group_of(one.step) not in groups}
    found, was_private = dict[int, frozenset[str]](), False
    for event in events:
        data = Told(event).data
        if event.kind in _FORMS:
            was_private = not request.private and not _open_lane(str(data.get("lane")), kind, groups)
        unreadable = was_private or (event.kind in HOLD_EVENTS and holders(request).isdisjoint(groups))
        unreadable |= event.kind in _ASKING and data.get("question") in asked
        names = event.private.keys() - {"actor"} if unreadable else hidden & event.private.keys()
        if names:
            found[event.sequence] = frozenset(names)
    return found


def route_tells(request: Request, kind: RequestKind, groups: Collection[str] | None) -> bool:
    """Whether the reasons of the route tell of answers that readers in these groups may not have."""
    hidden = _hidden(kind, groups) if groups is not None else set()
    reasons = [request.route.because, *(one for step in request.steps for one in step.because)]
    told = any(hidden.intersection(one.tells_of) for one in reasons)
    return told or (bool(hidden) and any(one.restricted for one in request.route.obligations))


def _hidden(kind: RequestKind, groups: Collection[str]) -> set[str]:
    return {
        one.name
        for one in kind.fields
        if EVERYBODY not in one.visible_to and not any(group in one.visible_to for group in groups)
    }


def _open_lane(name: str, kind: RequestKind, groups: Collection[str]) -> bool:
    """Whether readers in these groups may know what was said in a lane; never of one that policy has no more."""
    lane = next((one for one in kind.lanes if one.name == name), None)
    if lane is None:
        return name == STANDARD
    return lane.outcome != "private" or lane.group in groups
