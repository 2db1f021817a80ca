# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Files, pictures and canvases of the practice workspace."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.faults import Fault
from bot.practice.practice import Practice
from tests.support.practice_calls import refusal


async def test_a_file_is_announced_sent_and_completed(client: AsyncWebClient, practice: Practice) -> None:
    done = await client.files_upload_v2(filename="chart.png", content=b"png", alt_txt="A chart", title="Chart")

    assert done["files"][0]["title"] == "Chart"
    (file,) = practice.workspace.files.values()
    assert (file.content, file.alt_text, file.completed) == (b"png", "A chart", True)


async def test_a_picture_is_shown_once_it_is_processed_and_nothing_else_is(
    client: AsyncWebClient, practice: Practice
) -> None:
    async def shown(file_id: str) -> Any:
        blocks = [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "A chart"}]
        return await client.chat_postMessage(channel="C0REQUESTS", text="A chart", blocks=blocks)

    practice.faults.add(Fault("file-processing", "slow", seconds=20))
    slow = (await client.files_upload_v2(filename="slow.png", content=b"png"))["files"][0]["id"]
    text = (await client.files_upload_v2(filename="chart.txt", content=b"txt"))["files"][0]["id"]
    for unknown in ("F00000000", text, slow):
        refused = await refusal(shown(unknown))
        assert refused["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
        assert refused["error"] == "invalid_blocks"
    practice.workspace.files[slow].ready_at = practice.workspace.now()
    assert (await shown(slow))["ok"]


async def test_a_canvas_is_made_changed_whole_and_read_by_whom_it_was_sent_to(
    client: AsyncWebClient, practice: Practice
) -> None:
    content = {"type": "markdown", "markdown": "# One"}
    canvas = (await client.canvases_create(title="Strategy", document_content=content))["canvas_id"]
    await client.canvases_edit(
        canvas_id=canvas, changes=[{"operation": "replace", "document_content": content | {"markdown": "# Two"}}]
    )
    assert practice.workspace.canvases[canvas].markdown == "# Two"

    shared = client.canvases_access_set(canvas_id=canvas, access_level="read", user_ids=["U0DANA"])
    assert (await refusal(shared))["error"] == "failed_to_update_user_ids"
    await client.chat_postMessage(channel="U0DANA", text=f"https://example.com/docs/T0/{canvas}")
    await client.canvases_access_set(canvas_id=canvas, access_level="read", user_ids=["U0DANA"])
    assert practice.workspace.canvases[canvas].access == {"U0DANA": "read"}


@pytest.mark.parametrize(
    "method,arguments,error",
    [
        ("canvases.edit", {"canvas_id": "F0", "changes": [{"operation": "replace"}]}, "canvas_not_found"),
        ("canvases.create", {"document_content": {"type": "html"}}, "invalid_arguments"),
        ("canvases.access.set", {"canvas_id": "F0", "access_level": "read"}, "canvas_not_found"),
    ],
)
async def test_a_canvas_that_cannot_be_is_refused_by_name(
    client: AsyncWebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert (await refusal(client.api_call(method, json=arguments)))["error"] == error


async def test_on_a_free_plan_there_are_no_canvases_of_their_own(client: AsyncWebClient, practice: Practice) -> None:
    practice.workspace.free_plan = True
    assert (await refusal(client.canvases_create(title="x")))["error"] == "free_teams_cannot_create_non_tabbed_canvases"
