# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Digests reach their channel once, whoever ticks and whatever breaks; a preview and a trial reach one person alone."""

import asyncio
from pathlib import Path

import pytest

from bot.catalog import load_catalog
from bot.practice.messages import Message
from bot.practice.person import Person
from bot.services.delivery.undelivered import retry_parked
from tests.support.asking import copied_code
from tests.support.granting import without_scope
from tests.support.organization import organization
from tests.support.records import run as run_statement
from tests.support.running import Running
from tests.support.walking import answered, reads, sent

HERE, DIGESTS = "C0GENERAL", "C0DIGEST"
PLAN = f'\n[digests.maturity]\nchannel = "{DIGESTS}"\ntimezone = "Europe/Berlin"\n'


@pytest.fixture(autouse=True)
async def _without_pictures(house: Running) -> None:
    """Pictures take a second each and have journeys of their own."""
    await without_scope(house, "files:write")


async def ticked(house: Running) -> int:
    """Let the clock look for digests, and send what it finds."""
    made = await house.office.digests.send_due(house.office.workspace)
    await sent(house)
    return made


async def monday(house: Running) -> None:
    """From the Tuesday on which a journey begins to the next Monday, a minute past nine in Berlin."""
    await ticked(house)
    house.time.move(days=5, hours=23, minutes=1)


def posted(house: Running) -> list[Message]:
    """The posts in the channel for digests."""
    return [one for one in house.person("omar").messages(DIGESTS) if not one.is_reply]


def in_its_thread(house: Running, post: Message) -> str:
    omar = house.person("omar")
    return "\n".join(omar.sees(one) for one in omar.thread(post) if one.ts != post.ts)


async def list_of(person: Person) -> str:
    await person.command("/ospo", "digest", channel=HERE)
    return answered(person, HERE)


async def test_a_digest_comes_once_whoever_ticks_and_tells_its_figures_in_the_thread(house: Running) -> None:
    omar = house.person("omar")
    await copied_code(house)
    await monday(house)
    made = await asyncio.gather(*(house.office.digests.send_due(house.office.workspace) for _ in range(5)))
    assert sum(made) == 1
    await sent(house)
    assert await ticked(house) == 0
    [post] = posted(house)
    assert "1 open" in omar.sees(post)
    assert "OSPO-1" in in_its_thread(house, post)
    assert "Last: 2026-W49" in await list_of(omar)
    house.time.move(days=7)
    assert await ticked(house) == 1
    assert len(posted(house)) == 2


async def test_the_first_digest_of_an_empty_office_says_how_to_begin(house: Running) -> None:
    await monday(house)
    await ticked(house)
    [post] = posted(house)
    assert "How to begin" in house.person("dana").sees(post)


async def test_a_preview_is_seen_by_who_asked_alone_and_uses_nothing_up(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    await copied_code(house)
    await ticked(house)
    await omar.command("/ospo", "digest preview", channel=HERE)
    shown = "\n".join(omar.sees(one) for one in omar.ephemerals(HERE))
    assert "*A preview* for #oss-digest, for you alone." in shown
    assert "1 open" in shown
    assert "OSPO-1" in shown, "the thread is shown too"
    await list_of(omar)
    await omar.click(omar.ephemerals(HERE)[-1], "Preview")
    assert len(omar.ephemerals(HERE)) == 5
    await dana.command("/ospo", "digest preview maturity", channel=HERE)
    assert "Only the OSPO can say that" in answered(dana, HERE)
    await omar.command("/ospo", "digest preview nothing", channel=HERE)
    assert "No digest is planned under that name" in answered(omar, HERE)
    await omar.command("/ospo", "digest everything", channel=HERE)
    assert "`/ospo digest preview maturity`" in answered(omar, HERE)
    assert posted(house) == []
    await monday(house)
    assert await ticked(house) == 1


async def test_a_trial_goes_to_who_asked_and_the_next_digest_tells_all_of_it_again(house: Running) -> None:
    omar = house.person("omar")
    await copied_code(house)
    await ticked(house)
    await list_of(omar)
    await omar.click(omar.ephemerals(HERE)[-1], "Send me a trial")
    assert "is on its way to you" in answered(omar, HERE)
    await sent(house)
    assert "*A trial*, for you alone" in reads(omar)
    assert "1 open" in reads(omar)
    assert posted(house) == []
    assert "Last: none yet" in await list_of(omar)
    await monday(house)
    await ticked(house)
    assert "1 came in" in in_its_thread(house, posted(house)[0])


async def test_a_digest_that_rests_is_not_made_up_for_but_its_time_is_told(house: Running) -> None:
    omar = house.person("omar")
    await ticked(house)
    await list_of(omar)
    await omar.click(omar.ephemerals(HERE)[-1], "Pause")
    await monday(house)
    await copied_code(house)
    assert await ticked(house) == 0
    await list_of(omar)
    await omar.click(omar.ephemerals(HERE)[-1], "Resume")
    house.time.move(hours=1)
    assert await ticked(house) == 0
    house.time.move(days=7)
    assert await ticked(house) == 1
    assert "1 came in" in in_its_thread(house, posted(house)[0])


@pytest.mark.parametrize("meanwhile", [PLAN + "paused = true\n", ""], ids=["paused", "left out"])
async def test_a_digest_that_rested_in_the_files_is_not_made_up_for_either(
    house: Running, tmp_path: Path, meanwhile: str
) -> None:
    async def say(files: str) -> None:
        loaded = load_catalog(organization(tmp_path / "files", files)).catalog
        assert loaded is not None
        house.office.catalog.current = loaded
        await ticked(house)

    await say(PLAN)
    await monday(house)
    assert await ticked(house) == 1
    await say(meanwhile)
    house.time.move(days=9)
    await say(meanwhile)
    await say(PLAN)
    assert len(posted(house)) == 1
    house.time.move(days=5)
    assert await ticked(house) == 1


async def test_a_digest_that_cannot_be_posted_is_kept_and_follows_its_schedule_to_another_channel(
    house: Running,
) -> None:
    omar, channels = house.person("omar"), house.practice.workspace.channels
    await monday(house)
    channels[DIGESTS].archived = True
    await ticked(house)
    assert "Channel C0DIGEST is archived" in "\n".join(omar.sees(one) for one in omar.messages("C0OSPO"))
    assert "Not there yet: Channel C0DIGEST is archived." in await list_of(omar)
    await omar.click(omar.ephemerals(HERE)[-1], "Change…")
    await omar.choose("Channel", "C0OSPO")
    await omar.submit()
    await sent(house)
    assert sum("How to begin" in omar.sees(one) for one in omar.messages("C0OSPO")) == 1
    assert "Not there yet" not in await list_of(omar)
    assert await ticked(house) == 0


async def test_a_digest_that_is_due_comes_though_its_channel_is_changed_just_then(house: Running) -> None:
    omar = house.person("omar")
    await monday(house)
    await list_of(omar)
    await omar.click(omar.ephemerals(HERE)[-1], "Change…")
    await omar.choose("Channel", "C0OSPO")
    await omar.submit()
    assert await ticked(house) == 1
    assert sum("How to begin" in omar.sees(one) for one in omar.messages("C0OSPO")) == 1


async def test_what_was_missed_comes_once_and_late(house: Running) -> None:
    await monday(house)
    house.time.move(days=17)
    assert await ticked(house) == 1
    assert await ticked(house) == 0
    assert len(posted(house)) == 1


async def test_a_digest_that_an_older_version_stored_and_nobody_can_read_any_more_stops_none(house: Running) -> None:
    await monday(house)
    await ticked(house)
    run_statement(house.office.settings.database_url, "UPDATE digest_runs SET document = '{}'")
    house.time.move(days=7)
    assert await ticked(house) == 1
    assert len(posted(house)) == 2


async def test_no_digest_is_posted_where_another_company_reads_by_now(house: Running) -> None:
    omar, channels = house.person("omar"), house.practice.workspace.channels
    await monday(house)
    channels[DIGESTS].shared = True
    await ticked(house)
    assert posted(house) == []
    assert "Another company reads channel C0DIGEST too" in "\n".join(omar.sees(one) for one in omar.messages("C0OSPO"))
    channels[DIGESTS].shared = False
    await retry_parked(house.office.database)
    await sent(house)
    assert len(posted(house)) == 1
