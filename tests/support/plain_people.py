# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do in the plain Slack, as the payloads that Slack documents for it."""

import json
from collections.abc import Mapping
from typing import Any

from tests.support.plain_slack import APP, TEAM, Call

Answer = str | tuple[str, ...]
#: Where each kind of input keeps what was typed or chosen.
_TYPED = {"plain_text_input": "value", "url_text_input": "value", "number_input": "value"}
_PICKED = {"users_select": "selected_user", "datepicker": "selected_date"}
_ONE = {"static_select": "selected_option", "radio_buttons": "selected_option"}
_MANY = {"checkboxes": "selected_options", "multi_static_select": "selected_options"}


def command(user: str, text: str) -> dict[str, str]:
    """`/ospo` with a text, typed in some channel."""
    return {
        "token": "x",
        "team_id": TEAM,
        "team_domain": "plain",
        "channel_id": "C0GENERAL",
        "channel_name": "general",
        "user_id": user,
        "user_name": user.lower(),
        "command": "/ospo",
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/response",
        "trigger_id": "1.1.trigger",
    }


def submission(user: str, opened: Call, answers: Mapping[str, Answer]) -> dict[str, str]:
    """The form of a ``views.open``, filled and submitted; ``answers`` by the end of the input's block id."""
    view_id = f"V{opened.ts.replace('.', '')}"
    shown = opened.given["view"]
    values = {}
    for block in shown["blocks"]:
        if block["type"] == "input":
            element, name = block["element"], block["block_id"].rpartition(":")[2]
            values[block["block_id"]] = {element["action_id"]: _filled(element["type"], answers.get(name))}
    facts = {"id": view_id, "team_id": TEAM, "app_id": APP, "bot_id": "B0BOT", "hash": opened.ts, "external_id": ""}
    roots = {"root_view_id": view_id, "previous_view_id": None, "app_installed_team_id": TEAM}
    view = {**shown, **facts, **roots, "state": {"values": values}}
    return _interaction(user, {"type": "view_submission", "view": view, "response_urls": []})


def click(user: str, message: Call, action_id: str) -> dict[str, str]:
    """A click on the button of a posted message."""
    buttons = {
        element["action_id"]: (block.get("block_id", "b1"), element)
        for block in message.given["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    }
    block_id, button = buttons[action_id]
    channel = {"id": message.given["channel"], "name": "requests"}
    action = {**button, "block_id": block_id, "action_ts": message.ts}
    where = {"type": "message", "message_ts": message.ts, "channel_id": channel["id"], "is_ephemeral": False}
    said = {"type": "message", "ts": message.ts, "text": message.given["text"], "blocks": message.given["blocks"]}
    if message.given.get("thread_ts"):
        said["thread_ts"] = where["thread_ts"] = message.given["thread_ts"]
    clicked = {"type": "block_actions", "actions": [action], "container": where, "channel": channel, "message": said}
    return _interaction(user, clicked | {"response_url": "http://127.0.0.1:9/r", "state": {"values": {}}})


def _interaction(user: str, payload: dict[str, Any]) -> dict[str, str]:
    person = {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM}
    team = {"id": TEAM, "domain": "plain"}
    facts = {"user": person, "team": team, "api_app_id": APP, "token": "x", "trigger_id": "1.2.trigger"}
    return {"payload": json.dumps(facts | {"enterprise": None, "is_enterprise_install": False} | payload)}


def _filled(kind: str, answer: Answer | None) -> dict[str, Any]:
    if kind in _MANY:
        return {"type": kind, _MANY[kind]: [_option(one) for one in answer or ()]}
    if kind in _ONE:
        return {"type": kind, _ONE[kind]: _option(str(answer)) if answer else None}
    return {"type": kind, (_TYPED | _PICKED)[kind]: answer}


def _option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
