# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An event of a chain, read: what it says, and which texts it has committed to."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from workflows.events import Event


class Told:
    """An event, read: its data, and the texts that it has committed to, of which some may be erased."""

    def __init__(self, event: Event) -> None:
        body = json.loads(event.body)
        self.event = event
        self.data: Mapping[str, Any] = body["data"]
        self.committed = frozenset(body["commitments"])
        self.missing = self.committed - event.private.keys()

    def says(self, name: str, text: str) -> bool:
        """Whether the text is what this event has under the name: none for an empty one, any for one that is erased."""
        if name in self.missing:
            return True
        return self.event.private.get(name, ("", ""))[1] == text

    def all_say(self, texts: Iterable[tuple[str, str]]) -> bool:
        """Whether each of the texts is what this event has."""
        return all(self.says(name, text) for name, text in texts)
