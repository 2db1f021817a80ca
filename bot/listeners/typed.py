# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody typed after ``/ospo``, with the services that answer it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.subjects import Subjects
from messages.blocks import Message
from workflows.people import Person


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed after ``/ospo``: the words behind the verb, by whom, and where.

    ``files`` says whether forms may ask for files.
    """

    rest: str
    body: dict[str, Any]
    person: Person
    client: AsyncWebClient
    catalog: LiveCatalog
    context: AsyncBoltContext
    subjects: Subjects
    files: bool = False

    @property
    def trigger(self) -> str:
        """What opens a form in answer to it."""
        return str(self.body.get("trigger_id", ""))


Verb: TypeAlias = Callable[[Typed], Awaitable[Message | None]]
