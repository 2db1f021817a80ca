# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a failed call to Slack means for the message: was it done, will it ever be, and what has to happen first."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

#: Seconds to wait when Slack limits a call and does not say for how long.
UNSAID_WAIT = 30.0
_TOO_MANY, _SERVER_ERROR = 429, 500


class Nature(StrEnum):
    """What a failure means."""

    LIMITED = "limited"  # not done; Slack says when to come back
    UNREACHED = "unreached"  # not done: the call never arrived
    UNCLEAR = "unclear"  # perhaps done: the answer is missing, or Slack itself does not know
    LATER = "later"  # not done; Slack asks for patience
    TOKEN = "token"  # noqa: S105 - not done, nor will any call be until a person repairs the installation
    CONTENT = "content"  # not done: Slack does not take this content
    PICTURE = "picture"  # not done: Slack cannot show a picture in it, perhaps not yet
    GONE = "gone"  # not done: the message to edit, or the thread, is not there any more
    FIXED = "fixed"  # not done: the message is there, but Slack does not let it be edited any more
    PLACE = "place"  # not done: a person has to open the way to that channel or person
    UNKNOWN = "unknown"  # an error that nobody has thought of yet


#: Slack's error codes (slack.md §2); what is not here is UNKNOWN.
CODES: Mapping[str, Nature] = {
    code: nature
    for nature, codes in {
        Nature.LIMITED: ("ratelimited", "rate_limited"),
        Nature.UNCLEAR: ("internal_error", "fatal_error", "request_timeout"),
        Nature.LATER: ("service_unavailable", "team_added_to_org", "message_limit_exceeded"),
        Nature.TOKEN: (
            "not_authed", "invalid_auth", "token_revoked", "token_expired", "account_inactive", "missing_scope",
            "not_allowed_token_type", "no_permission", "org_login_required", "ekm_access_denied", "accesslimited",
            "access_denied", "two_factor_setup_required", "team_access_not_granted",
        ),
        Nature.CONTENT: ("invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"),
        Nature.GONE: ("message_not_found", "thread_not_found"),
        Nature.FIXED: ("cant_update_message", "edit_window_closed", "is_inactive"),
        Nature.PLACE: (
            "channel_not_found", "not_in_channel", "is_archived", "channel_is_archived", "user_not_in_channel",
            "user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled", "cannot_reply_to_message",
            "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
            "restricted_action_non_threadable_channel", "restricted_action_thread_locked",
            "no_text", "metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema",
            "too_many_attachments", "markdown_text_conflict", "block_mismatch", "invalid_arguments",
        ),
    }.items()
    for code in codes
}  # fmt: skip


#: What the app lacks for reading a conversation; for sending it lacks nothing.
MAY_NOT_LOOK = frozenset({"missing_scope", "no_permission", "access_denied", "not_allowed_token_type"})


class NotNow(Exception):
    """A budget has no slot before ``until``; nothing was called."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class SendingFailed(Exception):
    """A call to Slack failed. ``wait`` are the seconds that Slack asked for, with LIMITED."""

    def __init__(self, nature: Nature, code: str, *, wait: float = 0.0, method: str = "") -> None:
        super().__init__(code)
        self.nature = nature
        self.code = code
        self.wait = wait
        self.method = method


def failure_of(error: SlackApiError | aiohttp.ClientError | OSError, method: str) -> SendingFailed:
    """What an error of the Slack client means; a time-out is an OSError."""
    if isinstance(error, SlackApiError):
        return _answered(error.response, method)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return SendingFailed(Nature.UNREACHED, "no_connection", method=method)
    code = "time_out" if isinstance(error, TimeoutError) else "connection_lost"
    return SendingFailed(Nature.UNCLEAR, code, method=method)


def _answered(response: Any, method: str) -> SendingFailed:
    """An answer that is not ``ok``. Its shape is anybody's guess: a proxy may have written it."""
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    data = getattr(response, "data", None)
    code = str(data.get("error") or "") if isinstance(data, Mapping) else ""
    if status == _TOO_MANY or CODES.get(code) is Nature.LIMITED:
        wait = _retry_after(getattr(response, "headers", {}))
        return SendingFailed(Nature.LIMITED, "ratelimited", wait=wait, method=method)
    if status >= _SERVER_ERROR or not code:
        return SendingFailed(Nature.UNCLEAR, f"http_{status}", method=method)
    nature = CODES.get(code, Nature.UNKNOWN)
    if nature is Nature.CONTENT and isinstance(data, Mapping) and "invalid slack file" in str(data.get("errors")):
        nature = Nature.PICTURE  # python-slack-sdk issues 1521, 1658 and 1797
    return SendingFailed(nature, code, method=method)


def _retry_after(headers: Mapping[str, str]) -> float:
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(1.0, float(value))
    except ValueError:
        return UNSAID_WAIT
