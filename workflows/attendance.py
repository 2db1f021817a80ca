# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Steps that nobody can decide because all who may are away: their clocks stand still until the first is back."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from workflows.pausing import Clock
from workflows.request import Request, Step, StepState
from workflows.staffing import Staff, away_until
from workflows.told import Told
from workflows.transitions import happened, with_step

#: The events of it: nobody is there, until a day; and somebody is there again.
AWAY, THERE = "away", "there"


def attended(request: Request, staff: Staff, now: datetime) -> Request:
    """The request with its clocks as absence leaves them; the request itself when nothing changes. Decides nothing."""
    if not request.state.open or not (staff.absent or any(_stands(step) for step in request.steps)):
        return request
    for step in request.steps:
        request = _attended(request, step, staff, now)
    return request


def attendance_differs(request: Request, told: Sequence[Told], asked: int) -> Iterator[str]:
    """Where a clock stood still for absence, or did not, against the events, in sentences.

    ``asked`` is the place of the newest submission or revision among ``told``: a step that was asked anew, by an edit
    or because something ended was opened again, has a new clock, so that only what was said since is missed.
    """
    times = {one.event.at for one in told}
    asked = max([asked, *(number for number, one in enumerate(told) if one.event.kind in _ASKED_ANEW)])
    for step in request.steps:
        said = [
            (n, one) for n, one in enumerate(told) if one.event.kind in {AWAY, THERE} and one.data["step"] == step.name
        ]
        began = {(one.event.at, one.data["back_on"]) for _, one in said if one.event.kind == AWAY}
        pauses = [one for one in step.clock.pauses if one.reason == "absence"]
        true = all(
            (one.since.isoformat(), one.back_on.isoformat() if one.back_on else "") in began
            and (one.until is None or one.until.isoformat() in times)
            for one in pauses
        )
        number, last = said[-1] if said else (-1, None)
        is_away = last is not None and last.event.kind == AWAY and step.state in _WAITS
        missed = number > asked and is_away != _stands(step)
        if not true or missed:
            yield f"the clock of {step.name} did not stand still for absence when its events say so"


_ASKED_ANEW = frozenset({"overturned", "revived"})
_WAITS = frozenset({StepState.OPEN, StepState.ASKING})


def _attended(request: Request, step: Step, staff: Staff, now: datetime) -> Request:
    back_on = away_until(step, request.requester, staff) if step.state in _WAITS else None
    if back_on is not None and step.clock.back_on != back_on:
        request = _with_clock(request, step, step.clock.running("absence", now).stopped("absence", now, back_on))
        return happened(request, AWAY, now, None, {"step": step.name, "back_on": back_on.isoformat()})
    if back_on is None and _stands(step):
        request = _with_clock(request, step, step.clock.running("absence", now))
        return happened(request, THERE, now, None, {"step": step.name})
    return request


def _with_clock(request: Request, step: Step, clock: Clock) -> Request:
    return with_step(request, step.model_copy(update={"clock": clock}))


def _stands(step: Step) -> bool:
    return bool(step.clock.pauses) and "absence" in step.clock.stands
