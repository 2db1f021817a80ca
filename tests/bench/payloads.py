# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Signed payloads of Slack's shape, as raw HTTP requests that the load generator sends as they are."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

SECRET = "bench-signing-secret"
TEAM, APP = "T0BENCH", "A0BENCH"
_ANSWERS = {
    "change": "bugfix",
    "size": "medium",
    "license": "MIT",
    "agreement": "dco",
    "ai": "none",
}


def command(text: str, number: int, user: str = "") -> bytes:
    """A signed `/ospo` command, of one of fifty developers when no user is named."""
    return _request(
        {
            "token": "x",
            "team_id": TEAM,
            "team_domain": "bench",
            "channel_id": "C0BENCH",
            "channel_name": "general",
            "user_id": user or f"U0DEV{number % 50}",
            "user_name": "dev",
            "command": "/ospo",
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1:9/response",
            "trigger_id": f"1.{number}.x",
        }
    )


def home_opened(number: int, user: str) -> bytes:
    """The signed event of somebody opening Home."""
    event = {"type": "app_home_opened", "user": user, "channel": "D0BENCH", "tab": "home", "event_ts": f"{number}.1"}
    body = {"token": "x", "team_id": TEAM, "api_app_id": APP, "event": event, "type": "event_callback"}
    return _signed(json.dumps(body | {"event_id": f"Ev{number}", "event_time": number}).encode(), "application/json")


def submission(number: int, version: str) -> bytes:
    """A signed submission of the contribution form."""
    return _request({"payload": json.dumps(filled_form(number, version, f"U0DEV{number % 50}", TEAM))})


def filled_form(number: int, version: str, user: str, team: str) -> dict[str, Any]:
    """A submission of the contribution form: a change of medium size that the OSPO looks at."""
    view_id = f"V{number:010d}"
    names = ("repository", "title", *_ANSWERS, "risks", "diff", "description")
    return {
        "type": "view_submission",
        "team": {"id": team, "domain": "bench"},
        "user": {"id": user, "username": "dev", "name": "dev", "team_id": team},
        "api_app_id": APP,
        "token": "x",
        "trigger_id": f"2.{number}.x",
        "view": {
            "id": view_id,
            "team_id": team,
            "type": "modal",
            "callback_id": "form:submit",
            "private_metadata": json.dumps({"kind": "contribution", "version": version}),
            "blocks": [{"type": "input", "block_id": f"field:{name}"} for name in names],
            "state": {"values": _values(number)},
            "hash": "1.x",
            "title": {"type": "plain_text", "text": "Contribute upstream"},
            "previous_view_id": None,
            "root_view_id": view_id,
            "app_id": APP,
            "external_id": "",
            "app_installed_team_id": team,
            "bot_id": "B0BENCH",
        },
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }


def _values(number: int) -> dict[str, object]:
    def option(value: str) -> dict[str, object]:
        return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}

    values: dict[str, dict[str, object]] = {
        "repository": {"type": "url_text_input", "value": f"https://github.com/example/project-{number % 500}"},
        "title": {"type": "plain_text_input", "value": f"Fix the parser of number {number}"},
        "description": {"type": "plain_text_input", "value": "It no longer loses the last line of a file."},
        "risks": {"type": "checkboxes", "selected_options": [option("none")]},
        "diff": {"type": "url_text_input", "value": None},
    }
    values |= {name: {"type": "static_select", "selected_option": option(value)} for name, value in _ANSWERS.items()}
    return {f"field:{name}": {f"field:{name}": value} for name, value in values.items()}


def _request(form: dict[str, str]) -> bytes:
    return _signed(urlencode(form).encode(), "application/x-www-form-urlencoded")


def _signed(body: bytes, content_type: str) -> bytes:
    timestamp = str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {content_type}\r\n"
        f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: v0={signed}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
