# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What happens to the obligations of a request: they begin, remind, are ticked off or waived, and end with it.

Each transition takes a request and returns the next, or the request itself when there was nothing to do.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta

from workflows.calendar import opening
from workflows.condition import owed_conditions
from workflows.errors import AlreadyTicked, NotTheOwner, TextNeeded, UnknownForm
from workflows.items import REQUESTER
from workflows.obligations import Obligation, ObligationState, begin_data, begin_texts
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, State
from workflows.route import RouteObligation
from workflows.rules import Begins, DoneBy
from workflows.text import cleaned
from workflows.transitions import happened, still_kept
from workflows.working_hours import Calendar

#: The group that may say that something is not needed, beside those who decided what nobody else may know of.
OFFICE = "ospo"
#: What happens to obligations alone, and changes nothing else of a request.
HAPPENINGS = frozenset({"owed", "reminded", "ticked", "waived", "not_owed"})


def settled(request: Request, before: Request | None, organization: Organization) -> Request:
    """The request with the obligations that a change of its state begins, or ends."""
    decision = request.decision
    approved = request.state is State.APPROVED
    if approved and decision is not None and (before is None or before.state is not State.APPROVED):
        request = begun(request, "decision", organization, decision.at)
        public = request.launch.public_at is not None  # it was, when an approval of it was taken back
        request = begun(request, "public", organization, decision.at) if public else request
        conditions = tuple(owed_conditions(request, organization.calendar, decision.at))
        return _owing(request, conditions, decision.at)
    return request if approved else ended(request, request.changed_at)


def begun(request: Request, event: Begins, organization: Organization, now: datetime) -> Request:
    """The request with all that is owed from this event on; what has begun already does not begin again.

    What ended with an approval that was taken back begins again with the next one.
    """
    there = {one.rule for one in request.obligations if one.state is not ObligationState.ENDED}
    rules = [one for one in request.route.obligations if one.begins == event and one.rule not in there]
    calendar = organization.calendar
    fresh = tuple(_first(request, one, _owner(request, one, organization), calendar, now) for one in rules)
    return _owing(request, fresh, now)


def tick(
    request: Request,
    which: str,
    *,
    by: Person,
    groups: Collection[str],
    calendar: Calendar,
    now: datetime,
    evidence: str = "",
) -> Request:
    """Tick an obligation off, with a link as evidence where the policy wants one; a repeated one is owed anew.

    Raises like tickable, and TextNeeded.
    """
    owed = tickable(request, which, by, groups)
    if rule_of(request, owed).evidence and not evidence:
        raise TextNeeded("where it can be seen")
    return _ticked(request, owed, by, calendar, now, evidence)


def tick_by(request: Request, act: DoneBy, *, by: Person, now: datetime, evidence: str) -> Request:
    """Tick off what this act of the requester does, such as linking the pull request."""
    for owed in request.open_obligations:
        if rule_of(request, owed).done_by == act:
            request = _ticked(request, owed, by, None, now, evidence)
    return request


def waive(request: Request, which: str, reason: str, *, by: Person, groups: Collection[str], now: datetime) -> Request:
    """Say that something is not needed, with the reason; it is not repeated either.

    Raises like waivable, and TextNeeded.
    """
    owed, why = waivable(request, which, by, groups), cleaned(reason)
    if not why:
        raise TextNeeded("why it is not needed")
    changes = {"state": ObligationState.WAIVED, "by": by, "at": now, "reason": why}
    request = _with(request, owed.model_copy(update=changes))
    return happened(request, "waived", now, by, {"obligation": which}, {"reason": why})


def remind(request: Request, now: datetime) -> Request:
    """Note the reminders whose time has come, so that each is given once."""
    for owed in request.open_obligations:
        name = owed.reminder(now)
        if name is not None:
            request = _with(request, owed.model_copy(update={"reminded": (*owed.reminded, name)}))
            request = happened(request, "reminded", now, None, {"obligation": owed.id, "reminder": name})
    return request


def ended(request: Request, now: datetime) -> Request:
    """The request with nothing owed any more, because it is approved no more."""
    still = request.open_obligations
    for owed in still:
        request = _with(request, owed.model_copy(update={"state": ObligationState.ENDED, "at": now}))
    return happened(request, "not_owed", now, None, {"obligations": [one.id for one in still]}) if still else request


def obligation(request: Request, which: str) -> Obligation:
    """The obligation of that id. Raises UnknownForm when the request has none (a forged or very old button)."""
    found = next((one for one in request.obligations if one.id == which), None)
    if found is None:
        raise UnknownForm
    return found


def tickable(request: Request, which: str, by: Person, groups: Collection[str]) -> Obligation:
    """What this person may tick off. Raises NotTheOwner, AlreadyTicked or UnknownForm."""
    owed = obligation(request, which)
    if not owns(request, owed, by, groups):
        raise NotTheOwner(request.name, owed.owner)
    return _still_owed(request, owed)


def waivable(request: Request, which: str, by: Person, groups: Collection[str]) -> Obligation:
    """What this person may say not to be needed. Raises NotTheOwner, AlreadyTicked or UnknownForm."""
    owed = obligation(request, which)
    own = owed.owner == REQUESTER and by == request.requester  # nobody frees themselves
    may = may_waive_in(request, owed)
    if own or may.isdisjoint(groups):
        raise NotTheOwner(request.name, OFFICE if OFFICE in may else min(may, default=OFFICE))
    return _still_owed(request, owed)


def rule_of(request: Request, owed: Obligation) -> RouteObligation:
    """What the policy says of an obligation, or the reviewer who set it as a condition."""
    if owed.condition_of:
        return RouteObligation(rule=owed.rule, text=owed.text, owner=owed.owner)
    return next(one for one in request.route.obligations if one.rule == owed.rule)


def owns(request: Request, owed: Obligation, person: Person, groups: Collection[str]) -> bool:
    """Whether this person ticks it off: the requester, or a member of the group that owes it."""
    return person == request.requester if owed.owner == REQUESTER else owed.owner in groups


def may_waive_in(request: Request, owed: Obligation | None = None) -> frozenset[str]:
    """The groups that may say that something is not needed: the OSPO, or who decided what nobody else may know of.

    A condition is dropped by the group that set it alone.
    """
    if owed is not None and owed.condition_of:
        return frozenset(step.group for step in request.steps if step.name == owed.condition_of)
    return frozenset(step.group for step in request.steps) if request.confidential else frozenset({OFFICE})


def _still_owed(request: Request, owed: Obligation) -> Obligation:
    still_kept(request)
    if not owed.open and owed.at is not None:
        at = f"on {owed.at.astimezone(UTC):%Y-%m-%d at %H:%M} UTC"
        raise AlreadyTicked(request.name, owed.state.words, owed.by.mention if owed.by else "", at)
    return owed


def _ticked(
    request: Request, owed: Obligation, by: Person, calendar: Calendar | None, now: datetime, evidence: str
) -> Request:
    changes = {"state": ObligationState.DONE, "by": by, "at": now, "evidence": evidence}
    request = _with(request, owed.model_copy(update=changes))
    request = happened(request, "ticked", now, by, {"obligation": owed.id}, {"evidence": evidence})
    days = rule_of(request, owed).repeat_days
    if days is None or owed.due_at is None or calendar is None:
        return request
    return _owing(request, (_next(request, owed, days, calendar, now),), now)


def _owing(request: Request, fresh: tuple[Obligation, ...], now: datetime) -> Request:
    if not fresh:
        return request
    request = request.model_copy(update={"obligations": (*request.obligations, *fresh)})
    texts = {name: text for one in fresh for name, text in begin_texts(one).items()}
    return happened(request, "owed", now, None, {"obligations": [begin_data(one) for one in fresh]}, texts)


def _first(request: Request, rule: RouteObligation, owner: str, calendar: Calendar, now: datetime) -> Obligation:
    due = opening(calendar, now + timedelta(days=rule.due_days)) if rule.due_days else None
    return Obligation(id=_id(request, rule.rule), rule=rule.rule, owner=owner, since=now, due_at=due)


def _next(request: Request, owed: Obligation, days: int, calendar: Calendar, now: datetime) -> Obligation:
    """The same once more: so many days after it was due, or from now on where that has passed already."""
    due = (owed.due_at or now) + timedelta(days=days)
    due = opening(calendar, due if due > now else now + timedelta(days=days))
    return Obligation(id=_id(request, owed.rule), rule=owed.rule, owner=owed.owner, since=now, due_at=due)


def _id(request: Request, rule: str) -> str:
    """The rule, and from the second time on which time it is."""
    times = sum(one.rule == rule for one in request.obligations) + 1
    return f"{rule}.{times}" if times > 1 else rule


def _owner(request: Request, rule: RouteObligation, organization: Organization) -> str:
    """Who owes it: of a group's chain the first that anybody could be in; of what is private, who decided it."""
    if rule.owner == REQUESTER:
        return REQUESTER
    return next(_groups(request, rule.owner, organization), OFFICE)


def _groups(request: Request, group: str, organization: Organization) -> Iterator[str]:
    if request.confidential:
        yield from (step.group for step in request.steps)
    yield from (one for one in organization.chain(group) if organization.group(one).configured)


def _with(request: Request, owed: Obligation) -> Request:
    obligations = tuple(owed if one.id == owed.id else one for one in request.obligations)
    return request.model_copy(update={"obligations": obligations})
