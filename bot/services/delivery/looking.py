# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Looking whether a message has arrived, after an answer that did not: by the random id in its metadata."""

from datetime import datetime, timedelta
from typing import Any

from bot.services.delivery.failures import Nature, SendingFailed
from bot.services.delivery.slack import EVENT_TYPE, Place, Slack

#: Slack's clock and ours agree better than this, and by more than a call takes: signatures that are five minutes off
#: are refused.
SKEW = timedelta(minutes=5)
PAGES = 5


async def find(
    slack: Slack, to: str, thread: str, notice_id: str, since: datetime, *, until_now: bool = False
) -> Place | None:
    """Where the message with this notice id stands, or None when it is not there.

    ``to`` is a channel, or a person for the direct messages with them; ``thread`` the ts of the thread that it was
    posted in, or empty. ``since`` is when it was tried to post it: only what was written around then is read, so that
    it is found however busy the channel is; ``until_now``: it was perhaps tried later too. Raises SendingFailed when
    it cannot be said.
    """
    channel = await slack.direct_messages(to) if to[:1] in {"U", "W"} else to
    oldest, latest = (since - SKEW).timestamp(), None if until_now else (since + SKEW).timestamp()
    cursor = ""
    for _ in range(PAGES):
        page = await slack.page(channel, thread, (oldest, latest), cursor)
        for message in page.get("messages", ()):
            if _notice_id(message) == notice_id:
                return Place(channel, str(message["ts"]))
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return None
    raise SendingFailed(Nature.UNKNOWN, "too_many_messages")


def _notice_id(message: dict[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("id", ""))
