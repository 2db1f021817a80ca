# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""reactions.add, pins.add and bookmarks.add: marks on messages and channels."""

from bot.practice.changes import Change
from bot.practice.messages import Message
from bot.practice.records import Json
from bot.practice.web_api.call import ApiError, Call, Method
from bot.practice.web_api.places import joined_channel


def add_reaction(call: Call) -> Json:
    """Add an emoji to a message."""
    message = _message(call)
    users = message.reactions.setdefault(call.text("name").strip(":"), [])
    if call.workspace.bot.id in users:
        raise ApiError("already_reacted")
    users.append(call.workspace.bot.id)
    call.workspace.changes.publish(Change("reaction", message.channel, message.ts))
    return {}


def add_pin(call: Call) -> Json:
    """Pin a message to its channel."""
    message = _message(call)
    if message.pinned:
        raise ApiError("already_pinned")
    message.pinned = True
    call.workspace.changes.publish(Change("pin", message.channel, message.ts))
    return {}


def add_bookmark(call: Call) -> Json:
    """Add a link to the bar on top of a channel."""
    channel = joined_channel(call, call.text("channel_id"))
    if call.text("type") != "link" or not call.text("link").startswith(("http://", "https://")):
        raise ApiError("invalid_link")
    bookmark = {
        "id": call.workspace.mint("Bk"),
        "channel_id": channel.id,
        "title": call.text("title"),
        "link": call.text("link"),
        "emoji": call.text("emoji"),
        "type": "link",
    }
    call.workspace.bookmarks.setdefault(channel.id, []).append(bookmark)
    call.workspace.changes.publish(Change("channel", channel.id))
    return {"bookmark": bookmark}


def _message(call: Call) -> Message:
    channel = joined_channel(call, call.text("channel"))
    message: Message | None = call.workspace.message(channel.id, call.text("timestamp"))
    if message is None:
        raise ApiError("message_not_found")
    return message


MARK = {"channel": "text!", "timestamp": "text!"}
METHODS = (
    Method("reactions.add", add_reaction, MARK | {"name": "text!"}, ("reactions:write",)),
    Method("pins.add", add_pin, MARK, ("pins:write",)),
    Method(
        "bookmarks.add",
        add_bookmark,
        {"channel_id": "text!", "title": "text!", "type": "text!", "link": "text", "emoji": "text"},
        ("bookmarks:write",),
    ),
)
