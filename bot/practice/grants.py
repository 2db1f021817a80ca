# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the practice workspace hands out for a while: tokens, trigger ids and response URLs."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

TRIGGER_SECONDS = 3.0
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60.0

TokenKind = Literal["bot", "app"]


@dataclass(slots=True)
class Token:
    """A bot token (xoxb-…) or an app-level token (xapp-…) with its scopes."""

    value: str
    kind: TokenKind
    scopes: frozenset[str]
    revoked: bool = False


@dataclass(slots=True)
class Trigger:
    """Permission to open one view: three seconds, once (slack.md §3). `view` is the modal that it came from."""

    id: str
    user: str
    given_at: float
    view: str = ""
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Permission to answer an interaction: five times in thirty minutes (slack.md §3)."""

    id: str
    user: str
    channel: str
    given_at: float
    message_ts: str = ""
    thread_ts: str = ""
    ephemeral: bool = False
    uses: int = 0


class GrantRefused(Exception):
    """A trigger id or response URL that may not be used; `error` is Slack's name for the reason."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Grants:
    """Gives out and checks tokens, trigger ids and response URLs against the clock."""

    def __init__(self, team: str, now: Callable[[], float]) -> None:
        self.tokens: dict[str, Token] = {}
        self._team = team
        self._now = now
        self._triggers: dict[str, Trigger] = {}
        self._response_urls: dict[str, ResponseUrl] = {}

    def token(self, kind: TokenKind, scopes: frozenset[str]) -> Token:
        """Make a new token."""
        prefix = "xoxb" if kind == "bot" else "xapp"
        token = Token(f"{prefix}-practice-{secrets.token_hex(16)}", kind, scopes)
        self.tokens[token.value] = token
        return token

    def trigger(self, user: str, *, view: str = "") -> Trigger:
        """Make a trigger id for what the person just did."""
        trigger = Trigger(f"{secrets.randbelow(10**12)}.{self._team}.{secrets.token_hex(16)}", user, self._now(), view)
        self._triggers[trigger.id] = trigger
        return trigger

    def usable_trigger(self, trigger_id: str) -> Trigger:
        """Return the trigger if a view may still be opened with it; the caller sets `used` once it was.

        Raises GrantRefused with invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise GrantRefused("invalid_trigger_id")
        if trigger.used:
            raise GrantRefused("exchanged_trigger_id")
        if self._now() - trigger.given_at > TRIGGER_SECONDS:
            raise GrantRefused("expired_trigger_id")
        return trigger

    def response_url(self, user: str, channel: str, **about: str | bool) -> ResponseUrl:
        """Make a response URL; `about` says which message it belongs to."""
        url = ResponseUrl(secrets.token_urlsafe(18), user, channel, self._now())
        url.message_ts = str(about.get("message_ts", ""))
        url.thread_ts = str(about.get("thread_ts", ""))
        url.ephemeral = bool(about.get("ephemeral", False))
        self._response_urls[url.id] = url
        return url

    def spend_response_url(self, url_id: str) -> ResponseUrl:
        """Count one use of a response URL and return it.

        Raises GrantRefused with used_url or expired_url.
        """
        url = self._response_urls.get(url_id)
        if url is None or self._now() - url.given_at > RESPONSE_URL_SECONDS:
            raise GrantRefused("expired_url")
        if url.uses >= RESPONSE_URL_USES:
            raise GrantRefused("used_url")
        url.uses += 1
        return url
