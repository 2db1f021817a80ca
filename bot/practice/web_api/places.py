# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Finding the channel or person that a call names, with the errors that Slack gives."""

from bot.practice.records import Channel, User
from bot.practice.web_api.call import ApiError, Call


def visible_channel(call: Call, reference: str) -> Channel:
    """Return a channel by id that the app can know of.

    Raises channel_not_found for unknown ids, and for private channels that the app is no member of.
    """
    channel: Channel | None = call.workspace.channels.get(reference)
    if channel is None or (channel.private and call.workspace.bot.id not in channel.members):
        raise ApiError("channel_not_found")
    return channel


def postable_channel(call: Call, reference: str) -> Channel:
    """Return the channel to post to; a person's id opens the direct messages with them.

    Raises channel_not_found, is_archived, not_in_channel, messages_tab_disabled, cannot_dm_bot or user_disabled.
    """
    channel = _direct(call, reference) if reference.startswith("U") else visible_channel(call, reference)
    if channel.is_im and not call.workspace.messages_tab:
        raise ApiError("messages_tab_disabled")
    if channel.archived:
        raise ApiError("is_archived")
    may_post_anywhere = call.token is not None and "chat:write.public" in call.token.scopes
    if call.workspace.bot.id not in channel.members and not may_post_anywhere:
        raise ApiError("not_in_channel")
    return channel


def joined_channel(call: Call, reference: str) -> Channel:
    """Return a channel that the app is a member of.

    Raises channel_not_found or not_in_channel.
    """
    channel = visible_channel(call, reference)
    if call.workspace.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def known_user(call: Call, user_id: str, error: str = "user_not_found") -> User:
    """Return a person by id, or raise the error."""
    user: User | None = call.workspace.users.get(user_id)
    if user is None:
        raise ApiError(error)
    return user


def _direct(call: Call, user_id: str) -> Channel:
    user = known_user(call, user_id, "channel_not_found")
    if user.is_bot:
        raise ApiError("cannot_dm_bot")
    if user.deleted:
        raise ApiError("user_disabled")
    if user.stranger:
        raise ApiError("channel_not_found")
    channel: Channel = call.workspace.direct_messages(user_id)
    return channel
