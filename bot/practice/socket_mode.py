# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Socket Mode: websockets instead of a request URL, with envelopes, acknowledgements and forced disconnects."""

import asyncio
import itertools
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.practice.records import Json
from bot.practice.sending import CONNECTION_FAILED, HTTP_OK, TIMED_OUT, Answer, DeliveryKind

MOST_CONNECTIONS = 10
"""Slack allows ten connections per app (slack.md §3)."""
ENVELOPE_TYPES = {"commands": "slash_commands", "interactions": "interactive", "events": "events_api"}


@dataclass(eq=False, slots=True)
class Connection:
    """One open websocket of the app and the envelopes on it that wait for their acknowledgement."""

    websocket: WebSocket
    number: int
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)


class SocketMode:
    """Hands each payload to one of the open connections and waits for its acknowledgement."""

    def __init__(self, app_id: str, ack_seconds: float) -> None:
        self._app_id = app_id
        self.ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._numbers = itertools.count(1)
        self._connected = asyncio.Event()

    @property
    def connections(self) -> int:
        """Return how many connections are open."""
        return len(self._connections)

    def ticket(self) -> str:
        """Return a ticket that opens one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, websocket: WebSocket, ticket: str) -> None:
        """Run one connection until either side ends it; without a valid ticket or above ten, refuse it."""
        if ticket not in self._tickets or len(self._connections) >= MOST_CONNECTIONS:
            await websocket.close(code=1008)
            return
        self._tickets.discard(ticket)
        await websocket.accept()
        connection = Connection(websocket, next(self._numbers))
        await websocket.send_json(self._hello(connection))
        self._connections.append(connection)
        self._connected.set()
        try:
            while True:
                self._acknowledge(connection, await websocket.receive_json())
        except (WebSocketDisconnect, RuntimeError, ValueError):
            pass  # the app or `disconnect` closed it; what waited on it is told below
        finally:
            self._forget(connection)

    async def send(self, kind: DeliveryKind, payload: Json, retry: tuple[int, str] | None = None) -> Answer:
        """Send a payload through one connection; when that ends before the acknowledgement, through the next one.

        Fails like HTTP does: connection_failed when nobody connects in time, http_timeout without acknowledgement.
        """
        envelope: Json = {
            "envelope_id": str(uuid.uuid4()),
            "type": ENVELOPE_TYPES[kind],
            "accepts_response_payload": kind != "events",
            "payload": payload,
        }
        if kind == "events":
            envelope |= {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        try:
            async with asyncio.timeout(self.ack_seconds):
                return Answer(HTTP_OK, await self._acknowledged(envelope))
        except TimeoutError:
            return Answer(failure=TIMED_OUT if self._connections else CONNECTION_FAILED)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell one connection to go, as Slack does every few hours, and close it."""
        if not self._connections:
            return
        connection = self._connections[0]
        self._forget(connection)
        await connection.websocket.send_json({"type": "disconnect", "reason": reason, "debug_info": _debug(connection)})
        await connection.websocket.close()

    async def _acknowledged(self, envelope: Json) -> Any:
        while True:
            await self._connected.wait()
            connection = self._connections.pop(0)
            self._connections.append(connection)
            acknowledged: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
            connection.waiting[envelope["envelope_id"]] = acknowledged
            try:
                await connection.websocket.send_json(envelope)
                return await acknowledged
            except (ConnectionError, WebSocketDisconnect, RuntimeError):
                self._forget(connection)
            finally:
                connection.waiting.pop(envelope["envelope_id"], None)

    def _acknowledge(self, connection: Connection, message: Any) -> None:
        waiting = connection.waiting.get(str(message.get("envelope_id", ""))) if isinstance(message, dict) else None
        if waiting and not waiting.done():
            waiting.set_result(message.get("payload"))

    def _forget(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        if not self._connections:
            self._connected.clear()
        for waiting in connection.waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("the connection ended before the acknowledgement"))

    def _hello(self, connection: Connection) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "debug_info": _debug(connection),
            "connection_info": {"app_id": self._app_id},
        }


def _debug(connection: Connection) -> Json:
    return {"host": f"practice-{connection.number}", "build_number": 1, "approximate_connection_time": 18_060}
