# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What an answer of Slack's that is not ``ok`` says, whoever wrote it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.refused_calls import code_of


def refused(answer: object) -> SlackApiError:
    return SlackApiError("It failed.", answer)  # type: ignore[no-untyped-call]  # the SDK does not type it


@pytest.mark.parametrize(
    "data, code",
    [({"ok": False, "error": "invalid_auth"}, "invalid_auth"), ({}, ""), ("Bad gateway", "")],
)
def test_the_code_is_slacks_own_and_nothing_where_a_proxy_or_a_crash_answered(data: Any, code: str) -> None:
    given: Any = {"client": AsyncWebClient(), "http_verb": "POST", "api_url": "", "req_args": {}, "headers": {}}
    answer = AsyncSlackResponse(**given, data=data, status_code=500)
    assert code_of(refused(answer)) == code


def test_an_answer_that_is_only_a_mapping_is_read_too() -> None:
    assert code_of(refused({"error": "ratelimited"})) == "ratelimited"
