# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A notice: a message that must reach somebody, once per key, rendered from the newest state when it is sent."""

from typing import Literal, TypeAlias

from workflows.model import Value

Template: TypeAlias = Literal[
    "card",
    "step",
    "progress",
    "question",
    "answer",
    "revised",
    "decision",
    "reminder",
    "warning",
    "obligation",
    "precedent",
    "inventory",
    "uploaded",
    "side_room",
    "embargo",
    "side_note",
    "overturned",
    "news",
    "digest",
    "conditions",
    "suspended",
    "plain",
    "deputy",
    "handed",
    "daily",
    "maturity",
    "upstream",
    "advice",
    "setup",
    "petals",
    "named",
    "register",
    "interview",
    "asked",
    "asked_answer",
    "often",
    "poll",
    "principles",
]


class Notice(Value):
    """One entry of the outbox.

    ``message`` names the Slack message that this notice makes, or edits when it is already there; ``to`` is a channel
    id, or a user id for a direct message; ``thread`` names the message in whose thread it stands; ``lane`` is what
    order is promised within (the request's id). ``detail`` holds what the template needs beside the request; it
    never holds text that is not for the place it goes to.
    """

    key: str
    workspace: str
    lane: str
    message: str
    template: Template
    to: str
    thread: str = ""
    request_id: str = ""
    detail: dict[str, str | int] = {}
