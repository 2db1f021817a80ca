# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The clocks of a request in mrkdwn: until when each step is to be decided, and why its clock stands still."""

from datetime import timedelta

from messages.text import day, joined, moment
from workflows.clocks import paused
from workflows.organization import Organization
from workflows.pausing import PauseReason
from workflows.request import Request, Step, StepState

_MINUTE = timedelta(minutes=1)
#: So many of the newest spells are listed.
_SPELLS = 5
_STANDS: dict[PauseReason, str] = {
    "requester": "the requester was asked",
    "absence": "nobody who may decide is there",
}


def due(request: Request) -> str:
    """When an answer is expected; empty when no clock runs or the request is decided."""
    if request.due_at is None or not request.state.open:
        return ""
    running = [step for step in request.open_steps if step.clock.due_at != request.due_at]
    return f"{'First answer expected' if running else 'Expected'} by {day(request.due_at)}."


def step_clock(step: Step) -> str:
    """The clock of an open step, to stand behind its state: ``, due …``, or since when it stands still and why."""
    if step.clock.stands and step.open:
        since = min(one.since for one in step.clock.pauses if one.open)
        return f"; its clock stands still since {moment(since)}: {_why(step)}"
    if step.state is StepState.OPEN and step.clock.due_at is not None:
        return f", due {day(step.clock.due_at)}"
    return ""


def times(step: Step, organization: Organization) -> str:
    """Both clocks of a step: since when it was asked and until when its verdict is wanted, and when it stood still."""
    if step.since is None:
        return ""
    asked = f"Asked {moment(step.since)}" + (f", due {moment(step.clock.due_at)}." if step.clock.due_at else ".")
    stood = [one for one in step.clock.pauses if one.until is not None]
    if not stood:
        return asked
    calendar = organization.calendar_of(step.group)
    minutes = int(paused(step.clock, calendar, stood[0].since, max(one.until or one.since for one in stood)) / _MINUTE)
    spells = joined(f"from {moment(one.since)} to {moment(one.until)}" for one in stood[-_SPELLS:] if one.until)
    return f"{asked} Its clock stood still {spells}: {minutes // 60} h {minutes % 60:02} min of business time in all."


def wanted_by(step: Step) -> str:
    """Until when a step wants its verdict, for those who give it; empty when no date is set."""
    if step.clock.stands:
        return f"The clock stands still: {_why(step)}."
    return f"Please decide by {day(step.clock.due_at)}." if step.clock.due_at else ""


def _why(step: Step) -> str:
    until = f" until {step.clock.back_on.isoformat()}" if step.clock.back_on else ""
    return joined(_STANDS[reason] + (until if reason == "absence" else "") for reason in step.clock.stands)
