# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How a verdict and the end of a request are called: an approval, or an answer where the kind is a question."""

from workflows.kind import RequestKind
from workflows.request import Request, State, Verdict

_VERDICTS = {
    Verdict.APPROVE: "approved",
    Verdict.APPROVE_WITH_CONDITIONS: "approved with conditions",
    Verdict.DECLINE: "declined",
}


def verdict_words(verdict: Verdict, kind: RequestKind) -> str:
    """A verdict, such as *approved with conditions* or *allowed under conditions*."""
    if kind.answer is None:
        return _VERDICTS[verdict]
    return {
        Verdict.APPROVE: kind.answer.allowed,
        Verdict.APPROVE_WITH_CONDITIONS: kind.answer.conditions,
        Verdict.DECLINE: kind.answer.not_allowed,
    }[verdict]


def state_words(request: Request, kind: RequestKind) -> str:
    """The state of a request; of a question that was answered by people, the answer."""
    verdict = _answer(request)
    return request.state.words if kind.answer is None or verdict is None else verdict_words(verdict, kind)


def _answer(request: Request) -> Verdict | None:
    """The strictest verdict of those who decided; None when nobody did."""
    verdicts = {review.verdict for step in request.steps for review in step.reviews}
    if request.state not in {State.APPROVED, State.DECLINED}:
        return None
    return next((one for one in reversed(Verdict) if one in verdicts), None)
