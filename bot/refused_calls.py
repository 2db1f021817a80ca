# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What an answer of Slack's Web API that is not ``ok`` says."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError


def code_of(error: SlackApiError) -> str:
    """Slack's name for what went wrong; empty where the answer has none: a proxy may have written it, or a crash."""
    data: Any = getattr(error.response, "data", error.response)
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""
