# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Steps one after the other: which are asked now, and where on its road a request is."""

from collections.abc import Iterator
from datetime import datetime

from workflows.model import Value
from workflows.request import Request, State, Step, StepState


class Milestone(Value):
    """One part of a request's road: what people call it, and whether it is behind, here, or ahead."""

    title: str
    done: bool = False
    here: bool = False


def staged(request: Request, now: datetime) -> Request:
    """Ask the steps whose turn has come, and hold back those whose turn has not."""
    if not request.route.stages:
        return request
    steps = tuple(_staged(request, step, now) for step in request.steps)
    return request if steps == request.steps else request.model_copy(update={"steps": steps})


def milestones(request: Request) -> tuple[Milestone, ...]:
    """The stages that the request has steps in, the checklist before the one that waits for it, then the launch."""
    reached = [*_before_approval(request), *_after_approval(request)]
    here = next((number for number, (_, done) in enumerate(reached) if not done), None)
    here = here if request.state.open or request.state is State.APPROVED else None
    return tuple(Milestone(title=title, done=done, here=number == here) for number, (title, done) in enumerate(reached))


def _staged(request: Request, step: Step, now: datetime) -> Step:
    if step.state is StepState.OPEN and _has_to_wait(request, step):
        return step.model_copy(update={"state": StepState.WAITING})
    if step.state is StepState.WAITING and not _has_to_wait(request, step):
        return step.model_copy(update={"state": StepState.OPEN, "since": now})
    return step


def _has_to_wait(request: Request, step: Step) -> bool:
    place = _place(request, step)
    earlier = (one for one in request.steps if _place(request, one) < place)
    if any(one.state is not StepState.APPROVED for one in earlier):
        return True
    return request.route.stages[place].cleared and bool(request.blockers)


def _place(request: Request, step: Step) -> int:
    names = [stage.name for stage in request.route.stages]
    return names.index(step.stage) if step.stage in names else 0


def _before_approval(request: Request) -> Iterator[tuple[str, bool]]:
    for stage in request.route.stages:
        if stage.cleared and request.checklist:
            yield "Conditions cleared", not request.blockers
        steps = [step for step in request.steps if step.stage == stage.name]
        if steps:
            yield stage.title, all(step.state is StepState.APPROVED for step in steps)


def _after_approval(request: Request) -> Iterator[tuple[str, bool]]:
    if request.route.launch_group:
        launch = request.launch
        yield "Scheduled", request.launch_day is not None or launch.public_at is not None
        yield "Public", launch.public_at is not None
        yield "Follow-up", False
