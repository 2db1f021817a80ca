# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The Home tab, the change feed, and answers at response URLs beyond the common ones."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.changes import Change, Changes
from bot.practice.practice import Practice
from tests.practice.conftest import Bench
from tests.practice.recorder import Recorder

BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}


async def status(session: aiohttp.ClientSession, address: str, **sent: Any) -> int:
    async with session.post(address, **sent) as response:
        return response.status


HOME: dict[str, Any] = {"type": "home", "blocks": [{"type": "actions", "elements": [BUTTON]}]}


async def test_a_home_tab_is_published_shown_and_clicked(
    bench: Bench, client: AsyncWebClient, practice: Practice
) -> None:
    recorder = Recorder(bench)
    dana = practice.person("U0DANA")
    assert await dana.open_home() is None
    assert "view" not in recorder.payload()["event"]

    published = (await client.views_publish(user_id="U0DANA", view=HOME))["view"]
    home = await dana.open_home()
    assert home is not None
    assert dana.sees(home) == "[Go]"
    assert recorder.payload()["event"]["view"]["id"] == published["id"]

    await dana.click(home, "Go")
    assert recorder.payload()["view"]["type"] == "home"
    assert "channel" not in recorder.payload()


async def test_a_home_tab_is_replaced_under_its_hash_and_keeps_its_id(client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id="U0DANA", view=HOME))["view"]
    second = (await client.views_publish(user_id="U0DANA", view=HOME, hash=first["hash"]))["view"]
    assert second["id"] == first["id"]

    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id="U0DANA", view=HOME, hash=first["hash"])
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.views_publish(user_id="U0NOBODY", view=HOME)


async def test_closing_everything_tells_of_each_form_that_asks(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    form: dict[str, Any] = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Form"},
        "notify_on_close": True,
        "clear_on_close": True,
        "external_id": "form-1",
        "blocks": [{"type": "divider"}],
    }
    modals, dana = practice.workspace.modals, practice.person("U0DANA")
    modals.open("U0DANA", form)
    modals.push("U0DANA", form | {"external_id": "form-2"})
    updated = await bench.client.views_update(external_id="form-1", view=form | {"callback_id": "new"})
    assert updated["view"]["callback_id"] == "new"
    await dana.close()

    assert dana.modals == []
    assert [recorder.payload(number)["view"]["external_id"] for number in range(2)] == ["form-2", "form-1"]
    assert recorder.payload()["is_cleared"] is True


async def test_a_click_can_delete_the_message_that_it_came_from(bench: Bench, practice: Practice) -> None:
    recorder = Recorder(bench)
    await bench.client.chat_postMessage(channel="C0REQUESTS", text="x", blocks=HOME["blocks"])
    lena = practice.person("U0LENA")
    await lena.click(lena.messages("C0REQUESTS")[0], "Go")
    address = recorder.payload()["response_url"]
    async with aiohttp.ClientSession() as session:
        refused = [
            await status(session, address, data=b"{"),
            await status(session, address, json=[]),
            await status(session, address, json={}),
            await status(session, address, json={"text": "x", "blocks": [{"type": "section"}]}),
        ]
        assert await status(session, address, json={"delete_original": True}) == 200

    assert refused == [400, 400, 400, 400]
    assert lena.messages("C0REQUESTS") == []


async def test_an_upload_must_have_the_announced_length(client: AsyncWebClient, practice: Practice) -> None:
    announced = await client.files_getUploadURLExternal(filename="a.png", length=3)
    async with aiohttp.ClientSession() as session:
        assert await status(session, announced["upload_url"], data=b"four") == 400
        assert await status(session, f"{practice.base_url}/upload/F0", data=b"abc") == 404
        with pytest.raises(SlackApiError, match="file_not_found"):
            await client.files_completeUploadExternal(files=[{"id": announced["file_id"], "title": "A"}])
        assert await status(session, announced["upload_url"], data=b"abc") == 200
    await client.files_completeUploadExternal(
        files=[{"id": announced["file_id"], "title": "A"}], channel_id="C0DIGEST", initial_comment="see"
    )

    (shared,) = practice.person("U0DANA").messages("C0DIGEST")
    assert (shared.text, [file.title for file in shared.files]) == ("see", ["A"])


async def test_a_test_can_wait_for_what_will_happen(client: AsyncWebClient, practice: Practice) -> None:
    dana = practice.person("U0DANA")
    waiting = asyncio.create_task(practice.until(lambda: bool(dana.messages("C0DIGEST"))))
    await asyncio.sleep(0)
    await client.chat_postMessage(channel="C0DIGEST", text="x")
    await waiting

    with pytest.raises(TimeoutError):
        await practice.until(lambda: False, within=0.01)


async def test_every_subscriber_hears_each_change_in_order_until_it_leaves() -> None:
    changes = Changes()
    async with changes.subscription() as first, changes.subscription() as second:
        for ts in ("1", "2"):
            changes.publish(Change("posted", "C0DIGEST", ts))
        assert [first.get_nowait().ts for _ in range(2)] == ["1", "2"]
        assert second.qsize() == 2
    changes.publish(Change("posted", "C0DIGEST", "3"))
    assert first.empty()
