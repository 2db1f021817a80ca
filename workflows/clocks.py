# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The dates of a request: until when each step is to be decided, in its group's own business time, and when it expires.

What happened to a request says when its clocks ran (pausing.py); how much time that is depends on the organization's
calendars, so that the dates are set where a change is recorded.
"""

from datetime import datetime, timedelta

from workflows.calendar import after_business_days, after_business_time, business_time
from workflows.organization import Organization
from workflows.pausing import Clock, Pause
from workflows.request import Request, State, Step, StepState
from workflows.service_levels import Promise
from workflows.working_hours import Calendar


def wound(request: Request, before: Request | None, organization: Organization) -> Request:
    """The request with its clocks as a change of it leaves them; one that has ended keeps those of its steps.

    ``due_at`` is the earliest date of a step whose clock runs; ``expires_at`` is set while everything waits for the
    requester.
    """
    if not request.state.open:
        return request
    known = {step.name: step.clock for step in before.steps} if before else {}
    steps = tuple(_with_date(request, step, known.get(step.name), organization) for step in request.steps)
    expires = _expires(request, before, organization)
    warned = request.warned if expires and expires == request.expires_at else 0
    return request.model_copy(update={"steps": steps, "due_at": _due(steps), "expires_at": expires, "warned": warned})


def promise_for(request: Request, step: Step, organization: Organization) -> Promise:
    """What the requester may expect of a step: of several groups that it stands for the longest time to decide."""
    promises, groups = organization.promises, step.asked_for or (step.group,)
    found = [promises.of(request.kind, request.route.lane, group) for group in groups]
    if len(found) == 1:
        return found[0]
    return Promise(
        min(one.first_response_days for one in found),
        max(one.decision_days for one in found),
        max(one.expires_days for one in found),
    )


def late(step: Step, now: datetime) -> bool:
    """Whether the step should have been decided by now; never while its clock stands still."""
    due = step.clock.due_at
    return step.state is StepState.OPEN and not step.clock.stands and due is not None and due < now


def paused(clock: Clock, calendar: Calendar, since: datetime, now: datetime) -> timedelta:
    """The business time in which the clock stood still between two instants; what pauses share counts once."""
    total, reached = timedelta(), since
    for pause in clock.pauses:
        until = min(pause.until or now, now)
        total += business_time(calendar, max(pause.since, reached), until)
        reached = max(reached, until)
    return total


def _with_date(request: Request, step: Step, before: Clock | None, organization: Organization) -> Step:
    clock = step.clock
    if step.state is StepState.WAITING or step.since is None:
        still = Clock(pauses=clock.pauses)
        return step if clock == still else step.model_copy(update={"clock": still})
    if not step.open:
        return step
    calendar = organization.calendar_of(step.group)
    if clock.due_at is None:
        days = promise_for(request, step, organization).decision_days
        due = after_business_days(calendar, step.since, days)
    elif before is not None and before.stands and not clock.stands:
        due = after_business_time(calendar, clock.due_at, business_time(calendar, *_last_spell(clock.pauses)))
    else:
        return step
    return step.model_copy(update={"clock": clock.model_copy(update={"due_at": due})})


def _last_spell(pauses: tuple[Pause, ...]) -> tuple[datetime, datetime]:
    """From when to when the clock stood still last: pauses that overlap are one spell.

    So is a pause that ends at the instant at which the next begins, such as an absence that became a longer one, or of
    somebody who asks as soon as they are back. Two questions in a row are none: the clock ran in between.
    """
    ended = sorted(pauses, key=lambda one: one.until or one.since)
    first = ended.pop()
    until = first.until or first.since
    while ended:
        earlier = ended.pop()
        end = earlier.until or earlier.since
        goes_on = end == first.since and not earlier.reason == first.reason == "requester"
        if end < first.since or (end == first.since and not goes_on):
            break
        first = min(first, earlier, key=lambda one: one.since)
    return first.since, until


def _due(steps: tuple[Step, ...]) -> datetime | None:
    running = (step.clock.due_at for step in steps if step.state is StepState.OPEN and not step.clock.stands)
    return min((due for due in running if due is not None), default=None)


def _expires(request: Request, before: Request | None, organization: Organization) -> datetime | None:
    """So many days after the last thing that a person did, while everything waits for the requester."""
    if request.state is not State.WAITING_FOR_REQUESTER:
        return None
    if before is not None and before.expires_at and not any(one.actor for one in request.happened):
        return request.expires_at
    return request.changed_at + timedelta(days=expires_days(request, organization))


def expires_days(request: Request, organization: Organization) -> int:
    """Calendar days that the request waits for its requester."""
    return organization.promises.of(request.kind, request.route.lane, "").expires_days
