# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Where a request stands, in mrkdwn: its state, whose turn it is, its steps, and the stamps of those who decided."""

from collections.abc import Iterable

from messages.blocks import Block, section
from messages.clocks import step_clock
from messages.facts import OPENLY, Viewer
from messages.outcomes import state_words
from messages.stamps import overturned_lines, stamp
from messages.text import capital, escape, joined, mention
from workflows.items import REQUESTER
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Request, State, Step, StepState
from workflows.route import Because

#: Shown with the words, never instead of them.
_STATE_MARKS = {
    State.IN_REVIEW: ":hourglass_flowing_sand:",
    State.WAITING_FOR_REQUESTER: ":speech_balloon:",
    State.APPROVED: ":white_check_mark:",
    State.DECLINED: ":no_entry:",
    State.WITHDRAWN: ":leftwards_arrow_with_hook:",
    State.EXPIRED: ":alarm_clock:",
}
_STEP_WORDS = {
    StepState.WAITING: "asked later, when the stages before have approved",
    StepState.OPEN: "open",
    StepState.ASKING: "waiting for the requester's answer",
    StepState.APPROVED: "approved",
    StepState.DECLINED: "declined",
    StepState.CANCELLED: "not needed any more",
}


def state(request: Request, kind: RequestKind) -> str:
    """The state of a request, marked and in words."""
    words = f"{_STATE_MARKS[request.state]} *{capital(escape(state_words(request, kind)))}*"
    return f"{words}, :warning: *suspended: a condition is overdue*" if request.suspended else words


def holder(step: Step, organization: Organization) -> str:
    """Who decides a step: the group's title, or the person whom the form or the directory named."""
    if step.person is None:
        return escape(organization.title_of(step.group))
    return f"{escape(organization.title_of(step.group))} ({mention(step.person.id)})"


def whose_turn(request: Request, organization: Organization, requester: str = "the requester") -> str:
    """Whose turn it is, such as *legal and the OSPO*; empty when the request is decided."""
    if not request.state.open:
        return ""
    turns = [holder(step, organization) for step in request.steps if step.state is StepState.OPEN]
    turns = turns or [escape(one) for one in _clearing(request, organization, requester)]
    return joined([*turns, requester] if request.open_question else turns)


def whose_turn_plainly(request: Request, organization: Organization, requester: str) -> str:
    """The same for a place that shows no mentions."""
    if not request.state.open:
        return ""
    turns = [organization.title_of(step.group) for step in request.steps if step.state is StepState.OPEN]
    turns = turns or _clearing(request, organization, requester)
    return joined([*turns, requester] if request.open_question else turns)


def _clearing(request: Request, organization: Organization, requester: str) -> list[str]:
    """Once no step can go on: those who own what blocks, without who is asked a question anyway."""
    owners = dict.fromkeys(item.owner for item in request.blockers)
    if request.open_question:
        owners.pop(REQUESTER, None)
    return [requester if owner == REQUESTER else organization.title_of(owner) for owner in owners]


def because_lines(because: Iterable[Because], kind: RequestKind, viewer: Viewer) -> str:
    """Every reason as a line, as far as it tells this reader nothing that they may not read."""
    texts = dict.fromkeys(viewer.reason(one, kind) for one in because)
    return "\n".join(f"• {escape(text)}" for text in texts)


def instead_lines(step: Step, organization: Organization) -> tuple[str, ...]:
    """For which groups this one decides, and why, such as *No IP group: legal decides*."""
    others = [name for name in dict.fromkeys(step.asked_for) if name != step.group]
    absent = [_bare(name, organization) for name in others if not organization.group(name).configured]
    unable = [_bare(name, organization) for name in others if organization.group(name).configured]
    decides = f"{escape(organization.title_of(step.group))} decides."
    lines = [f"No {joined(absent, 'or')} group: {decides}"] if absent else []
    return (*lines, *([f"Nobody else in {joined(unable, 'or')} can decide: {decides}"] if unable else []))


def step_line(step: Step, kind: RequestKind, organization: Organization) -> str:
    """A step in one paragraph: who, where it stands, and the stamps."""
    who, stamps = capital(holder(step, organization)), [stamp(review, kind, organization) for review in step.reviews]
    if step.state in {StepState.APPROVED, StepState.DECLINED} and stamps:
        return f"*{who}*: " + "\n".join(stamps)
    line = f"*{who}*: {_STEP_WORDS[step.state]}"
    if step.quorum > 1 and step.open:
        line += f" ({len(step.reviews)} of {step.quorum})"
    if step.taken_by is not None and step.open:
        line += f", taken by {mention(step.taken_by.id)}"
    line += step_clock(step)
    return "\n".join((line, *stamps))


def step_sections(
    request: Request, kind: RequestKind, organization: Organization, viewer: Viewer = OPENLY
) -> list[Block]:
    """A paragraph per step with its reasons."""
    return [
        section(
            "\n".join(
                filter(
                    None,
                    (
                        step_line(step, kind, organization),
                        *overturned_lines(request, step.name, kind, organization),
                        *_reasons(step, kind, organization, viewer),
                    ),
                )
            )
        )
        for step in request.steps
    ]


def basis(request: Request) -> str:
    """Whose policy spoke, as it was when the request was routed (design.md §5)."""
    version, adopted = escape(request.route.policy_version), request.route.adoption
    if adopted.adopted_by is not None and adopted.adopted_on is not None:
        return f"Under policy {version}, adopted by {mention(adopted.adopted_by)} on {adopted.adopted_on:%Y-%m-%d}."
    if adopted.version:
        return f"Under policy {version}, a version not yet adopted by your company, which adopted {adopted.version}."
    return "Shipped default policy, not yet adopted by your company."


def _reasons(step: Step, kind: RequestKind, organization: Organization, viewer: Viewer) -> tuple[str, ...]:
    if not step.open:
        return ()
    return (because_lines(step.because, kind, viewer), *instead_lines(step, organization))


def _bare(name: str, organization: Organization) -> str:
    return escape(organization.title_of(name).removeprefix("the "))
