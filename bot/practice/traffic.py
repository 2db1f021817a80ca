# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What went over the wire lately between the practice workspace and the bot, for those who look behind the scenes."""

import json
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.practice.changes import Change, Changes
from bot.practice.records import Json

if TYPE_CHECKING:
    from bot.practice.sending import Answer, DeliveryKind

KEPT = 120
Direction = Literal["to_bot", "from_bot"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. `at` is in epoch seconds, `seconds` how long the answer took."""

    number: int
    direction: Direction
    name: str
    sent: Any
    outcome: str
    answer: Any
    at: float
    seconds: float


class Traffic:
    """The last exchanges, oldest first."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._exchanges: deque[Exchange] = deque(maxlen=KEPT)
        self._number = 0

    @property
    def last(self) -> tuple[Exchange, ...]:
        """Return the exchanges that are still kept."""
        return tuple(self._exchanges)

    def delivered(self, kind: "DeliveryKind", payload: Json, answer: "Answer", started: float) -> None:
        """Keep a delivery to the bot; `started` is in time.monotonic seconds, here and below."""
        outcome = answer.failure or str(answer.status)
        self._keep("to_bot", delivery_name(kind, payload), payload, outcome, answer.body, started)

    def called(self, method: str, given: Json, status: int, body: bytes, started: float) -> None:
        """Keep a call of the bot. Its token is left out; an answer that was cut off is said to be lost."""
        sent = {key: value for key, value in given.items() if key != "token"}
        answer = _read(body)
        failed = answer.get("error") if isinstance(answer, dict) else None
        self._keep("from_bot", method, sent, failed or ("lost" if not body else str(status)), answer, started)

    def _keep(self, direction: Direction, name: str, sent: Any, outcome: str, answer: Any, started: float) -> None:
        self._number += 1
        seconds = time.monotonic() - started
        self._exchanges.append(Exchange(self._number, direction, name, sent, outcome, answer, time.time(), seconds))
        self._changes.publish(Change("traffic"))


def delivery_name(kind: "DeliveryKind", payload: Json) -> str:
    """Return what a delivery is about in a few words: the typed line, or the type with its action or callback id."""
    if kind == "commands":
        return f"{payload.get('command', '')} {payload.get('text', '')}".strip()
    if kind == "events":
        return str(payload.get("event", {}).get("type", ""))
    named = [action["action_id"] for action in payload.get("actions", [])]
    named += [payload.get("callback_id") or payload.get("view", {}).get("callback_id", "")]
    return " ".join(filter(None, [payload.get("type", ""), *named[:1]]))


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
