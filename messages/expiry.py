# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is read once a request has expired: why, and how to open it again."""

from messages.blocks import Block, Message, actions, button, message, section
from messages.buttons import request_value
from messages.text import counted, escape, joined, moment
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Decision, Request

REOPEN = "request:reopen"


def expired_blocks(request: Request, decided: Decision, kind: RequestKind, organization: Organization) -> list[Block]:
    """Only the requester was waited for: for answers, or for what only they can do on the checklist."""
    unanswered = {one.step for one in request.questions if one.answered_at == decided.at and not one.answer}
    asking = joined(organization.title_of(step.group) for step in request.steps if step.name in unanswered)
    waited = f"your answer to the question of {escape(asking)}" if asking else "what you have to do on its checklist"
    said = f":alarm_clock: *Expired*, {moment(decided.at)}. It waited too long for {waited}, so nothing is approved."
    days = counted(organization.reminders.reopen_days, "day", "days")
    now = f"*What to do now*\nReopen it within {days}: its groups are asked anew, with the same answers. "
    now += f"Later, make it again with `/ospo {escape(kind.verb)}`"
    now += ", and answer there what you were asked." if asking else "."
    return [section(said), section(now), actions(reopen_button(request)), start_again(kind)]


def reopen_button(request: Request) -> Block:
    """The button that opens an expired request again."""
    return button("Reopen", REOPEN, request_value(request), style="primary", described=f"Reopen {request.name}")


def reopened(request: Request) -> Message:
    """What the message of an expiry says once the request is open again."""
    text = f"{request.name} had expired and was opened again. Its own message says where it stands."
    return message(text, [section(text)])


def start_again(kind: RequestKind) -> Block:
    """The button that opens a new form of the kind."""
    return actions(button("Start a new request", f"form:start:{kind.name}", described=f"New request: {kind.title}"))
