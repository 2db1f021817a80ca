# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What Slack makes of the bot's answer to a command, a click or a submission, and of posts to a response URL."""

from typing import TYPE_CHECKING, Any

from bot.practice.changes import Change
from bot.practice.grants import ResponseUrl
from bot.practice.messages import Message
from bot.practice.modals import View, ViewRefused
from bot.practice.records import Json
from bot.practice.sending import Answer
from bot.practice.web_api.call import ApiError
from bot.practice.web_api.contents import TEXT_POSTED, refuse_invalid_blocks
from bot.practice.web_api.views import refuse_invalid_view

if TYPE_CHECKING:
    from bot.practice.practice import Practice

SLACKBOT = "USLACKBOT"
TROUBLE_CONNECTING = "We had some trouble connecting. Try again?"


class Answers:
    """Applies the bot's answers to the workspace as Slack and its client do."""

    def __init__(self, practice: "Practice") -> None:
        self._practice = practice
        self._workspace = practice.workspace
        self.troubles: dict[str, list[str]] = {}

    def to_command(self, answer: Answer, command: str, url: ResponseUrl) -> None:
        """Show the body of the acknowledgement, or Slack's own words when there was none."""
        error = "" if answer.ok else answer.slack_error
        if answer.ok and answer.body:
            try:
                self.respond(url, answer.body if isinstance(answer.body, dict) else {"text": str(answer.body)})
            except ApiError as refused:
                error = refused.error
        if error:
            self.slackbot(url.channel, url.user, f'{command} failed with the error "{error}"')

    def to_interaction(self, answer: Answer, user: str) -> None:
        """Note trouble with a click or shortcut; Slack shows it to the one who clicked."""
        if not answer.ok:
            status = f"This app responded with Status Code {answer.status}." if answer.status else answer.slack_error
            self.troubles.setdefault(user, []).append(status)
            self._workspace.changes.publish(Change("trouble", person=user))

    def to_submission(self, answer: Answer, view: View) -> None:
        """Close, keep, update or stack the modal; anything unusable leaves it open with Slack's own words."""
        if not answer.ok:
            self._trouble(view)
            return
        body = answer.body if isinstance(answer.body, dict) else {}
        try:
            self._act(str(body.get("response_action", "")), body, view)
        except (ApiError, ViewRefused):
            self._trouble(view)

    def respond(self, url: ResponseUrl, body: Json) -> None:
        """Do what an answer to an interaction asks: new message, replacement or deletion.

        Raises ApiError with no_text, invalid_blocks or message_not_found.
        """
        original = self._original(url)
        if body.get("delete_original"):
            if original is None:
                raise ApiError("message_not_found")
            self._workspace.delete(original)
            return
        text, blocks = str(body.get("text") or ""), body.get("blocks") or []
        if not text and not blocks and not body.get("attachments"):
            raise ApiError("no_text")
        refuse_invalid_blocks(blocks)
        if body.get("replace_original") and original is not None:
            original.text, original.blocks = text, blocks
            self._workspace.edit(original, self._workspace.bot.id)
            return
        self._answer(url, text[:TEXT_POSTED], blocks, body)

    def slackbot(self, channel: str, user: str, text: str) -> None:
        """Show a person a message of Slack itself."""
        message = Message(channel, self._workspace.next_ts(), SLACKBOT, self._workspace.team.id, text, seen_by=user)
        self._workspace.post_ephemeral(message)

    def _answer(self, url: ResponseUrl, text: str, blocks: list[Any], body: Json) -> None:
        workspace = self._workspace
        message = Message(url.channel, workspace.next_ts(), workspace.bot.id, workspace.team.id, text, blocks=blocks)
        message.bot_id, message.app_id = workspace.bot_id, workspace.app_id
        message.attachments = body.get("attachments") or []
        message.thread_ts = str(body.get("thread_ts") or "")
        if body.get("response_type") == "in_channel":
            if workspace.channels[url.channel].archived:
                raise ApiError("channel_is_archived")
            workspace.post(url.channel, message)
        else:
            message.seen_by = url.user
            workspace.post_ephemeral(message)

    def _original(self, url: ResponseUrl) -> Message | None:
        if not url.message_ts:
            return None
        find = self._workspace.ephemeral if url.ephemeral else self._workspace.message
        return find(url.channel, url.message_ts)

    def _act(self, action: str, body: Json, view: View) -> None:
        modals = self._workspace.modals
        if action == "errors":
            self._show_errors(body.get("errors"), view)
        elif action == "clear":
            modals.clear(view.user)
        elif action in {"update", "push"}:
            content = body.get("view") or {}
            refuse_invalid_view(content, "modal")
            if action == "update":
                modals.update(view, content)
            else:
                modals.push(view.user, content)
        elif body:
            raise ApiError("invalid_response_action")
        elif view in modals.stack(view.user):  # the bot may have cleared or replaced it meanwhile
            modals.close(view)

    def _show_errors(self, errors: Any, view: View) -> None:
        """Put sentences under fields; Slack refuses the answer when a key names no input block of the view."""
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise ApiError("invalid_errors")
        view.errors, view.trouble = {key: str(value) for key, value in errors.items()}, ""
        self._workspace.changes.publish(Change("modal", person=view.user))

    def _trouble(self, view: View) -> None:
        view.trouble = TROUBLE_CONNECTING
        self._workspace.changes.publish(Change("modal", person=view.user))
