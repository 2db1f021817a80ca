# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Views of the practice workspace: triggers, the stack of modals, and hashes."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.practice import Practice
from tests.practice.conftest import Bench
from tests.support.practice_calls import MODAL, refusal


async def test_a_trigger_opens_one_view_within_three_seconds(bench: Bench, client: AsyncWebClient) -> None:
    grants = bench.practice.workspace.grants
    once = grants.trigger("U0DANA").id
    await client.views_open(trigger_id=once, view=MODAL)
    assert (await refusal(client.views_open(trigger_id=once, view=MODAL)))["error"] == "exchanged_trigger_id"

    late = grants.trigger("U0DANA").id
    bench.time.passed += 3.1
    assert (await refusal(client.views_open(trigger_id=late, view=MODAL)))["error"] == "expired_trigger_id"
    assert (await refusal(client.views_open(trigger_id="1.2", view=MODAL)))["error"] == "invalid_trigger_id"


async def test_an_invalid_view_does_not_use_up_its_trigger(client: AsyncWebClient, practice: Practice) -> None:
    trigger = practice.workspace.grants.trigger("U0DANA").id
    answer = await refusal(client.views_open(trigger_id=trigger, view=MODAL | {"blocks": [{"type": "section"}]}))
    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/blocks/0]" in answer["response_metadata"]["messages"][0]

    too_large = MODAL | {"blocks": [{"type": "divider", "block_id": "x" * 260_000}]}
    assert (await refusal(client.views_open(trigger_id=trigger, view=too_large)))["error"] == "view_too_large"
    assert (await client.views_open(trigger_id=trigger, view=MODAL))["ok"]


async def test_modals_stack_three_high_and_updates_carry_a_hash(client: AsyncWebClient, practice: Practice) -> None:
    grants = practice.workspace.grants
    root = (await client.views_open(trigger_id=grants.trigger("U0DANA").id, view=MODAL))["view"]
    for _ in range(2):
        top = practice.person("U0DANA").modals[-1]
        pushed = await client.views_push(trigger_id=grants.trigger("U0DANA", view=top.id).id, view=MODAL)
        assert (pushed["view"]["root_view_id"], pushed["view"]["previous_view_id"]) == (root["id"], top.id)
    fourth = client.views_push(trigger_id=grants.trigger("U0DANA", view=root["id"]).id, view=MODAL)
    assert (await refusal(fourth))["error"] == "push_limit_reached"

    updated = await client.views_update(view_id=root["id"], hash=root["hash"], view=MODAL)
    assert updated["view"]["hash"] != root["hash"]
    stale = client.views_update(view_id=root["id"], hash=root["hash"], view=MODAL)
    assert (await refusal(stale))["error"] == "hash_conflict"
    assert (await refusal(client.views_update(view_id="V0", view=MODAL)))["error"] == "not_found"
