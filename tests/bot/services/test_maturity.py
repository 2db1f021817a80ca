# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The maturity board in use: what is claimed counts once somebody else has looked, and nobody's act is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.maturity import Which
from storage.database import Database
from storage.people import Profile
from tests.support.maturing import DEVELOPER, LEGAL, OSPO, MaturityOffice
from tests.support.timing import SimulatedTime
from workflows.errors import FormProblems, Outsider
from workflows.maturity.boards import ItemState
from workflows.maturity.changes import Cause
from workflows.maturity.evidence import Evidence
from workflows.maturity.refusals import NoMaturityModel, NothingToConfirm

PRINCIPLES = Which("ospo", "principles")
UNITS = '\n[units.payments]\ntitle = "Payments"\nlead = "U0DEV"\n[units.web]\n'


@pytest.fixture
def timing() -> SimulatedTime:
    return SimulatedTime()


@pytest.fixture
async def office(migrated_url: str, tmp_path: Path, timing: SimulatedTime) -> AsyncIterator[MaturityOffice]:
    database = Database(migrated_url, now=timing.now)
    await database.start()
    yield MaturityOffice(database, tmp_path, timing, UNITS)
    await database.stop()


def shown(timing: SimulatedTime) -> Evidence:
    return Evidence(timing.now().date(), link="https://example.org/principles")


async def test_a_claim_counts_once_somebody_else_has_looked(office: MaturityOffice) -> None:
    seen = await office.maturity.claim(PRINCIPLES, shown(office.timing), by=OSPO)
    claim = seen.board.standing("principles")
    assert claim is not None
    assert claim.claim is not None
    office.timing.move(hours=1)
    seen = await office.maturity.confirm(PRINCIPLES, claim.claim.sequence, by=LEGAL)
    assert seen.board.scores[0].evidenced == 1
    assert (await office.maturity.seen(DEVELOPER)).board.scores == seen.board.scores
    now = office.timing.now()
    (change,) = await office.maturity.changes("T0US", now - timedelta(days=1), now)
    assert (change.item, change.cause) == ("principles", Cause.DONE)


async def test_of_two_who_settle_a_claim_at_once_one_is_told(office: MaturityOffice) -> None:
    seen = await office.maturity.claim(PRINCIPLES, shown(office.timing), by=OSPO)
    of = seen.board.sequence
    both = (
        office.maturity.confirm(PRINCIPLES, of, by=LEGAL),
        office.maturity.refuse(PRINCIPLES, of, "Out of date", by=OSPO),
        office.maturity.start(Which("ospo", "plan"), by=OSPO),
    )
    confirmed, refused, started = await asyncio.gather(*both, return_exceptions=True)
    assert isinstance(confirmed, NothingToConfirm) != isinstance(refused, NothingToConfirm)
    assert not isinstance(started, BaseException)
    states = {one.item.id: one.state for one in (await office.maturity.seen(OSPO)).board.standings}
    assert states["plan"] is ItemState.IN_PROGRESS
    assert states["principles"] in {ItemState.EVIDENCED, ItemState.IN_PROGRESS}


async def test_what_cannot_be_is_refused_and_nothing_is_kept(office: MaturityOffice) -> None:
    with pytest.raises(FormProblems) as refused:
        await office.maturity.claim(PRINCIPLES, Evidence(office.timing.now().date(), number=7), by=OSPO)
    assert set(refused.value.problems) == {"number"}
    with pytest.raises(FormProblems):
        await office.maturity.assign(PRINCIPLES, "U0BOT", by=OSPO)
    for model, unit in (("own", ""), ("engagement", "warehouse"), ("ospo", "web")):
        with pytest.raises(NoMaturityModel):
            await office.maturity.seen(OSPO, model, unit)
    async with office.database.reading() as tx:
        assert await tx.maturity.last("T0US") == 0


async def test_units_are_assessed_by_their_leads_and_shown_as_a_spread(office: MaturityOffice) -> None:
    of = Which("engagement", "known-use", "payments")
    seen = await office.maturity.claim(of, shown(office.timing), by=DEVELOPER)
    seen = await office.maturity.confirm(of, seen.board.sequence, by=OSPO)
    assert seen.spread is not None
    assert (seen.spread.below, seen.spread.unassessed, seen.spread.highest) == (("payments",), ("web",), None)
    assert [place.unit for place in seen.places] == ["", "payments", "web"]
    assert (await office.maturity.seen(OSPO)).board.scores[0].unknown == 4, "a unit's board is not the program's"


async def test_an_owner_claims_what_they_were_given(office: MaturityOffice) -> None:
    await office.maturity.assign(PRINCIPLES, "U0DEV", by=OSPO)
    await office.maturity.claim(PRINCIPLES, shown(office.timing), by=DEVELOPER)
    board = (await office.maturity.seen(OSPO)).board
    standing = board.standing("principles")
    assert standing is not None
    assert (standing.owner, standing.state) == ("U0DEV", ItemState.CLAIMED)


async def test_a_guest_of_a_group_is_nobody_whom_a_claim_could_ask(
    migrated_url: str, tmp_path: Path, timing: SimulatedTime
) -> None:
    database = Database(migrated_url, now=timing.now)
    await database.start()
    office = MaturityOffice(database, tmp_path, timing)
    file = office.folder / "organization.toml"
    file.write_text(
        file.read_text()
        .replace('["U0CTO"]', '["U0OSPO"]')
        .replace('["U0SECURITY"]', '["U0OSPO"]')
        .replace('["U0LEGAL"]', '["U0LEGAL"]\nallow_guests = true')
    )
    assert office.catalog.refresh()
    async with database.transaction() as tx:
        profile = Profile(is_bot=False, is_guest=True, is_outside=False, timezone="", refreshed_at=timing.now())
        await tx.people.put(LEGAL, profile)
    seen = await office.maturity.claim(PRINCIPLES, shown(timing), by=OSPO)
    assert await database.backlog.counts() == {}, "nobody is asked"
    seen = await office.maturity.confirm(PRINCIPLES, seen.board.sequence, by=OSPO)
    assert seen.board.scores[0].alone == 1
    with pytest.raises(Outsider):
        await office.maturity.seen(LEGAL)
    await database.stop()
