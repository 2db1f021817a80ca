# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Delivery when all is well: order, edits, threads, direct messages, and the budgets."""

import asyncio
from itertools import pairwise

from tests.support.delivering import ROOM, Desk, one_a_second, plain


async def test_notices_of_a_lane_appear_in_their_order(desk: Desk) -> None:
    await desk.queue(*(plain(f"m{n}@1") for n in range(5)))
    await desk.deliver()
    assert desk.texts() == ["m0@1", "m1@1", "m2@1", "m3@1", "m4@1"]


async def test_a_later_notice_edits_the_message_that_is_there(desk: Desk) -> None:
    await desk.queue(plain("card@1", "open"))
    await desk.drain()
    await desk.queue(plain("card@2", "decided"))
    assert await desk.drain() == 1
    assert desk.texts() == ["decided"]


async def test_unsent_notices_of_a_message_collapse_into_the_newest_at_the_place_of_the_first(desk: Desk) -> None:
    await desk.queue(plain("card@1", "first"), plain("note@1"), plain("card@2", "second"), plain("card@3", "third"))
    assert await desk.drain() == 2
    assert desk.texts() == ["third", "note@1"]
    assert desk.times("edited") == []


async def test_a_notice_with_a_known_key_is_sent_once(desk: Desk) -> None:
    await desk.queue(plain("card@1"))
    await desk.queue(plain("card@1"))
    await desk.deliver()
    await desk.queue(plain("card@1"))
    await desk.deliver()
    assert desk.texts() == ["card@1"]


async def test_what_belongs_to_a_thread_stands_in_it(desk: Desk) -> None:
    await desk.queue(plain("card@1"), plain("step@1", thread="card"))
    await desk.deliver()
    card, step = desk.messages()
    assert step.thread_ts == card.ts


async def test_a_root_that_comes_later_in_the_lane_goes_first(desk: Desk) -> None:
    await desk.queue(plain("step@1", thread="card"), plain("card@1"))
    await desk.deliver()
    card, step = desk.messages()
    assert (card.text, step.thread_ts) == ("card@1", card.ts)


async def test_direct_messages_are_opened_by_posting_and_edited_where_they_landed(desk: Desk) -> None:
    await desk.queue(plain("progress@1", "waiting", to="U0DANA"))
    await desk.drain()
    await desk.queue(plain("progress@2", "decided", to="U0DANA"))
    await desk.drain()
    assert desk.texts("D0DANA") == ["decided"]


async def test_a_post_says_of_itself_only_a_random_id(light_desk: Desk) -> None:
    await light_desk.queue(plain("card@1", lane="request-77"))
    await light_desk.drain()
    [card] = light_desk.messages()
    assert card.metadata is not None
    assert card.metadata["event_type"] == "ospo_notice"
    assert card.metadata["event_payload"].keys() == {"id"}
    assert len(card.metadata["event_payload"]["id"]) == 32
    assert "request-77" not in str(card.metadata)


async def test_no_channel_gets_more_than_one_post_a_second(desk: Desk) -> None:
    await desk.queue(*(plain(f"m{n}@1") for n in range(12)))
    await desk.deliver()
    posts = desk.times("posted", ROOM)
    assert len(posts) == 12
    assert all(later - earlier >= 1 for earlier, later in pairwise(posts))


async def test_many_lanes_share_the_one_post_a_second_of_a_channel(desk: Desk) -> None:
    await desk.queue(*(plain(f"m{n}@1", lane=f"lane-{n}") for n in range(30)))
    took = await desk.deliver()
    assert len(desk.texts()) == 30
    assert one_a_second(desk.times("posted", ROOM))
    assert took < 60
    assert desk.first.calls("chat.postMessage") == 30


async def test_a_busy_channel_does_not_hold_up_another(desk: Desk) -> None:
    await desk.queue(*(plain(f"m{n}@1", lane=f"lane-{n}") for n in range(40)))
    await desk.queue(plain("news@1", lane="other", to="C0DIGEST"))
    start = desk.time.epoch()
    await desk.deliver()
    assert desk.times("posted", "C0DIGEST")[0] - start < 20
    assert desk.times("posted", ROOM)[-1] - start >= 39


async def test_edits_stay_within_fifty_in_any_minute(desk: Desk) -> None:
    channels = ["C0REQUESTS", "C0DIGEST", "C0PARTNERS", "C0LEGAL", "C0SECURITY", "C0OSPO"]
    await desk.queue(*(plain(f"m{n}@1", lane=f"lane-{n}", to=channels[n % 6]) for n in range(120)))
    await desk.deliver()
    await desk.queue(*(plain(f"m{n}@2", lane=f"lane-{n}", to=channels[n % 6]) for n in range(120)))
    await desk.deliver()
    edits = desk.times("edited")
    assert len(edits) == 120
    assert max(sum(start <= at < start + 60 for at in edits) for start in edits) <= 50
    assert desk.first.calls("chat.update") == 120


async def test_two_workers_send_each_notice_once_in_order_and_share_the_budgets(desk: Desk) -> None:
    await desk.worker()
    batches = [[plain(f"m{lane}-{n}@1", lane=f"lane-{lane}") for lane in range(20)] for n in range(3)]
    for batch, first in zip(batches, [*desk.workers, None], strict=True):
        await desk.queue(*batch)
        if first is not None:  # of two that ask at once, one may take all that is due
            await first.delivery.drain()
        for _ in range(200):
            if not await desk.unsent():
                break
            await asyncio.gather(*(worker.delivery.drain() for worker in desk.workers))
            desk.time.move(seconds=0.5)
    assert sorted(desk.texts()) == sorted(notice.key for batch in batches for notice in batch)
    for lane in range(20):
        assert [t for t in desk.texts() if t.startswith(f"m{lane}-")] == [f"m{lane}-{n}@1" for n in range(3)]
    assert one_a_second(desk.times("posted", ROOM))
    assert all(worker.calls("chat.postMessage") for worker in desk.workers)


async def test_a_worker_that_runs_sends_what_is_queued_when_it_is_woken(desk: Desk) -> None:
    running = asyncio.create_task(desk.first.delivery.run())
    await desk.queue(plain("card@1"))
    desk.first.delivery.wake()
    await desk.practice.until(lambda: desk.texts() == ["card@1"])
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert not await desk.unsent()


async def test_the_gauges_say_what_waits_and_for_how_long(desk: Desk) -> None:
    await desk.queue(plain("card@1"), plain("gone@1", to="C0NOWHERE", lane="lane-2"))
    desk.time.move(seconds=30)
    await desk.first.delivery.measure()
    value = desk.first.metrics.registry.get_sample_value
    assert (value("ospo_notices", {"state": "waiting"}), value("ospo_oldest_notice_seconds")) == (2, 30)
    await desk.deliver()
    await desk.first.delivery.measure()
    assert (value("ospo_notices", {"state": "waiting"}), value("ospo_notices", {"state": "parked"})) == (0, 1)
    assert value("ospo_oldest_notice_seconds") == 0
