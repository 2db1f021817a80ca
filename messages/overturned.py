# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What was decided and is open again: what the requester and the thread are told, what stays, and the form for it."""

from messages.blocks import Block, Message, actions, button, context, message, modal, paragraphs, section
from messages.buttons import Clicked, request_value, value_of
from messages.calls import calls
from messages.inputs import labelled, text_element
from messages.requester import DETAILS
from messages.rich_text import quote
from messages.small_forms import TEXT
from messages.stamps import overturned_lines, who
from messages.text import escape, joined, mention, moment
from workflows.errors import UnknownForm
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.overturned import Overturning
from workflows.request import Request, State, group_of

UNDO, REOPEN = "decision:undo", "decision:reopen"


def news(
    request: Request,
    number: int,
    kind: RequestKind,
    organization: Organization,
    on_duty: str,
    *,
    open_room: bool,
) -> Message:
    """Said where the step stands: it is open again, why, and whose turn it is. Raises UnknownForm."""
    if request.confidential and open_room:
        return message(request.name, [section(request.name)])
    one = _of(request, number)
    said = f"{who(one, organization)}: *{request.name}* {_stands(request, one, organization)}."
    step = next((step for step in request.steps if step.name == one.step and step.open), None)
    called = joined(calls(step, organization, on_duty)) if step else ""
    lines = [f"{called + ': ' if called else ''}{said}", *overturned_lines(request, one.step, kind, organization, one)]
    return message(f"{request.name}: {who(one, organization)}.", paragraphs(lines))


def stop(request: Request, number: int, kind: RequestKind, organization: Organization) -> Message:
    """To the requester: the decision that they act on was taken back. Raises UnknownForm."""
    one = _of(request, number)
    if not request.state.open:
        said = f"{request.name} was open again, and was decided anew since: a newer message here says how."
        return message(said, [section(said)])
    details = actions(button("Details", DETAILS, request_value(request), described=f"Details of {request.name}"))
    reason = [quote(one.reason)] if one.reason else []
    if not one.approval:
        said = f"{request.name} is open again: it is not declined any more. {who(one, organization)}."
        return message(said, [section(said), *reason, section("You need to do nothing now."), details])
    said = f"Stop, do not push: {request.name} is not approved any more."
    lines = [f":octagonal_sign: *Stop, do not push.* {request.name} ({escape(kind.title)}) is not approved any more."]
    lines += [f"{who(one, organization)}."]
    return message(said, [section("\n".join(lines)), *reason, section(_instead(request, organization)), details])


def taken_back(request: Request, one: Overturning) -> Message:
    """What stays of the message of a decision that was taken back."""
    outcome = one.decision.outcome.words if one.decision else ""
    said = f"{request.name} was {outcome}, and that was taken back by {mention(one.by.id)}, {moment(one.at)}."
    return message(said, [section(said), context("A newer message says what holds now.")])


def reopen_modal(request: Request, about: Clicked) -> Block:
    """The form for opening a decided step again, with what that means."""
    warned = []
    if request.launch.public_at is not None:
        warned.append(section(":warning: It is public already: opening it again does not take that back."))
    if request.state is State.APPROVED:
        warned.append(
            section("The requester is told at once to stop, and what rests on the decision ends until the next one.")
        )
    hint = "The requester reads this, and everybody who follows the request."
    box = labelled(TEXT, "Why is it opened again?", text_element(TEXT, multiline=True, focus=True), hint=hint)
    return modal(
        f"Reopen {request.name}",
        [*warned, box],
        callback_id=REOPEN,
        metadata=value_of(about),
        submit="Reopen",
        close="Cancel",
    )


def _stands(request: Request, one: Overturning, organization: Organization) -> str:
    step = f"the step of {escape(organization.title_of(group_of(one.step)))}"
    outcome = f" and is not {one.decision.outcome.words} any more" if one.decision else ""
    if not request.state.open:
        return f"was decided anew since ({request.state.words})"
    return f"is in review again{outcome}: {step} has no verdict" if one.decision else f"waits for {step} again"


def _instead(request: Request, organization: Organization) -> str:
    office = escape(organization.title_of("ospo"))
    out = "already went out" if request.launch.public_at is None else "is public"
    again = "You get a new message here when it is decided again."
    return f"*What to do now*\nPublish nothing more of it. If anything {out}, tell {office} now. {again}"


def _of(request: Request, number: int) -> Overturning:
    found = next((one for one in request.overturned if one.number == number), None)
    if found is None:
        raise UnknownForm
    return found
