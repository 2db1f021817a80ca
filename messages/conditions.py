# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The conditions of an approval after it: the list in the thread, and what the requester reads while one is overdue."""

from messages.blocks import Block, Message, actions, button, message, section
from messages.buttons import Clicked, request_value, value_of
from messages.obligations import DONE, MARKS, WAIVE, closing
from messages.requester import DETAILS
from messages.text import capital, day, escape, escaped_line
from workflows.condition import AT_ONCE, listed
from workflows.items import REQUESTER
from workflows.kind import RequestKind
from workflows.obligations import Obligation
from workflows.organization import Organization
from workflows.request import Request

_TEXT = 2000


def conditions(request: Request, organization: Organization, part: int = 0, *, open_room: bool) -> Message:
    """A part of the list of conditions, each with who sees to it until when, and its buttons while it is open."""
    if request.confidential and open_room:
        return message(request.name, [section(request.name)])
    every = listed(request)
    met = sum(not one.open for one in every)
    said = f"Conditions of the approval of {request.name}"
    said += ", continued." if part else f": {met} of {len(every)} settled."
    shown = every[part * AT_ONCE : (part + 1) * AT_ONCE]
    rows = [block for one in shown for block in _row(request, one, organization)]
    return message(said, [section(f"*{said}*"), *rows])


def suspended(request: Request, kind: RequestKind) -> Message:
    """To the requester: the approval must not be used for now; or that it may again."""
    details = actions(button("Details", DETAILS, request_value(request), described=f"Details of {request.name}"))
    what = request.name if request.confidential else f"{request.name} ({escape(kind.title)})"
    if not request.suspended:
        said = f"The approval of {what} holds: no condition of it is overdue."
        return message(said, [section(said), details])
    said = f"The approval of {what} is suspended: a condition of it is overdue."
    lines = (
        ""
        if request.confidential
        else "".join(f"\n• {escaped_line(one.text, _TEXT)}" for one in request.obligations if one.suspends)
    )
    until = "Please start nothing new on it until that is met. What was merged already stays approved."
    return message(said, [section(f":warning: *{said}*{lines}\n{until}"), details])


def _row(request: Request, one: Obligation, organization: Organization) -> list[Block]:
    who = "the requester" if one.owner == REQUESTER else escape(organization.title_of(one.owner))
    until = f", by {day(one.due_at)}" if one.due_at else ""
    late = " *Overdue: the approval is suspended until it is met.*" if one.suspends else ""
    stamp = f"\n{closing(one)}" if not one.open else ""
    said = f"{MARKS[one.state]} {escaped_line(one.text, _TEXT)}\n{capital(who)}{until}.{late}{stamp}"
    if not one.open:
        return [section(said)]
    value = value_of(Clicked(request.number, obligation=one.id))
    done = button("Done", DONE, value, style="primary", described=f"This condition of {request.name} is met")
    drop = button("Not needed", WAIVE, value, described=f"This condition of {request.name} is not needed")
    return [section(said), actions(done, drop)]
