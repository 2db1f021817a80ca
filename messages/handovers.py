# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody is told who was given a step, or who had it until it was given to another."""

from messages.blocks import Block, Message, context, message, section
from messages.rich_text import quote
from messages.text import escape, escaped_line, mention
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.request import Request

_TITLE = 120


def handed(notice: Notice, request: Request, organization: Organization) -> Message:
    """The direct message to one of them. Nothing is left to say once the step is with others again, or gone."""
    found = next((one for one in request.steps if one.name == notice.detail["step"]), None)
    title = "" if request.confidential else f" ({escaped_line(request.title, _TITLE)})"
    if found is None or found.handed is None or found.taken_by is None:
        text = f"{request.name} was with you for a while, and is reviewed without you now."
        return message(text, [section(text)])
    who, group = mention(found.handed.by.id), escape(organization.title_of(found.group))
    if found.taken_by.id == notice.to:
        text = f"{who} gave you *{request.name}*{title}, the step of {group}."
    elif found.taken_by == found.handed.by:
        text = f"{who} took *{request.name}*{title} over from you, the step of {group}."
    else:
        text = f"{who} gave *{request.name}*{title} to {mention(found.taken_by.id)}; you had the step of {group}."
    note: list[Block] = [quote(found.handed.note)] if found.handed.note and found.taken_by.id == notice.to else []
    where = context(f"`/ospo status {request.name}` shows it, and `/ospo queue` what waits for you.")
    return message(text.replace("*", ""), [section(text), *note, where])
