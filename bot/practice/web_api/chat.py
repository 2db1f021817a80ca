# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""chat.*: posting, editing, deleting messages and finding their links."""

from bot.practice.messages import Message
from bot.practice.records import Channel, Json
from bot.practice.web_api.call import ApiError, Call, Method
from bot.practice.web_api.contents import CONTENT, TEXT_POSTED, checked_content, checked_metadata
from bot.practice.web_api.places import joined_channel, known_user, postable_channel, visible_channel


def post_message(call: Call) -> Json:
    """Post a message, in a thread if `thread_ts` is given."""
    channel = postable_channel(call, call.text("channel"))
    content = checked_content(call, longest=10 * TEXT_POSTED)
    parent = _thread(call, channel)
    message = _message(call, channel, content | {"text": content.get("text", "")[:TEXT_POSTED]})
    message.thread_ts = parent
    message.broadcast = bool(parent) and call.flag("reply_broadcast")
    message.metadata = checked_metadata(call) or None
    call.workspace.post(channel.id, message)
    shown = call.workspace.message_json(message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(call: Call) -> Json:
    """Show a message to one person, who must be in the channel."""
    channel = postable_channel(call, call.text("channel"))
    known_user(call, call.text("user"), "user_not_in_channel")
    if call.text("user") not in channel.members:
        raise ApiError("user_not_in_channel")
    message = _message(call, channel, checked_content(call))
    message.thread_ts = call.text("thread_ts")
    message.seen_by = call.text("user")
    call.workspace.post_ephemeral(message)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Replace the content of one of the app's own messages; what is not given stays (slack.md §2)."""
    channel, message = _own_message(call, "cant_update_message")
    content = checked_content(call, required=not call.has("blocks") and not call.has("attachments"))
    message.text = content.get("text", message.text if not call.has("blocks") else "")
    message.blocks = content.get("blocks", message.blocks)
    message.attachments = content.get("attachments", message.attachments)
    metadata = checked_metadata(call)
    if metadata is not None:
        message.metadata = metadata or None
    call.workspace.edit(message, call.workspace.bot.id)
    shown = call.workspace.message_json(message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(call: Call) -> Json:
    """Delete one of the app's own messages."""
    channel, message = _own_message(call, "cant_delete_message")
    call.workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """Return the link to a message."""
    channel = visible_channel(call, call.text("channel"))
    message = call.workspace.message(channel.id, call.text("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": call.practice.permalink(channel.id, message.ts, message.thread_ts)}


def _message(call: Call, channel: Channel, content: Json) -> Message:
    workspace = call.workspace
    return Message(
        channel=channel.id,
        ts=workspace.next_ts(),
        user=workspace.bot.id,
        team=workspace.team.id,
        text=content.get("text", ""),
        blocks=content.get("blocks", []),
        attachments=content.get("attachments", []),
        bot_id=workspace.bot_id,
        app_id=workspace.app_id,
    )


def _thread(call: Call, channel: Channel) -> str:
    """Return the ts of the thread's parent, also when a reply was named (then Slack threads under its parent)."""
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return ""
    found: Message | None = call.workspace.message(channel.id, thread_ts)
    if found is None:
        raise ApiError("thread_not_found")
    return found.thread_ts if found.is_reply else found.ts


def _own_message(call: Call, refusal: str) -> tuple[Channel, Message]:
    channel = joined_channel(call, call.text("channel"))
    if channel.archived:
        raise ApiError("is_archived")
    message: Message | None = call.workspace.message(channel.id, call.text("ts"))
    if message is None or message.tombstone:
        raise ApiError("message_not_found")
    if message.user != call.workspace.bot.id:
        raise ApiError(refusal)
    return channel, message


POSTED = CONTENT | {
    "channel": "text!",
    "thread_ts": "text",
    "reply_broadcast": "flag",
    "unfurl_links": "flag",
    "unfurl_media": "flag",
    "mrkdwn": "flag",
    "username": "text",
    "icon_emoji": "text",
    "icon_url": "text",
}
WRITE = ("chat:write",)
METHODS = (
    Method("chat.postMessage", post_message, POSTED, WRITE),
    Method("chat.postEphemeral", post_ephemeral, POSTED | {"user": "text!"}, WRITE),
    Method("chat.update", update, CONTENT | {"channel": "text!", "ts": "text!", "reply_broadcast": "flag"}, WRITE),
    Method("chat.delete", delete, {"channel": "text!", "ts": "text!"}, WRITE),
    Method("chat.getPermalink", get_permalink, {"channel": "text!", "message_ts": "text!"}),
)
