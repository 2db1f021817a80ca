# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What time does to a request: it reminds, escalates, warns, and closes what waits for its requester. It never decides.

Each reminder has a name by which a step's clock remembers it, so that it is given once however often time is looked
at. Of several whose moments have all passed only the last is given: nobody is reminded in a burst.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from workflows.calendar import after_business_days, after_business_time, before_business_days, opening
from workflows.clocks import expires_days, paused, promise_for
from workflows.errors import NotPossibleNow, SnoozedOften
from workflows.lifecycle import expire
from workflows.organization import Organization
from workflows.pausing import Clock
from workflows.request import Request, State, Step, StepState
from workflows.reviewer import Reviewer
from workflows.rights import reviewable
from workflows.transitions import happened, with_step

#: What happens by these alone, and changes nothing else of a request.
HAPPENINGS = frozenset({"nudged", "escalated", "warned", "snoozed"})
WARNINGS = 2
RESPOND, LEAD, OFFICE = "respond", "lead", "ospo"
#: What those are told who lead, and not those who decide.
ESCALATIONS = frozenset({LEAD, OFFICE})
#: No moment of a fresh request comes sooner: a business day may lack the hour that a change of the clocks takes.
SOONEST = timedelta(hours=23)


class Moment(NamedTuple):
    """When somebody is to be reminded of a step, and the reminder's name: its kind, and after a dot which of them.

    ``meant`` is when that would have been, had nobody put it off.
    """

    at: datetime
    name: str
    meant: datetime


def ticked(request: Request, organization: Organization, now: datetime) -> Request:
    """The request after everything whose moment has come by now; itself when there is nothing."""
    if request.state is State.WAITING_FOR_REQUESTER and request.expires_at is not None:
        if request.warned >= WARNINGS and now >= request.expires_at:
            return expire(request, now=now)
        request = _warned(request, organization, now)
    for step in request.open_steps:
        request = _nudged(request, step, organization, now)
    return request


def next_tick(request: Request, organization: Organization) -> datetime | None:
    """When time has to be looked at next; None when nothing will happen by itself."""
    if not request.state.open:
        return None
    moments = [moment.at for step in request.open_steps for moment in _moments(request, step, organization)]
    if request.state is State.WAITING_FOR_REQUESTER and request.expires_at is not None:
        left = _leads(request, organization)[request.warned :]
        moments.append(request.expires_at - left[0] if left else request.expires_at)
    return min(moments, default=None)


def snooze(request: Request, name: str, organization: Organization, *, by: Reviewer, now: datetime) -> Request:
    """Give no reminder of a step for a while, so often at most; its lead and the OSPO are told nevertheless.

    While it is put off already, the request itself comes back. Raises like review, and SnoozedOften.
    """
    step = reviewable(request, name, by)
    clock, reminders = step.clock, organization.reminders
    if step.state is not StepState.OPEN or clock.stands:
        raise NotPossibleNow(request.name, "put off its reminders", "not waiting for you")
    if clock.snoozed_until is not None and clock.snoozed_until > now:
        return request
    if clock.snoozes >= reminders.snoozes:
        raise SnoozedOften(request.name, reminders.snoozes)
    until = after_business_days(organization.calendar_of(step.group), now, reminders.snooze_days)
    request = _with(request, step, snoozes=clock.snoozes + 1, snoozed_until=until)
    data = {"step": name, "until": until.isoformat(), "revision": request.revision}
    return happened(request, "snoozed", now, by.person, data)


def _nudged(request: Request, step: Step, organization: Organization, now: datetime) -> Request:
    came = sorted((one for one in _moments(request, step, organization) if one.at <= now), key=attrgetter("meant"))
    if not came:
        return request
    names = [one.name for one in came]
    request = _with(request, step, reminded=(*step.clock.reminded, *names))
    plain = [name for name in names if name not in ESCALATIONS]
    if plain:
        data = {"step": step.name, "reminder": plain[-1], "passed_over": plain[:-1]}
        request = happened(request, "nudged", now, None, data)
    for name in sorted(ESCALATIONS & {*names}):
        request = happened(request, "escalated", now, None, {"step": step.name, "to": name})
    return request


def _warned(request: Request, organization: Organization, now: datetime) -> Request:
    """With the next warning, when its time has come. Who was warned late has as much time left as the warning says."""
    leads = _leads(request, organization)
    if request.expires_at is None or request.warned >= WARNINGS or now < request.expires_at - leads[request.warned]:
        return request
    expires = max(request.expires_at, now + leads[request.warned])
    request = request.model_copy(update={"warned": request.warned + 1, "expires_at": expires})
    return happened(request, "warned", now, None, {"warning": request.warned, "expires": expires.isoformat()})


def _leads(request: Request, organization: Organization) -> tuple[timedelta, ...]:
    """How long before the end each warning comes; in a short term, after a third of it each."""
    term = timedelta(days=expires_days(request, organization))
    wanted = organization.reminders.expiry_warning_days
    return tuple(min(timedelta(days=days), term * (2 - n) / 3) for n, days in enumerate(wanted))


def _moments(request: Request, step: Step, organization: Organization) -> Iterator[Moment]:
    """The reminders of a step that were not given yet."""
    for name, at in _all_moments(request, step, organization):
        if name not in step.clock.reminded:
            until = step.clock.snoozed_until
            yield Moment(at if until is None or name in ESCALATIONS else max(at, until), name, at)


def _all_moments(request: Request, step: Step, organization: Organization) -> Iterator[tuple[str, datetime]]:
    if step.state is StepState.ASKING:
        yield from _of_requester(step, organization)
    elif step.state is StepState.OPEN and step.since and step.clock.due_at and not step.clock.stands:
        yield from _of_deciders(request, step, step.since, step.clock.due_at, organization)
        yield from _escalations(request, step, step.clock.due_at, organization)


def _of_requester(step: Step, organization: Organization) -> Iterator[tuple[str, datetime]]:
    asked = [one.since for one in step.clock.pauses if one.reason == "requester"]
    for days in organization.reminders.answer_days if asked else ():
        yield f"answer.{len(asked)}-{days}", after_business_days(organization.calendar, asked[-1], days)


def _of_deciders(
    request: Request, step: Step, since: datetime, due: datetime, organization: Organization
) -> Iterator[tuple[str, datetime]]:
    reminders, calendar = organization.reminders, organization.calendar_of(step.group)
    if reminders.first_response and not responded(step):
        days = promise_for(request, step, organization).first_response_days
        at = after_business_days(calendar, since, days)
        at = after_business_time(calendar, at, paused(step.clock, calendar, since, at)) if step.clock.pauses else at
        if at < due:
            yield RESPOND, at
    began = opening(calendar, since)
    for days in reminders.before_days:
        at = before_business_days(calendar, due, days)
        if at > began:
            yield f"before.{days}", at
    for days in reminders.after_days:
        yield f"due.{days}", after_business_days(calendar, due, days)


def _escalations(
    request: Request, step: Step, due: datetime, organization: Organization
) -> Iterator[tuple[str, datetime]]:
    reminders, calendar = organization.reminders, organization.calendar_of(step.group)
    if reminders.lead_after_days is not None and organization.group(step.group).lead:
        yield LEAD, after_business_days(calendar, due, reminders.lead_after_days)
    if reminders.ospo_after_days is not None and step.group != OFFICE and not request.private:
        yield OFFICE, after_business_days(calendar, due, reminders.ospo_after_days)


def responded(step: Step) -> bool:
    """Whether somebody of the group has done anything with the step: taken it, asked, or given a verdict."""
    asked = (one.since for one in step.clock.pauses if one.reason == "requester")
    return bool(step.taken_by or step.reviews or any(step.since is None or at >= step.since for at in asked))


def _with(request: Request, step: Step, **changes: object) -> Request:
    clock: Clock = step.clock.model_copy(update=changes)
    return with_step(request, step.model_copy(update={"clock": clock}))
