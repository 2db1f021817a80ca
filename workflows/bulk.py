# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Deciding several requests at once: only those of which none needs a look of its own."""

from collections.abc import Iterable, Mapping

from workflows.errors import NeedsALook
from workflows.kind import RequestKind
from workflows.request import Request, State, Step, StepState

#: Requests that are decided together at most.
MOST = 10


def steps_together(
    requests: Iterable[Request], kinds: Mapping[str, RequestKind], groups: Iterable[str]
) -> tuple[tuple[Request, Step], ...]:
    """The steps of these requests that one group can decide together: of the group that has the most of them."""
    found = {group: tuple(_of_group(requests, kinds, group))[:MOST] for group in sorted(groups)}
    return max(found.values(), key=len, default=())


def check(request: Request, step: str, kind: RequestKind) -> None:
    """Raise NeedsALook when the step cannot be decided together with others. Whether it is open is not asked."""
    if request.state.open and not _plain(request, request.step(step), kind):
        raise NeedsALook(request.name)


def _of_group(
    requests: Iterable[Request], kinds: Mapping[str, RequestKind], group: str
) -> Iterable[tuple[Request, Step]]:
    for request in requests:
        for step in request.steps:
            kind = kinds.get(request.kind)
            open_here = step.group == group and step.state is StepState.OPEN and step.person is None
            if kind is not None and open_here and _plain(request, step, kind):
                yield request, step


def _plain(request: Request, step: Step, kind: RequestKind) -> bool:
    """Whether its kind allows it, and nothing about the request is out of the ordinary.

    No rule applied that looks at an answer which not everybody may read, which is how risks are asked; no rule was
    left undecided; and nobody appealed, set a condition, asked a question, or has to clear an item first.
    """
    if not kind.bulk or kind.answer is not None or request.confidential or request.state is not State.IN_REVIEW:
        return False
    risks = request.route.undetermined or any(because.tells_of for one in request.steps for because in one.because)
    conditions = any(review.conditions for one in request.steps for review in one.reviews)
    appealed = any(one.appealed for one in request.steps)
    return not (risks or conditions or appealed or request.open_question or request.blockers or step.person)
