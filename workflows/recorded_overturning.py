# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether the reviews and decisions of a request, and those that count no more, are what its events have."""

from collections.abc import Iterator, Mapping, Sequence

from workflows.overturned import Overturning, given_to_others
from workflows.overturning import OVERTURNED
from workflows.people import Person
from workflows.request import Decision, Request, Review, Step, StepState, Verdict
from workflows.told import Told


def reviews_differ(request: Request, told: Sequence[Told], asked: int) -> Iterator[str]:
    """Where reviews say another thing than the events, in sentences.

    Every review was recorded; every recorded one is there, or was overturned after it was given, or an edit came after
    it that dropped it. ``asked`` is the place of the newest submission or revision among ``told``.
    """
    recorded = [(number, one) for number, one in enumerate(told) if one.event.kind == "reviewed"]
    taken = [(number, one) for number, one in enumerate(told) if one.event.kind == OVERTURNED]
    if not _same_overturnings(request.overturned, [one for _, one in taken]):
        yield "what was taken back is not what its events say"
        return
    counted: dict[str, int] = {}
    for (place, _), one in zip(taken, request.overturned, strict=True):
        numbers = [_found(review, one.step, recorded) for review in one.reviews]
        if not all(number is not None and number < place for number in numbers):
            yield f"no event has a review for {one.step} that was taken back"
        if place > asked:
            kept = sum(number is not None and number < asked for number in numbers)
            counted[one.step] = counted.get(one.step, 0) + kept
    yield from _appealed(request)
    yield from _standing(request, told[asked].data.get("kept", {}), recorded, asked, counted)
    if any(number > asked for number, _ in recorded):
        yield "a review that an event has is missing"


def decisions_taken_back(request: Request, decided: Sequence[Told]) -> Sequence[Told]:
    """The events of decisions that were not taken back, of all those that ``decided`` it.

    A decision that was taken back and is none of theirs leaves one too many, which is a contradiction of its own.
    """
    left = list(decided)
    for one in request.taken_back:
        if left and one.decision is not None and _decided(one.decision, left[0]):
            left.pop(0)
    return left


def _standing(
    request: Request, kept: Mapping[str, int], recorded: list[tuple[int, Told]], asked: int, counted: Mapping[str, int]
) -> Iterator[str]:
    for step in request.steps:
        found = [_found(review, step.name, recorded) for review in step.reviews]
        before = sum(number is not None and number < asked for number in found) + counted.get(step.name, 0)
        if None in found:
            yield f"no event has a review for {step.name} as it stands there"
        elif before != kept.get(step.name, 0):
            yield f"the reviews for {step.name} are not those that the last edit kept"
        if step.state not in _possible(step, open_=request.state.open):
            yield f"the step of {step.name} is {step.state.value}, which its reviews do not say"


def _appealed(request: Request) -> Iterator[str]:
    """An appeal gave its step to the group that its event names, and bars those who had reviewed it until then."""
    for step in request.steps:
        expected = given_to_others(step.as_asked.model_copy(update={"appealed": None}), request.overturned)
        if (_barred(step), step.group) != (_barred(expected), expected.group):
            yield f"the appeal of {step.name} is not decided by those whom its events have"


def _barred(step: Step) -> frozenset[Person] | None:
    return frozenset(step.appealed.barred) if step.appealed else None


def _found(review: Review, step: str, recorded: list[tuple[int, Told]]) -> int | None:
    """Take the event of a review out of those that are recorded, and say which it was."""
    found = next((one for one in recorded if _is(review, step, one[1])), None)
    if found is None:
        return None
    recorded.remove(found)
    return found[0]


def _is(review: Review, step: str, told: Told) -> bool:
    data = {"step": step} | review.identifiers
    texts = {f"condition.{n}": text for n, text in enumerate(review.conditions, 1)}
    texts |= {"reason": review.reason, "actor": review.reviewer.id}
    texts |= {"instead_of": review.instead_of.id if review.instead_of else ""}
    conditions = {name for name in told.committed if name.startswith("condition.")}
    return (
        dict(told.data) == data
        and told.event.at == review.at.isoformat()
        and conditions <= texts.keys()
        and told.all_say(texts.items())
    )


def _possible(step: Step, *, open_: bool) -> set[StepState]:
    """The states that a step with these reviews can have."""
    if any(review.verdict is Verdict.DECLINE for review in step.reviews):
        return {StepState.DECLINED}
    pending = {StepState.WAITING, StepState.OPEN, StepState.ASKING} if open_ else {StepState.CANCELLED}
    return pending | ({StepState.APPROVED} if len(step.reviews) >= step.quorum else set())


def _same_overturnings(there: Sequence[Overturning], told: Sequence[Told]) -> bool:
    return len(there) == len(told) and all(_overturned(one, event) for one, event in zip(there, told, strict=True))


def _overturned(one: Overturning, told: Told) -> bool:
    texts = (("reason", one.reason), ("actor", one.by.id))
    return dict(told.data) == one.identifiers and told.event.at == one.at.isoformat() and told.all_say(texts)


def _decided(decision: Decision, told: Told) -> bool:
    said = told.data.get("outcome"), told.event.at
    return said == (decision.outcome.value, decision.at.isoformat()) and told.says(
        "actor", decision.by.id if decision.by else ""
    )
