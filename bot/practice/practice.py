# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The practice workspace put together: state, Web API, delivery to the bot, limits, faults and people."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.practice.answers import Answers
from bot.practice.events import SUBSCRIBED, Events
from bot.practice.faults import Faults
from bot.practice.payloads import Payloads
from bot.practice.person import Person
from bot.practice.rate_limits import RateLimits
from bot.practice.records import File, Json
from bot.practice.sending import ACK_SECONDS, HttpDelivery, Sending
from bot.practice.socket_mode import SocketMode
from bot.practice.traffic import Traffic
from bot.practice.workspace import Workspace

SCOPES = frozenset(
    {
        "app_mentions:read",
        "canvases:write",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "usergroups:read",
        "users:read",
    }
)
"""What the app is installed with: the required scopes and the optional ones."""


class Practice:
    """A running practice workspace.

    `base_url` is where this workspace is reached (no slash at the end), `request_url` where the bot takes deliveries.
    `now` gives epoch seconds; `signing_now` may differ when `now` is simulated but the bot's clock is not. The limit
    of `ack_seconds` for the bot's answers is in real time.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        base_url: str,
        request_url: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        signing_now: Callable[[], float] = time.time,
        ack_seconds: float = ACK_SECONDS,
        scopes: frozenset[str] = SCOPES,
        subscribed: frozenset[str] = SUBSCRIBED,
    ) -> None:
        self.workspace = workspace
        self.base_url = base_url
        self.sleep = sleep
        self.signing_secret = secrets.token_hex(16)
        self.bot_token = workspace.grants.token("bot", scopes).value
        self.app_token = workspace.grants.token("app", frozenset({"connections:write"})).value
        self.faults = Faults()
        self.limits = RateLimits(workspace.now)
        self.sockets = SocketMode(workspace.app_id, ack_seconds)
        http = HttpDelivery(request_url, self.signing_secret, signing_now, ack_seconds)
        self.traffic = Traffic(workspace.changes)
        self.sending = Sending(http, self.sockets, self.faults, self.traffic, sleep, self.spawn)
        self.payloads = Payloads(workspace, lambda: self.base_url)
        self.answers = Answers(self)
        self.events = Events(workspace, self._emit, subscribed)
        self._people: dict[str, Person] = {}
        self._running: set[asyncio.Task[Any]] = set()
        self._first_attempts: set[asyncio.Task[Any]] = set()

    @property
    def api_url(self) -> str:
        """Return the base URL of the Web API, for SLACK_API_URL."""
        return f"{self.base_url}/api/"

    def uploaded(self, owner: str, name: str, content: bytes) -> File:
        """Take a file that a person has uploaded into a field."""
        file = File(self.workspace.mint("F"), name, len(content), content=content, completed=True, owner=owner)
        file.address = f"{self.base_url}/files-pri/{file.id}"
        self.workspace.files[file.id] = file
        return file

    def person(self, user_id: str) -> Person:
        """Return the person with that id, always the same object.

        Raises KeyError for an id that nobody has.
        """
        if user_id not in self._people:
            self._people[user_id] = Person(self, self.workspace.users[user_id])
        return self._people[user_id]

    def permalink(self, channel: str, ts: str, thread_ts: str = "") -> str:
        """Return the address of a message, as chat.getPermalink gives it."""
        link = f"{self.base_url}/archives/{channel}/p{ts.replace('.', '')}"
        return f"{link}?thread_ts={thread_ts}&cid={channel}" if thread_ts and thread_ts != ts else link

    def socket_url(self) -> str:
        """Return a new address that opens one Socket Mode connection."""
        return f"{self.base_url.replace('http', 'ws', 1)}/socket/{self.sockets.ticket()}"

    def set_group(self, usergroup: str, users: list[str]) -> None:
        """Change who is in a user group, and tell the app."""
        group = self.workspace.usergroups[usergroup]
        added, removed = sorted(set(users) - set(group.users)), sorted(set(group.users) - set(users))
        group.users = list(users)
        about = {"type": "subteam_members_changed", "subteam_id": usergroup, "team_id": self.workspace.team.id}
        counts = {"added_users_count": len(added), "removed_users_count": len(removed)}
        self.events.send(about | {"added_users": added, "removed_users": removed} | counts)

    def deactivate(self, user_id: str) -> None:
        """Deactivate somebody's account, and tell the app."""
        user = self.workspace.users[user_id]
        user.deleted = True
        self.events.send({"type": "user_change", "user": user.as_json(email=False)})

    def uninstall(self) -> None:
        """Remove the app: its tokens are revoked and it is told."""
        for token in self.workspace.grants.tokens.values():
            token.revoked = True
        self.events.send({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.workspace.bot.id]}})
        self.events.send({"type": "app_uninstalled"})

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run something in the background until it ends or the workspace is closed."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def settled(self, *, with_retries: bool = False) -> None:
        """Wait until every event was sent once; with retries, until each was accepted or given up."""
        while waiting := (self._running if with_retries else self._first_attempts):
            await asyncio.wait(set(waiting))

    async def until(self, happened: Callable[[], bool], *, within: float = 5.0) -> None:
        """Wait until `happened()` is true, looking again after each change of the workspace.

        Raises TimeoutError after `within` real seconds.
        """
        await self.workspace.changes.until(happened, within=within)

    async def close(self) -> None:
        """Stop what still runs and close the connections to the bot."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self.sending.http.close()

    def _emit(self, event: Json) -> None:
        task = self.spawn(self.sending.event(self.payloads.event(event)))
        self._first_attempts.add(task)
        task.add_done_callback(self._first_attempts.discard)
