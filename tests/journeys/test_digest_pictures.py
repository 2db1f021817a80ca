# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The pictures of a digest: uploaded once, shown in its one post, and never what a digest has to wait for."""

from typing import Any

import pytest

from bot.practice.faults import Fault
from bot.practice.messages import Message
from tests.support.asking import copied_code
from tests.support.databases import ONE_DATABASE
from tests.support.granting import without_scope
from tests.support.running import Running
from tests.support.walking import sent

DIGESTS = "C0DIGEST"


@pytest.fixture
async def due(house: Running) -> Running:
    """An office with a request of today, whose digest is made as soon as the clock ticks."""
    await house.office.digests.send_due(house.office.workspace)
    house.time.move(days=5, hours=22, minutes=1)
    await copied_code(house)
    house.time.move(hours=1)
    return house


async def the_post(house: Running) -> Message:
    """The post of the digest once it is sent: there is exactly one."""
    await house.office.digests.send_due(house.office.workspace)
    await sent(house)
    [post] = [one for one in house.person("omar").messages(DIGESTS) if not one.is_reply]
    return post


def pictures_in(*messages: Message) -> list[dict[str, Any]]:
    return [block for message in messages for block in message.blocks if block["type"] == "image"]


def thread_of(house: Running, post: Message) -> list[Message]:
    return [one for one in house.person("omar").thread(post) if one.ts != post.ts]


def uploads(house: Running) -> int:
    return sum(one.name == "files.completeUploadExternal" for one in house.practice.traffic.last)


async def test_a_digest_shows_its_pictures_with_their_numbers_and_uploads_them_once(due: Running) -> None:
    due.practice.faults.add(Fault("chat.postMessage", "server_error", channel=DIGESTS))
    post = await the_post(due)
    due.time.move(minutes=1)
    await sent(due)
    [picture], others = pictures_in(await the_post(due)), pictures_in(*thread_of(due, post))
    shown = [one["slack_file"]["id"] for one in (picture, *others)]
    files = due.practice.workspace.files
    assert len(shown) == len(set(shown)) == len(files)
    assert all((files[one].content or b"").startswith(b"\x89PNG") for one in shown)
    assert uploads(due) == 1
    told = "\n".join(due.person("omar").sees(one) for one in thread_of(due, post))
    assert "How long open requests have waited: less than 2 days 1; 2 to 6 days 0;" in told
    assert all("Less than 2 days: 1." in one["alt_text"] for one in others if "waited" in one["alt_text"])


@ONE_DATABASE
@pytest.mark.parametrize("seconds, shown", [(20, 1), (600, 0)])
async def test_a_post_waits_a_while_for_slack_to_process_its_picture_and_then_goes_without(
    due: Running, seconds: int, shown: int
) -> None:
    due.practice.faults.add(Fault("file-processing", "slow", times=9, seconds=seconds))
    began = due.time.now()
    post = await the_post(due)
    assert len(pictures_in(post)) == shown
    assert post.blocks[0]["type"] == "rich_text", "the layout stays"
    assert 0 < (due.time.now() - began).total_seconds() < 90


async def test_without_the_scope_for_files_the_numbers_go_alone(due: Running) -> None:
    await without_scope(due, "files:write")
    post = await the_post(due)
    thread = thread_of(due, post)
    assert pictures_in(post, *thread) == []
    assert not due.practice.workspace.files
    assert "less than 2 days 1" in "\n".join(due.person("omar").sees(one) for one in thread)


@ONE_DATABASE
async def test_an_upload_that_slack_refuses_holds_up_nothing(due: Running) -> None:
    due.practice.faults.add(Fault("files.completeUploadExternal", "error", error="file_upload_size_restricted"))
    post = await the_post(due)
    assert pictures_in(post, *thread_of(due, post)) == []
    assert thread_of(due, post)
