# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A notice: a message that must reach somebody, once per key, rendered from the newest state when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import orjson
from pydantic import ConfigDict, TypeAdapter

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One entry of the outbox.

    ``message`` names the Slack message that this notice makes, or edits when it is already there; ``to`` is a channel
    id, or a user id for a direct message; ``thread`` names the message in whose thread it stands; ``lane`` is what
    order is promised within (the request's id). ``detail`` holds what the template needs beside the request; it
    never holds text that is not for the place it goes to.

    A submission makes three: as models, which look at what our own code gives, they were a thirtieth of its time.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    key: str
    workspace: str
    lane: str
    message: str
    template: Template
    to: str
    thread: str = ""
    request_id: str = ""
    detail: Mapping[str, str | int] = field(default_factory=dict)

    @staticmethod
    def from_json(document: str) -> "Notice":
        """The notice of a document. Raises pydantic's ValidationError for what no version up to this one wrote."""
        return _READ.validate_json(document)

    def as_json(self) -> str:
        """The document that it is stored as."""
        return orjson.dumps(self).decode()


_READ = TypeAdapter(Notice)
