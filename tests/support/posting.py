# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Bodies of any sort, posted to the office with headers of any sort."""

import json
import time
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from bot.practice.sending import Answer, signature
from tests.support.running import Running

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


async def posted(house: Running, body: bytes, content_type: str = FORM, **headers: str | None) -> tuple[int, str]:
    """Post a signed body; ``timestamp`` and ``signature`` replace those headers, None leaves one out."""
    timestamp = headers.get("timestamp", str(int(time.time())))
    signed = signature(house.practice.signing_secret, timestamp or "", body)
    sent = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": headers.get("signature", signed),
    }
    kept = {name: value for name, value in sent.items() if value is not None}
    async with house.office.session.post(f"{house.address}/slack/events", data=BytesIO(body), headers=kept) as answer:
        return answer.status, await answer.text()


def command_body(text: str = "help", **changed: str) -> bytes:
    """The body of a command as Slack sends it, with changes."""
    fields = {
        "team_id": "T0PRACTICE",
        "channel_id": "C0GENERAL",
        "user_id": "U0DANA",
        "command": "/ospo",
        "text": text,
        "is_enterprise_install": "false",
        "trigger_id": "1.2.3",
    }
    return urlencode(fields | changed).encode()


def interaction_body(payload: Any) -> bytes:
    """The body of an interaction."""
    return urlencode({"payload": json.dumps(payload)}).encode()


async def interaction(house: Running, payload: dict[str, Any]) -> Answer:
    """Deliver an interaction of Slack's shape, or what somebody made of it."""
    return await house.practice.sending.deliver("interactions", payload)
