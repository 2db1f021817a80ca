# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Why a message could not be delivered and what to do about it, in words for the OSPO group and `ospo check`."""

from bot.services.delivery.failures import MAY_NOT_LOOK

_ARCHIVED = (
    "{place} is archived. Unarchive it, or name another channel in organization.toml; that of a digest is changed with "
    "`/ospo digest`."
)
#: By error code; ``{place}`` is the channel or person. Codes that start alike share a sentence.
_SENTENCES = {
    "not_in_channel": "the bot is not a member of {place}. Invite it there: /invite and its name.",
    "channel_not_found": "Slack knows no {place} that the bot may see. Correct the id in organization.toml, or invite "
    "the bot if the channel is private.",
    "is_archived": _ARCHIVED,
    "channel_is_archived": _ARCHIVED,
    "user_not_in_channel": "the person is not in {place}. Add them there.",
    "user_not_found": "Slack knows no {place} any more. Correct the id in organization.toml.",
    "user_disabled": "the account of {place} is deactivated. Name somebody else in organization.toml.",
    "cannot_dm_bot": "{place} is a bot, and bots take no direct messages. Name a person in organization.toml.",
    "messages_tab_disabled": "direct messages with the app are switched off. Switch the Messages tab of its App Home "
    "on, in the app's settings at Slack.",
    "cannot_reply_to_message": "the thread in {place} takes no replies from the bot. Let it post there.",
    "restricted_action": "the settings of {place} or of the workspace do not let the bot post there. Let it post, or "
    "name another channel in organization.toml.",
    "missing_scope": "the app was installed without a permission that it needs. Install it again with the scopes that "
    "`ospo manifest` lists.",
    "invalid_blocks": "Slack refused the message, and its plain text too. Please report this as a mistake of the bot.",
    "message_not_found": "its message in {place} was deleted twice, so it is left alone.",
    "thread_not_found": "the message in {place} whose thread it belongs to was deleted twice, so it is left alone.",
    "cant_update_message": "Slack does not let the bot edit its message in {place}. What you read there may be old.",
    "edit_window_closed": "the workspace allows edits only for a while, and a message in {place} is older than that. "
    "Lift the limit for apps; what you read there may be old.",
    "is_inactive": "the message in {place} cannot be edited any more. What you read there may be old.",
    "root_missing": "the message in {place} whose thread it belongs to was never delivered.",
    "request_unknown": "the request that it tells of is not in the database any more. Nothing needs to be done.",
    "kind_unknown": "its kind of request is not in the catalog any more. Put the file of the kind back.",
    "side_room_moved": "{place} is not the private channel of the group any more whose notes were to be posted there. "
    "Nothing needs to be done: its members read them among the details of the request.",
    "digest_gone": "the trial of a digest could not be sent for a day. Nothing needs to be done: `/ospo digest` makes "
    "a new one.",
    "read_outside": "another company reads {place} too, and what was to be told there is for your own. Name another "
    "channel: for a digest with `/ospo digest`, for a petal with `/ospo petals`.",
    "room_outside": "another company reads {place} too, and what was to be told there is for one group alone. Name "
    "another private channel of the group in organization.toml, or stop sharing this one; then `ospo retry` sends it.",
    "room_everybody": "everybody in the workspace can read {place}, and what was to be told there is for one group "
    "alone. Make it private, or name a private channel of the group in organization.toml; then `ospo retry` sends it.",
    "cannot_render": "the bot failed to write the message. Please report this with the lines of its log.",
}
_REFUSED = "Slack does not take the app's token any more ({code}). Install the app again and set SLACK_BOT_TOKEN."
_MAY_NOT_LOOK = (
    "The connection broke while a message to {place} was on its way, and the bot may not look whether it is "
    "there ({code}). Look in {place}; with the history scopes of `ospo manifest` the bot can look itself."
)
_CANNOT_LOOK = (
    "The connection broke while a message to {place} was on its way, and the bot cannot find out whether it is "
    "there ({code}). Look in {place}; if the bot is no member there any more, invite it."
)
_LIKE = {"msg_": "invalid_blocks", "invalid_blocks": "invalid_blocks", "restricted_action": "restricted_action"}


def explain(code: str, to: str) -> str:
    """One sentence on why, one on what to do. Names no request and nobody but the addressee, by id."""
    like = next((sentence for start, sentence in _LIKE.items() if code.startswith(start)), code)
    sentence = _SENTENCES.get(like, "Slack answers `{code}` again and again for {place}. See Slack's list of errors.")
    return _written(sentence, code, to)


def explain_token(code: str) -> str:
    """Why nothing at all can be delivered at the moment."""
    return _written(_SENTENCES["missing_scope"] if code == "missing_scope" else _REFUSED, code, "")


def explain_uncertain(code: str, to: str) -> str:
    """Why nobody knows whether a message has arrived."""
    return _written(_MAY_NOT_LOOK if code in MAY_NOT_LOOK else _CANNOT_LOOK, code, to)


def explain_trying(code: str) -> str:
    """Why a notice is tried again, without anybody having to do anything."""
    return f"Slack could not be reached, or did not answer as it should (`{code}`). The bot keeps trying."


def place(to: str) -> str:
    """A channel or person by id, as a sentence names it."""
    return f"person {to}" if to[:1] in {"U", "W"} else f"channel {to}"


def _written(sentence: str, code: str, to: str) -> str:
    text = sentence.format(place=place(to), code=code)
    return text[:1].upper() + text[1:]
