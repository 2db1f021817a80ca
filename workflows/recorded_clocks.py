# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether the clocks of a request stood still for its requester when its events say so."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from workflows.pausing import Pause
from workflows.request import Request, Step, StepState
from workflows.told import Told


def clocks_differ(request: Request, told: Sequence[Told], asked: int) -> Iterator[str]:
    """Where a clock stood still, or did not, against the events, in sentences.

    ``asked`` is the place of the newest submission or revision among ``told``. Such a pause begins with a question of
    the step and ends with something else that happened; every question since the last edit stopped its clock.
    """
    times = {one.event.at for one in told}
    for step in request.steps:
        questions = [(n, one.event.at) for n, one in enumerate(told) if _asks(one, step)]
        pauses = [one for one in step.clock.pauses if one.reason == "requester"]
        began = {at for _, at in questions}
        true = all(one.since.isoformat() in began and _ends_at(one, times) for one in pauses)
        missed = any(n > asked and not any(_covers(one, at) for one in pauses) for n, at in questions)
        if not true or missed or ("requester" in step.clock.stands) != (step.state is StepState.ASKING):
            yield f"the clock of {step.name} did not stand still when its events say so"


def _asks(one: Told, step: Step) -> bool:
    return one.event.kind == "asked" and one.data["step"] == step.name


def _ends_at(pause: Pause, times: set[str]) -> bool:
    return pause.until is None or pause.until.isoformat() in times


def _covers(pause: Pause, at: str) -> bool:
    asked_at = datetime.fromisoformat(at)
    return pause.since <= asked_at and (pause.until is None or asked_at <= pause.until)
