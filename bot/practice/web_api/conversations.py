# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""conversations.*: opening direct messages, facts about channels, reading what was said."""

from typing import Any

from bot.practice.messages import Message
from bot.practice.records import Channel, Json
from bot.practice.web_api.call import ApiError, Call, Method
from bot.practice.web_api.places import joined_channel, known_user, visible_channel

SCOPE_PREFIX = {"channel": "channels", "group": "groups", "im": "im"}
PAGE = 100
LARGEST_PAGE = 999


def open_conversation(call: Call) -> Json:
    """Open the direct messages with one person."""
    call.need_scope("im:write")
    before = set(call.workspace.channels)
    if call.text("channel"):
        channel = visible_channel(call, call.text("channel"))
    else:
        users = [user.strip() for user in call.text("users").split(",") if user.strip()]
        if len(users) != 1:
            raise ApiError("users_list_not_supplied" if not users else "not_enough_users")
        person = known_user(call, users[0])
        if person.deleted:
            raise ApiError("user_disabled")
        if person.is_bot:
            raise ApiError("cannot_dm_bot")
        channel = call.workspace.direct_messages(person.id)
    shown = _shown(call, channel) if call.flag("return_im") else {"id": channel.id}
    open_already = channel.id in before
    return {"channel": shown, "no_op": open_already, "already_open": open_already}


def info(call: Call) -> Json:
    """Return the facts about a channel."""
    channel = visible_channel(call, call.text("channel"))
    _need(call, channel, "read")
    return {"channel": _shown(call, channel)}


def members(call: Call) -> Json:
    """Return a page of the ids of a channel's members."""
    channel = visible_channel(call, call.text("channel"))
    _need(call, channel, "read")
    people, cursor = page(call, sorted(channel.members))
    return {"members": people, "response_metadata": {"next_cursor": cursor}}


def history(call: Call) -> Json:
    """Return a page of a channel's messages, newest first."""
    channel = joined_channel(call, call.text("channel"))
    _need(call, channel, "history")
    found = [message for message in call.workspace.messages(channel.id) if _between(call, message)]
    shown, cursor = page(call, list(reversed(found)))
    return {
        "messages": _as_json(call, shown),
        "has_more": bool(cursor),
        "pin_count": 0,
        "response_metadata": {"next_cursor": cursor},
    }


def replies(call: Call) -> Json:
    """Return a page of a thread: the parent, then the replies, oldest first; also for the ts of a reply."""
    channel = joined_channel(call, call.text("channel"))
    _need(call, channel, "history")
    named = call.workspace.message(channel.id, call.text("ts"))
    if named is None:
        raise ApiError("thread_not_found")
    parent = call.workspace.message(channel.id, named.thread_ts) if named.is_reply else named
    below = [reply for reply in call.workspace.replies(channel.id, parent.ts) if _between(call, reply)]
    shown, cursor = page(call, [parent, *below])
    return {
        "messages": _as_json(call, shown),
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def page(call: Call, items: list[Any]) -> tuple[list[Any], str]:
    """Return the page that `cursor` and `limit` ask for, and the next cursor ("" at the end).

    Raises invalid_cursor or invalid_limit.
    """
    limit = call.number("limit", PAGE)
    if not 0 <= limit <= LARGEST_PAGE:
        raise ApiError("invalid_limit")
    limit = limit or PAGE
    cursor = call.text("cursor") or "next:0"
    name, _, start = cursor.partition(":")
    if name != "next" or not start.isdigit():
        raise ApiError("invalid_cursor")
    first = int(start)
    rest = items[first + limit :]
    return items[first : first + limit], f"next:{first + limit}" if rest else ""


def _need(call: Call, channel: Channel, right: str) -> None:
    call.need_scope(f"{SCOPE_PREFIX[channel.type]}:{right}")


def _shown(call: Call, channel: Channel) -> Json:
    return channel.as_json(member=call.workspace.bot.id in channel.members)


def _between(call: Call, message: Message) -> bool:
    oldest, latest, inclusive = call.text("oldest"), call.text("latest"), call.flag("inclusive")
    after = not oldest or _instant(message.ts) > _instant(oldest) or (inclusive and message.ts == oldest)
    before = not latest or _instant(message.ts) < _instant(latest) or (inclusive and message.ts == latest)
    return after and before


def _instant(ts: str) -> tuple[int, int]:
    """Return a ts as whole numbers: as a float two neighbouring messages would be one."""
    seconds, _, fraction = ts.partition(".")
    if not seconds.isdigit() or not (fraction or "0").isdigit():
        raise ApiError("invalid_ts_latest")
    return int(seconds), int((fraction or "0").ljust(6, "0")[:6])


def _as_json(call: Call, messages: list[Message]) -> list[Json]:
    metadata = call.flag("include_all_metadata")
    return [call.workspace.message_json(message, metadata=metadata) for message in messages]


PAGED = {"cursor": "text", "limit": "number"}
READ = PAGED | {
    "channel": "text!",
    "oldest": "text",
    "latest": "text",
    "inclusive": "flag",
    "include_all_metadata": "flag",
}
METHODS = (
    Method(
        "conversations.open",
        open_conversation,
        {"users": "text", "channel": "text", "return_im": "flag", "prevent_creation": "flag"},
    ),
    Method("conversations.info", info, {"channel": "text!", "include_locale": "flag", "include_num_members": "flag"}),
    Method("conversations.members", members, PAGED | {"channel": "text!"}),
    Method("conversations.history", history, READ),
    Method("conversations.replies", replies, READ | {"ts": "text!"}),
)
