# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An upload that is answered with what nobody has thought of has failed, and the digest goes without pictures."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.metrics import Metrics
from bot.services.delivery.failures import SendingFailed
from bot.services.delivery.slack import PictureFile, Slack

PICTURES = [PictureFile("a.png", "A", b""), PictureFile("b.png", "B", b"")]


class Answering(AsyncWebClient):
    """Answers each upload with these files."""

    def __init__(self, files: Any) -> None:
        super().__init__()
        self.files = files

    async def files_upload_v2(self, **_: Any) -> AsyncSlackResponse:
        data = {"ok": True, "files": self.files}
        about: dict[str, Any] = {"client": self, "http_verb": "POST", "api_url": "", "req_args": {}, "headers": {}}
        return AsyncSlackResponse(**about, data=data, status_code=200)


@pytest.mark.parametrize("files", [None, [], [{"id": "F1"}], "F1", [{}, {}], [None, None]])
async def test_too_few_files_or_none_are_a_failure_with_a_name(files: Any) -> None:
    with pytest.raises(SendingFailed, match="no_files"):
        await Slack(Answering(files), Metrics()).upload(PICTURES)


async def test_the_ids_come_in_the_order_of_the_pictures() -> None:
    assert await Slack(Answering([{"id": "F1"}, {"id": "F2"}]), Metrics()).upload(PICTURES) == ["F1", "F2"]
