# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether the clocks of a request stood still for its requester when its events say so."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from workflows.pausing import Pause
from workflows.request import Request, Step, StepState
from workflows.told import Told

#: The event of an expired request that is open again.
REVIVED = "revived"


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
        if not _reminded_as_told(step, told):
            yield f"the reminders of {step.name} are not those that its events have"
    if request.revived != sum(one.event.kind == REVIVED for one in told):
        yield "it was not opened again as often as it says"
    if request.warned > sum(one.event.kind == "warned" for one in told):
        yield "its requester was not warned as often as it says"


def _reminded_as_told(step: Step, told: Sequence[Told]) -> bool:
    """Whether every reminder that was given was recorded, and every time that they were put off."""
    given, until = set[str](), list[str]()
    for one in told:
        if one.event.kind == "nudged" and one.data["step"] == step.name:
            given |= {one.data["reminder"], *one.data["passed_over"]}
        elif one.event.kind == "escalated" and one.data["step"] == step.name:
            given.add(one.data["to"])
        elif one.event.kind == "snoozed" and one.data["step"] == step.name:
            until.append(one.data["until"])
    clock = step.clock
    last = clock.snoozed_until.isoformat() if clock.snoozed_until else ""
    return given >= {*clock.reminded} and len(until) >= clock.snoozes and (last in until or not last)


def _asks(one: Told, step: Step) -> bool:
    return one.event.kind == "asked" and one.data["step"] == step.name


def _ends_at(pause: Pause, times: set[str]) -> bool:
    return pause.until is None or pause.until.isoformat() in times


def _covers(pause: Pause, at: str) -> bool:
    asked_at = datetime.fromisoformat(at)
    return pause.since <= asked_at and (pause.until is None or asked_at <= pause.until)


def never_revived(told: Sequence[Told]) -> list[Told]:
    """The events of decisions, without the expiries after which the request was opened again."""
    decided: list[Told] = []
    for one in told:
        if one.event.kind == "decided":
            decided.append(one)
        elif one.event.kind == REVIVED and decided:
            decided.pop()
    return decided
