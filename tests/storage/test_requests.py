# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests in the record: stored once, changed by one, found by those whose turn it is."""

import asyncio
from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import Conflict, DuplicateForm
from tests.support.records import AUTHOR, START, WORKSPACE, a_notice, a_request, approved, stored
from workflows.errors import UnknownRequest
from workflows.events import verify
from workflows.people import Person
from workflows.queue import EVERYTHING
from workflows.request import State


async def test_a_request_comes_back_as_it_was_stored(database: Database) -> None:
    request = a_request(1)
    found = await stored(database, request)
    assert found == request.model_copy(update={"version": 1, "happened": ()})


async def test_an_unknown_number_is_refused_with_the_sentence_for_people(database: Database) -> None:
    async with database.reading() as tx:
        with pytest.raises(UnknownRequest, match="no request OSPO-7 that you can see"):
            await tx.requests.get(WORKSPACE, 7)
        with pytest.raises(UnknownRequest):
            await tx.requests.by_id("nowhere")


async def test_requests_of_another_workspace_are_not_found(database: Database) -> None:
    await stored(database, a_request(1))
    async with database.reading() as tx:
        with pytest.raises(UnknownRequest):
            await tx.requests.get("T0OTHER", 1)


async def test_a_change_is_stored_as_the_next_version_with_its_event(database: Database) -> None:
    await stored(database, a_request(1))
    async with database.transaction() as tx:
        after = approved(await tx.requests.get(WORKSPACE, 1))
        await tx.requests.save(after)
        await tx.events.append(after)
    async with database.reading() as tx:
        found = await tx.requests.get(WORKSPACE, 1)
        events = await tx.events.chain(found.id)
    assert (found.state, found.version) == (State.APPROVED, 2)
    assert [event.kind for event in events] == ["submitted", "reviewed", "decided"]
    assert verify(events).problem == ""


async def test_of_two_changes_of_one_version_the_second_is_a_conflict_and_leaves_nothing(database: Database) -> None:
    before = await stored(database, a_request(1))
    async with database.transaction() as tx:
        await tx.requests.save(approved(before))
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await tx.requests.save(before.model_copy(update={"title": "too late"}))
    async with database.reading() as tx:
        assert (await tx.requests.get(WORKSPACE, 1)).title == "Fix the parser"


async def test_a_unit_that_was_overtaken_stores_nothing_at_all(database: Database) -> None:
    before = await stored(database, a_request(1))

    async def overtaken() -> None:
        async with database.transaction() as slow:
            read = await slow.requests.get(WORKSPACE, 1)
            async with database.transaction() as quick:
                await quick.requests.save(await quick.requests.get(WORKSPACE, 1))
            await slow.requests.save(approved(read))
            await slow.events.append(approved(read))
            await slow.outbox.add(a_notice("card@3"))

    with pytest.raises(Conflict):
        await overtaken()
    async with database.reading() as tx:
        assert (await tx.requests.get(WORKSPACE, 1)).state is State.IN_REVIEW
        assert len(await tx.events.chain(before.id)) == 1
    assert await database.backlog.counts() == {}


async def test_of_many_changes_at_once_exactly_one_wins(database: Database) -> None:
    before = await stored(database, a_request(1))

    async def change(number: int) -> int:
        try:
            async with database.transaction() as tx:
                changed = approved(before).model_copy(update={"title": str(number)})
                await tx.requests.save(changed)
                await tx.events.append(changed)
        except Conflict:
            return 0
        return 1

    assert sum(await asyncio.gather(*(change(number) for number in range(20)))) == 1
    async with database.reading() as tx:
        assert verify(await tx.events.chain(before.id)).events == 3


async def test_the_same_form_makes_one_request_and_the_second_gets_its_number(database: Database) -> None:
    await stored(database, a_request(41), view_id="V1")
    with pytest.raises(DuplicateForm) as refused:
        await stored(database, a_request(42), view_id="V1")
    assert refused.value.number == 41
    await stored(database, a_request(43, requester=Person(WORKSPACE, "U0OTHER")), view_id="V1")
    await stored(database, a_request(44), view_id=None)
    await stored(database, a_request(45), view_id=None)


async def test_the_same_form_sent_many_times_at_once_makes_one_request(database: Database) -> None:
    async def submit(number: int) -> int:
        try:
            return (await stored(database, a_request(number), view_id="V1")).number
        except DuplicateForm as duplicate:
            return duplicate.number

    assert len(set(await asyncio.gather(*(submit(number) for number in range(1, 21))))) == 1


async def test_a_number_that_is_taken_is_a_conflict(database: Database) -> None:
    await stored(database, a_request(1))
    with pytest.raises(Conflict):
        await stored(database, a_request(1))


async def test_numbers_are_unique_and_rise_when_many_ask_at_once(database: Database) -> None:
    one = [await database.next_number(WORKSPACE) for _ in range(3)]
    many = await asyncio.gather(*(database.next_number(WORKSPACE) for _ in range(200)))
    assert one == [1, 2, 3]
    assert sorted(many) == list(range(4, 204))
    assert await database.next_number("T0OTHER") == 1


async def test_two_hundred_units_at_once_are_all_there(database: Database) -> None:
    async def submit(view: int) -> None:
        number = await database.next_number(WORKSPACE)
        async with database.transaction() as tx:
            request = a_request(number)
            await tx.requests.add(request, view_id=f"V{view}", user=AUTHOR.id)
            await tx.events.append(request)
            await tx.outbox.add(*(a_notice(f"{kind}:{number}@1", lane=request.id) for kind in "abc"))

    await asyncio.gather(*(submit(view) for view in range(200)))
    async with database.reading() as tx:
        found, total = await tx.queues.waiting_for(
            Person(WORKSPACE, "U0LEGAL"), ["legal"], EVERYTHING, now=START, rows=300
        )
    assert total == len(found) == 200
    assert (await database.backlog.counts())["waiting"].count == 600


async def test_an_error_in_the_block_leaves_nothing_behind(database: Database) -> None:
    async def fails() -> None:
        async with database.transaction() as tx:
            await tx.requests.add(a_request(1), view_id=None, user=AUTHOR.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    async with database.reading() as tx:
        assert await tx.requests.of_requester(AUTHOR, 5) == []


async def test_a_unit_that_only_reads_refuses_to_write(database: Database) -> None:
    async with database.reading() as tx:
        with pytest.raises(RuntimeError, match="only reads"):
            await tx.outbox.add(a_notice("card@1"))


async def test_events_need_a_request_that_is_stored_with_them(database: Database) -> None:
    async with database.transaction() as tx:
        with pytest.raises(RuntimeError, match="added or saved before"):
            await tx.events.append(a_request(1))


async def test_the_last_answers_of_a_person_and_of_a_project_are_found(database: Database) -> None:
    other = Person(WORKSPACE, "U0OTHER")
    await stored(database, a_request(1, answers={"repository": "https://example.org/Parser.git", "n": 1}))
    await stored(database, a_request(2, answers={"repository": "https://example.org/parser", "n": 2}, requester=other))
    private = a_request(3).route.model_copy(update={"outcome": "private"})
    await stored(database, a_request(3, route=private))
    async with database.reading() as tx:
        own = await tx.requests.last_answers(other, "contribution")
        project = await tx.requests.last_for_project(WORKSPACE, "contribution", "example.org/parser")
        assert own == project == {"repository": "https://example.org/parser", "n": 2}
        assert await tx.requests.last_answers(other, "release") is None
        assert await tx.requests.last_for_project(WORKSPACE, "contribution", "example.org/other") is None
        assert [one.number for one in await tx.requests.of_requester(AUTHOR, 5)] == [3, 1]


async def test_approvals_of_a_project_are_counted(database: Database) -> None:
    await stored(database, approved(a_request(1)))
    await stored(database, a_request(2))
    async with database.reading() as tx:
        assert await tx.requests.approved_for_project(WORKSPACE, "contribution", "example.org/parser") == 1


async def test_requests_to_which_time_does_something_are_found_in_order_until_they_are_wound_on(
    database: Database,
) -> None:
    for number, days in ((1, 3), (2, 1), (3, 9)):
        await stored(database, a_request(number, tick_at=START + timedelta(days=days)))
    await stored(database, approved(a_request(4)))
    now = START + timedelta(days=3)
    async with database.transaction() as tx:
        assert await tx.requests.to_tick(now, 9) == [(WORKSPACE, 2), (WORKSPACE, 1)]
        assert await tx.requests.to_tick(now, 1) == [(WORKSPACE, 2)]
        assert await tx.requests.to_tick(now, 9, 1) == [(WORKSPACE, 1)]
        await tx.requests.wind(await tx.requests.get(WORKSPACE, 2), START + timedelta(days=4))
        await tx.requests.wind(await tx.requests.get(WORKSPACE, 1), None)
    async with database.reading() as tx:
        assert await tx.requests.to_tick(now, 9) == []
        assert await tx.requests.to_tick(START + timedelta(days=99), 9) == [(WORKSPACE, 2), (WORKSPACE, 3)]
        assert (await tx.requests.get(WORKSPACE, 2)).version == 1, "nothing of the request has changed"


async def test_every_request_is_read_once_in_pages_by_workspace_and_number(database: Database) -> None:
    for number in (3, 1, 2):
        await stored(database, a_request(number))
    other = a_request(1, workspace="T1OTHER", requester=Person("T1OTHER", "U0AUTHOR"))
    await stored(database, other)
    seen: list[tuple[str, int]] = []
    last = None
    while True:
        async with database.reading() as tx:
            page = await tx.requests.page(last, 2)
        if not page:
            break
        seen += [(one.workspace, one.number) for one in page]
        last = page[-1]
    assert seen == [("T0TEST", 1), ("T0TEST", 2), ("T0TEST", 3), ("T1OTHER", 1)]
