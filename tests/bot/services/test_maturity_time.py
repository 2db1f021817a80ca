# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What time does to the maturity board, once however many processes run: figures, one question a week, new models."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.services.maturity import Which
from storage.database import Database
from storage.people import Profile
from tests.support.maturing import LEGAL, OSPO, MaturityOffice
from tests.support.records import WORKSPACE, a_request, approved, stored
from tests.support.timing import SimulatedTime
from workflows.absence import Absence
from workflows.maturity.boards import ItemState
from workflows.maturity.changes import Cause
from workflows.maturity.entries import Act, Entry
from workflows.maturity.evidence import Evidence, Origin
from workflows.maturity.facts import COUNTS
from workflows.people import Person

TRAINING = Which("ospo", "training")
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
async def office(migrated_url: str, tmp_path: Path) -> AsyncIterator[MaturityOffice]:
    timing = SimulatedTime()
    database = Database(migrated_url, now=timing.now)
    await database.start()
    yield MaturityOffice(database, tmp_path, timing)
    await database.stop()


async def log(office: MaturityOffice, act: Act) -> list[Entry]:
    async with office.database.reading() as tx:
        return [one for one in await tx.maturity.entries("T0US", "ospo") if one.act is act]


async def trained(office: MaturityOffice) -> None:
    shown = Evidence(office.timing.now().date(), link="https://example.org/course", people=12)
    seen = await office.maturity.claim(TRAINING, shown, by=OSPO)
    await office.maturity.confirm(TRAINING, seen.board.sequence, by=LEGAL)


async def state(office: MaturityOffice, item: str) -> ItemState:
    standing = (await office.maturity.seen(OSPO)).board.standing(item)
    assert standing is not None
    return standing.state


async def test_figures_show_an_item_once_and_lose_it_when_they_hold_no_more(office: MaturityOffice) -> None:
    await trained(office)
    await asyncio.gather(*(office.another_clock().tick("T0US") for _ in range(3)))
    assert [one.item for one in await log(office, Act.FACTS)] == ["training"], "the others have no figures to show"
    standing = (await office.maturity.seen(OSPO)).board.standing("training")
    assert standing is not None
    assert standing.counts
    assert standing.evidence is not None
    assert standing.evidence.origin is Origin.FACTS
    assert standing.evidence.proof is not None
    assert standing.evidence.proof.value == 12
    office.timing.move(days=6)
    await office.clock.tick("T0US")
    assert len(await log(office, Act.FACTS)) == 1, "figures that hold are noted anew once a week"
    office.timing.move(days=360)
    before = office.timing.now()
    await office.clock.tick("T0US")
    assert await state(office, "training") is ItemState.STALE
    (change,) = await office.maturity.changes("T0US", before - 365 * DAY, office.timing.now())
    assert (change.cause, change.item) == (Cause.EXPIRED, "training")


async def test_a_training_that_is_taken_back_shows_nothing_any_more(office: MaturityOffice) -> None:
    await trained(office)
    await office.clock.tick("T0US")
    await office.maturity.reopen(TRAINING, "It was another company's", by=OSPO)
    office.timing.move(days=1)
    await office.clock.tick("T0US")
    assert await state(office, "training") is ItemState.IN_PROGRESS


async def test_an_edited_model_is_noted_once_and_leaves_the_past_as_it_was(office: MaturityOffice) -> None:
    await asyncio.gather(*(office.another_clock().tick("T0US") for _ in range(3)))
    then = office.timing.now()
    office.timing.move(days=7)
    folder = office.folder / "maturity"
    folder.mkdir()
    (folder / "ospo.toml").write_text('remove = ["governance"]\n[[edit]]\nid = "plan"\nstage = "stage-1"\n')
    assert office.catalog.refresh()
    await asyncio.gather(*(office.another_clock().tick("T0US") for _ in range(3)))
    assert len(await log(office, Act.MODEL)) == 2
    past = await office.maturity.board("T0US", then)
    assert past is not None
    assert len(past.standings) == 19
    told = await office.maturity.changes("T0US", then, office.timing.now())
    assert [(one.item, one.cause) for one in told] == [("plan", Cause.RESCOPED), ("governance", Cause.REMOVED)]


async def test_one_owner_is_asked_once_a_week_and_not_of_the_same_again(office: MaturityOffice) -> None:
    for item in ("principles", "plan"):
        await office.maturity.assign(Which("ospo", item), "U0DEV", by=OSPO)
    office.timing.move(weeks=5)  # what was looked at lately is not asked of
    asked = list[str]()
    for _ in range(9):
        await asyncio.gather(*(office.another_clock().ask_weekly("T0US") for _ in range(3)))
        office.timing.move(days=1)
        await office.clock.ask_weekly("T0US")
        asked = [one.item for one in await log(office, Act.ASKED)]
        office.timing.move(days=6)
    assert asked == ["principles", "plan", "principles"], "after eight weeks the first is asked of anew"


async def test_another_model_is_no_second_question_in_a_week(office: MaturityOffice) -> None:
    await office.maturity.assign(Which("ospo", "plan"), "U0DEV", by=OSPO)
    file = office.folder / "organization.toml"
    ospo = file.read_text()
    (office.folder / "maturity").mkdir()
    (office.folder / "maturity" / "ours.toml").write_text('extends = "ospo"')
    file.write_text(f'{ospo}\n[maturity]\nmodel = "ours"\n')
    assert office.catalog.refresh()
    await office.maturity.assign(Which("ours", "plan"), "U0DEV", by=OSPO)
    office.timing.move(weeks=5)
    assert await office.clock.ask_weekly("T0US")
    file.write_text(ospo)
    assert office.catalog.refresh()
    assert not await office.clock.ask_weekly("T0US")
    office.timing.move(weeks=1)
    assert await office.clock.ask_weekly("T0US")


async def test_who_has_left_is_not_asked(office: MaturityOffice) -> None:
    await office.maturity.assign(Which("ospo", "plan"), "U0DEV", by=OSPO)
    office.timing.move(weeks=5)
    async with office.database.transaction() as tx:
        left = Profile(is_bot=False, is_guest=False, is_outside=True, timezone="", refreshed_at=office.timing.now())
        await tx.people.put(Person("T0US", "U0DEV"), left)
    office.people.forget()
    assert not await office.clock.ask_weekly("T0US")


async def test_nobody_is_asked_at_night_or_while_away(office: MaturityOffice) -> None:
    await office.maturity.assign(Which("ospo", "plan"), "U0DEV", by=OSPO)
    office.timing.move(weeks=5, hours=12)
    assert not await office.clock.ask_weekly("T0US")
    office.timing.move(hours=12)
    async with office.database.transaction() as tx:
        await tx.absences.put(Absence(Person("T0US", "U0DEV"), date(2027, 2, 1)))
    office.people.forget()
    assert not await office.clock.ask_weekly("T0US")
    office.timing.move(weeks=6)
    office.people.forget()
    assert await office.clock.ask_weekly("T0US")


async def test_an_item_is_shown_by_requests_of_the_record_and_lost_when_they_are_too_long_ago(
    office: MaturityOffice,
) -> None:
    folder = office.folder / "maturity"
    folder.mkdir()
    rule = 'id = "incentives"\nevidence = { fact = "contributions_cleared", at_least = 1, days = 30 }'
    (folder / "ospo.toml").write_text(f"[[edit]]\n{rule}\n")
    assert office.catalog.refresh()
    request = await stored(office.database, a_request(1))
    async with office.database.transaction() as tx:
        after = approved(request)
        await tx.requests.save(after)
        await tx.events.append(after)
    await office.clock.tick(WORKSPACE)
    board = await office.maturity.board(WORKSPACE)
    assert board is not None
    shown = board.standing("incentives")
    assert shown is not None
    assert shown.counts
    assert shown.evidence is not None
    assert shown.evidence.proof is not None
    assert (shown.evidence.proof.value, shown.evidence.proof.query) == (1, COUNTS["contributions_cleared"])
    office.timing.move(days=31)
    await office.clock.tick(WORKSPACE)
    board = await office.maturity.board(WORKSPACE)
    assert board is not None
    lost = board.standing("incentives")
    assert lost is not None
    assert (lost.state, lost.until) == (ItemState.STALE, office.timing.now())
