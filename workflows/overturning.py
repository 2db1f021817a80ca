# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Opening again what was decided: undone by its reviewer within two minutes, or reopened with a reason after that.

The reviews that count no more, and the decision that rested on them, stay in the request as overturned. What rests on
an approval ends with it: its clearance, what is owed after it, and a precedent that was made of it.
"""

from datetime import datetime, timedelta

from workflows.checklist import settled, with_conditions
from workflows.errors import (
    AlreadyDecided,
    NotAReviewer,
    NotPossibleNow,
    NotYourReview,
    StaleRevision,
    TextNeeded,
    UndoTooLate,
)
from workflows.overturned import Overturning, Way
from workflows.owing import may_waive_in
from workflows.request import Request, Review, State, Step, StepState, Verdict
from workflows.reviewer import Reviewer
from workflows.rights import permitted
from workflows.text import cleaned
from workflows.transitions import happened, still_kept, with_step

#: A slip is noticed at once; whatever comes later is a change of mind, which needs a reason.
UNDO_WITHIN = timedelta(minutes=2)
OVERTURNED = "overturned"


def undo(request: Request, step: str, *, by: Reviewer, now: datetime) -> Request:
    """Take back one's own review, within two minutes of it; what it decided is open again.

    Raises OwnRequest, NotAReviewer, AlreadyDecided, StaleRevision, NotYourReview, UndoTooLate, or NotPossibleNow for
    what has become public.
    """
    given = _undoable(request, permitted(request, step, by), by, now)
    return overturned(request, step, (given,), Overturning(
        number=len(request.overturned) + 1, way=Way.UNDO, step=step, by=by.person, role=given.role, at=now,
        revision=request.revision, reviews=(given,), decision=request.decision,
    ))  # fmt: skip  # one call


def reopen(request: Request, step: str, reason: str, *, by: Reviewer, now: datetime) -> Request:
    """Open a decided step again, with a reason: the reviews that it had count no more, and it is asked anew.

    Raises like reopenable, and TextNeeded.
    """
    found, why = reopenable(request, step, by), cleaned(reason)
    if not why:
        raise TextNeeded("why it is opened again")
    return overturned(request, step, found.reviews, Overturning(
        number=len(request.overturned) + 1, way=Way.REOPEN, step=step, by=by.person, role=_role(request, found, by),
        at=now, revision=request.revision, reason=why, reviews=found.reviews, decision=request.decision,
    ))  # fmt: skip  # one call


def reopenable(request: Request, name: str, by: Reviewer) -> Step:
    """The decided step, if this person may open it again: who may decide it, and the OSPO.

    Raises OwnRequest, NotAReviewer, AlreadyDecided, StaleRevision, or NotPossibleNow.
    """
    step = _permitted(request, name, by)
    _check_end(request, by)
    if step.open or not step.reviews or step.state is StepState.CANCELLED:
        raise NotPossibleNow(request.name, f"open the step of {step.group} again", "not decided there")
    _check_decline(request, step)
    return step


def opened(request: Request, now: datetime) -> Request:
    """A request that had come to an end, open again: what its end cancelled is asked, and its clocks run anew."""
    return request.model_copy(
        update={
            "state": State.IN_REVIEW,
            "decision": None,
            "expires_at": None,
            "steps": tuple(
                asked_again(step, now) if step.state is StepState.CANCELLED else step for step in request.steps
            ),
        }
    )


def asked_again(step: Step, now: datetime) -> Step:
    """The step as one that waits for verdicts; where there are stages it is asked once its stage comes.

    Its clock begins anew, and keeps when it stood still before.
    """
    changes: dict[str, object] = {"clock": step.clock.anew(now)}
    changes |= {"state": StepState.WAITING} if step.stage else {"state": StepState.OPEN, "since": now}
    return step.model_copy(update=changes)


def overturned(request: Request, name: str, reviews: tuple[Review, ...], overturning: Overturning) -> Request:
    """The request without these reviews of a step, which is open again, and without a decision that rested on them."""
    step, now = request.step(name), overturning.at
    overturning = overturning.model_copy(update={"private": request.confidential})
    standing = tuple(one for one in step.reviews if one not in reviews)
    reopened = step.model_copy(update={"reviews": standing})
    request = with_step(request, asked_again(reopened, now) if not step.open else reopened)
    request = request.model_copy(update={"overturned": (*request.overturned, overturning)})
    if request.decision is not None:
        request = opened(request, now)
    request = happened(
        with_conditions(request),
        OVERTURNED,
        now,
        overturning.by,
        overturning.identifiers,
        {"reason": overturning.reason},
    )
    return settled(request, now)


def _undoable(request: Request, step: Step, by: Reviewer, now: datetime) -> Review:
    _check_end(request, by)
    given = next((one for one in reversed(step.reviews) if one.reviewer == by.person), None)
    if given is None:
        raise NotYourReview(request.name)
    if request.launch.public_at is not None:
        raise NotPossibleNow(request.name, "undo its approval", "public already; it can be reopened with a reason")
    if now - given.at > UNDO_WITHIN:
        raise UndoTooLate(request.name)
    _check_decline(request, step)
    return given


def _permitted(request: Request, name: str, by: Reviewer) -> Step:
    try:
        return permitted(request, name, by)
    except NotAReviewer:
        if by.person == request.requester or may_waive_in(request).isdisjoint(by.groups):
            raise
        return request.step(name)


def _role(request: Request, step: Step, by: Reviewer) -> str:
    """For which group they opened it: the step's, else the office's."""
    if step.group in by.groups or step.person in by.voices(step.person):
        return step.group
    return min(may_waive_in(request) & by.groups)


def _check_end(request: Request, by: Reviewer) -> None:
    if request.state in {State.WITHDRAWN, State.EXPIRED}:
        raise AlreadyDecided(request.name, request.state.words)
    still_kept(request)
    if by.revision != request.revision:
        raise StaleRevision(request.name, request.revision)


def _check_decline(request: Request, step: Step) -> None:
    """What was declined is opened again where it was declined: elsewhere the decline would still stand."""
    declined = any(one.verdict is Verdict.DECLINE for one in step.reviews)
    if request.state is State.DECLINED and not declined:
        raise NotPossibleNow(request.name, f"open the step of {step.group} again", "declined by another step")
