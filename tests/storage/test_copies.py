# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Clearances, and the copies of what Slack told: groups, people, installations."""

from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import Conflict
from storage.groups import GroupCopy
from storage.people import Profile
from tests.support.records import AUTHOR, START, WORKSPACE, a_request, approved
from workflows.clearance import Clearance, clearance_of
from workflows.known import Register
from workflows.people import Person
from workflows.scope import Scope

PROJECT = "example.org/parser"


async def cleared(database: Database, number: int, **changes: object) -> Clearance:
    """Store an approved request with the clearance that it gives."""
    request = approved(a_request(number))
    clearance = clearance_of(request)
    assert clearance is not None
    clearance = clearance.model_copy(update=changes)
    async with database.transaction() as tx:
        await tx.requests.add(request, view_id=None, user=AUTHOR.id)
        await tx.events.append(request)
        await tx.clearances.add(clearance)
    return clearance


async def test_a_clearance_comes_back_as_it_was_given(database: Database) -> None:
    given = await cleared(database, 1)
    async with database.reading() as tx:
        assert await tx.clearances.for_project(WORKSPACE, "contribution", PROJECT) == [given]
        assert await tx.clearances.for_project(WORKSPACE, "contribution", "example.org/other") == []


async def test_standing_clearances_hold_from_their_first_to_their_last_instant(database: Database) -> None:
    await cleared(database, 1)
    standing = await cleared(database, 2, standing=True)
    until = standing.valid_until
    async with database.reading() as tx:
        for on, found in (
            (START - timedelta(seconds=1), []),
            (START, [standing]),
            (until - timedelta(microseconds=1), [standing]),
            (until, []),
        ):
            assert await tx.clearances.standing_for(WORKSPACE, PROJECT, on) == found


async def test_a_clearance_that_was_ended_holds_no_more_and_keeps_its_reason(database: Database) -> None:
    given = await cleared(database, 1, standing=True)
    ended_at = START + timedelta(days=1)
    async with database.transaction() as tx:
        await tx.clearances.end(given.request_id, at=ended_at, because="The license changed.")
    async with database.transaction() as tx:
        await tx.clearances.end(given.request_id, at=ended_at + timedelta(days=1), because="Too late.")
    async with database.reading() as tx:
        [found] = await tx.clearances.for_project(WORKSPACE, "contribution", PROJECT)
        assert (found.ended_at, found.ended_because) == (ended_at, "The license changed.")
        assert await tx.clearances.standing_for(WORKSPACE, PROJECT, START) == []


async def test_a_request_gives_one_clearance(database: Database) -> None:
    given = await cleared(database, 1)

    async def again() -> None:
        async with database.transaction() as tx:
            await tx.clearances.add(given)

    with pytest.raises(Conflict):
        await again()


async def test_the_register_knows_first_contributions_agreements_and_standing_clearances(database: Database) -> None:
    scope = Scope(PROJECT, "MIT", "dco")

    async def register(**changes: str) -> Register:
        async with database.reading() as tx:
            return await tx.clearances.register(WORKSPACE, "contribution", scope._replace(**changes), on=START)

    assert await register(project="") == Register()
    assert await register() == Register(first_contribution=True, precleared=False, known_agreement=False)
    await cleared(database, 1, license="MIT", agreement="dco")
    assert await register() == Register(first_contribution=False, precleared=False, known_agreement=True)
    await cleared(database, 2, license="MIT", agreement="dco", standing=True)
    assert await register() == Register(first_contribution=False, precleared=True, known_agreement=True)
    assert await register(license="GPL-3.0-only") == Register(False, False, True)
    assert await register(agreement="cla") == Register(False, False, False)


async def test_the_newest_copy_of_a_user_group_counts(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.groups.put(WORKSPACE, GroupCopy("S0LEGAL", ("U1", "U2"), START))
        await tx.groups.put(WORKSPACE, GroupCopy("S0OSPO", (), START))
        await tx.groups.put("T0OTHER", GroupCopy("S0LEGAL", ("U9",), START))
    newer = GroupCopy("S0LEGAL", ("U2", "U3"), START + timedelta(minutes=5))
    async with database.transaction() as tx:
        await tx.groups.put(WORKSPACE, newer)
        await tx.groups.drop(WORKSPACE, "S0OSPO")
    async with database.reading() as tx:
        assert await tx.groups.copies(WORKSPACE) == [newer]


async def test_what_slack_told_of_a_person_is_kept_by_workspace(database: Database) -> None:
    person = Person(WORKSPACE, "U1")
    profile = Profile(is_bot=False, is_guest=True, is_outside=False, timezone="Europe/Berlin", refreshed_at=START)
    async with database.transaction() as tx:
        await tx.people.put(
            person, Profile(is_bot=True, is_guest=False, is_outside=False, timezone="", refreshed_at=START)
        )
    async with database.transaction() as tx:
        await tx.people.put(person, profile)
    async with database.reading() as tx:
        assert await tx.people.profile(person) == profile
        assert await tx.people.profile(Person("T0OTHER", "U1")) is None


async def test_who_we_are_is_remembered_for_a_token_that_is_not_stored(database: Database) -> None:
    identity = (WORKSPACE, "", "B0BOT", "U0BOT")
    async with database.transaction() as tx:
        await tx.installations.put("xoxb-secret", identity, START)
    async with database.reading() as tx:
        assert await tx.installations.get("xoxb-secret") == identity
        assert await tx.installations.get("xoxb-other") is None


async def test_the_register_and_the_domain_agree_on_what_a_clearance_covers(database: Database) -> None:
    scope = Scope(PROJECT, "MIT", "dco")
    day = timedelta(days=1)
    changes: tuple[dict[str, object], ...] = (
        {"standing": False},
        {"license": "GPL-3.0-only"},
        {"agreement": "cla"},
        {"valid_from": START + 2 * day},
        {"valid_until": START + day},
        {"ended_at": START},
    )
    for number, change in enumerate(changes, 1):
        await cleared(database, number, **({"standing": True, "license": "MIT", "agreement": "dco"} | change))
    await cleared(database, 9, standing=True, license="MIT", agreement="dco", valid_from=START + 3 * day)
    async with database.reading() as tx:
        given = await tx.clearances.for_project(WORKSPACE, "contribution", PROJECT)
        for days in (-1, 0, 1, 2, 3, 89, 90):
            on = START + days * day
            register = await tx.clearances.register(WORKSPACE, "contribution", scope, on=on)
            assert register.precleared == any(one.covers(license="MIT", agreement="dco", on=on) for one in given), days
