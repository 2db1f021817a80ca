# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The payloads that Slack sends to an app, with every key of the real ones (slack.md §9 and the samples it names)."""

from collections.abc import Callable
from typing import Any

from bot.practice.grants import ResponseUrl, Trigger
from bot.practice.messages import Message
from bot.practice.modals import View
from bot.practice.records import Channel, Json, User
from bot.practice.workspace import Workspace

VERIFICATION_TOKEN = "practice-verification"  # noqa: S105  Slack's retired token: sent, never checked


class Payloads:
    """Builds payloads for one workspace and app; `base_url()` is where response URLs point."""

    def __init__(self, workspace: Workspace, base_url: Callable[[], str]) -> None:
        self._workspace = workspace
        self._base_url = base_url

    def command(self, user: User, channel: Channel, line: tuple[str, str], grants: tuple[Trigger, ResponseUrl]) -> Json:
        """Return the form fields of a slash command; `line` is the command and the text behind it."""
        team = self._workspace.team
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": channel.id,
            "channel_name": channel.command_name,
            "user_id": user.id,
            "user_name": user.name,
            "command": line[0],
            "text": line[1],
            "api_app_id": self._workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self.response_address(grants[1]),
            "trigger_id": grants[0].id,
        }

    def response_address(self, url: ResponseUrl) -> str:
        """Return the address at which an app answers an interaction."""
        return f"{self._base_url()}/response/{url.id}"

    def message_action(
        self, user: User, message: Message, action: Json, grants: tuple[Trigger, ResponseUrl], state: Json
    ) -> Json:
        """Return block_actions for a click in a message."""
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": bool(message.seen_by),
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload = self._interaction("block_actions", user, grants[0]) | {
            "container": container,
            "channel": self._channel(message.channel),
            "state": {"values": state},
            "response_url": self.response_address(grants[1]),
            "actions": [action],
        }
        if not message.seen_by:  # Slack keeps no ephemeral messages, so it cannot send them back
            payload["message"] = self._workspace.message_json(message)
        return payload

    def view_action(self, user: User, view: View, action: Json, trigger: Trigger) -> Json:
        """Return block_actions for a click or choice in a modal or Home tab."""
        return self._interaction("block_actions", user, trigger) | {
            "container": {"type": "view", "view_id": view.id},
            "view": view.as_json(self._workspace, with_state=True),
            "actions": [action],
        }

    def submission(self, user: User, view: View, trigger: Trigger) -> Json:
        """Return view_submission. It knows no channel and no response URL."""
        return self._interaction("view_submission", user, trigger) | {
            "view": view.as_json(self._workspace, with_state=True),
            "response_urls": [],
        }

    def closed(self, user: User, view: View, *, cleared: bool) -> Json:
        """Return view_closed, sent for modals with notify_on_close."""
        payload = self._interaction("view_closed", user, None)
        return payload | {"view": view.as_json(self._workspace, with_state=True), "is_cleared": cleared}

    def shortcut(self, user: User, callback_id: str, trigger: Trigger) -> Json:
        """Return a global shortcut."""
        return self._interaction("shortcut", user, trigger) | {
            "callback_id": callback_id,
            "action_ts": self._workspace.next_ts(),
        }

    def message_shortcut(
        self, user: User, callback_id: str, message: Message, grants: tuple[Trigger, ResponseUrl]
    ) -> Json:
        """Return a message shortcut."""
        return self._interaction("message_action", user, grants[0]) | {
            "callback_id": callback_id,
            "action_ts": self._workspace.next_ts(),
            "channel": self._channel(message.channel),
            "message_ts": message.ts,
            "message": self._workspace.message_json(message),
            "response_url": self.response_address(grants[1]),
        }

    def suggestion(self, user: User, view: View, place: tuple[str, str], typed: str) -> Json:
        """Return block_suggestion: the options for an external select at (block id, action id)."""
        payload = self._interaction("block_suggestion", user, None)
        return payload | {
            "container": {"type": "view", "view_id": view.id},
            "view": view.as_json(self._workspace, with_state=True),
            "block_id": place[0],
            "action_id": place[1],
            "value": typed,
        }

    def event(self, event: Json) -> Json:
        """Wrap an event as the Events API does, with a new event id."""
        workspace = self._workspace
        channel = workspace.channels.get(str(event.get("channel", "")))
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": workspace.team.id,
            "context_team_id": workspace.team.id,
            "context_enterprise_id": None,
            "api_app_id": workspace.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.mint("Ev"),
            "event_time": int(workspace.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": workspace.team.id,
                    "user_id": workspace.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.shared),
            "event_context": workspace.mint("4-"),
        }

    def action(self, block: Json, element: Json, value: Json) -> Json:
        """Return one entry of `actions`: the element as clicked, with what was chosen in it."""
        kept = ("type", "action_id", "text", "value", "style", "url", "placeholder", "confirm", "accessibility_label")
        entry: dict[str, Any] = {key: element[key] for key in kept if key in element}
        return entry | value | {"block_id": block["block_id"], "action_ts": self._workspace.next_ts()}

    def _interaction(self, kind: str, user: User, trigger: Trigger | None) -> Json:
        own_team = self._workspace.team
        domain = own_team.domain if user.team == own_team.id else user.team.lower()
        payload: Json = {
            "type": kind,
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
            "api_app_id": self._workspace.app_id,
            "token": VERIFICATION_TOKEN,
            "team": {"id": user.team, "domain": domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }
        if trigger:
            payload["trigger_id"] = trigger.id
        return payload

    def _channel(self, channel_id: str) -> Json:
        return {"id": channel_id, "name": self._workspace.channels[channel_id].command_name}
