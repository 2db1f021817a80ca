# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Delivery of what tells of requests: from their newest state, to where they belong by now, and nowhere else."""

from bot.services.delivery import retry
from tests.support.delivering import ORGANIZATION, ROOM, WORKSPACE, Desk, plain
from tests.support.office import MONDAY, contribution, proposal, step
from workflows import lifecycle, notices
from workflows.people import Person
from workflows.request import Request
from workflows.staffing import Staff

DANA = Person(WORKSPACE, "U0DANA")
STAFF = Staff({"legal": frozenset({Person(WORKSPACE, "U0LENA")}), "security": frozenset({Person(WORKSPACE, "U0SAM")})})
TITLE = "Fix a typing error"


async def submitted(desk: Desk) -> Request:
    """Store a request that waits for legal, with its notices."""
    request = lifecycle.submit(
        contribution(), proposal(step("legal")), id="request-1", number=12, requester=DANA, now=MONDAY
    )
    async with desk.first.database.transaction() as tx:
        await tx.requests.add(request, view_id="V1", user=DANA.id)
        await tx.events.append(request)
        await tx.outbox.add(*notices.after(request, None, desk.organization, STAFF))
    return await stored(desk)


async def changed(desk: Desk, after: Request) -> Request:
    """Store a change of the request, with its notices."""
    before = await stored(desk)
    async with desk.first.database.transaction() as tx:
        await tx.requests.save(after)
        await tx.outbox.add(*notices.after(after, before, desk.organization, STAFF))
    return await stored(desk)


async def stored(desk: Desk) -> Request:
    async with desk.first.database.reading() as tx:
        return await tx.requests.get(WORKSPACE, 12)


def made_private(request: Request) -> Request:
    """The request as if a revision had moved it to the private lane."""
    route = request.route.model_copy(update={"outcome": "private", "lane": "private"})
    return request.model_copy(update={"route": route, "steps": (step("security"),), "happened": ()})


async def test_a_card_that_could_not_be_sent_in_time_shows_the_newest_state_at_once(desk: Desk) -> None:
    request = await submitted(desk)
    await changed(desk, lifecycle.withdraw(request, by=DANA, now=MONDAY))
    await desk.deliver()
    card = desk.messages()[0]
    assert "withdrawn" in card.text.lower()
    assert desk.times("edited") == []
    assert not any(block["type"] == "actions" for block in card.blocks)


async def test_the_steps_stand_in_the_thread_of_the_card_and_the_requester_has_a_message(desk: Desk) -> None:
    await submitted(desk)
    await desk.deliver()
    card, asked = desk.messages()
    assert asked.thread_ts == card.ts
    assert len(desk.messages("D0DANA")) == 1


async def test_what_was_never_shown_in_the_open_is_not_begun_there_once_a_request_is_private(desk: Desk) -> None:
    request = await submitted(desk)
    await changed(desk, made_private(request))
    await desk.deliver()
    assert desk.messages() == []
    assert len(desk.messages("C0SECURITY")) == 1
    assert (await desk.problems(), desk.messages("C0OSPO")) == ({}, [])
    assert TITLE not in str([desk.messages(f"C0{name}") for name in ("DIGEST", "PARTNERS", "LEGAL", "OSPO", "GENERAL")])


async def test_what_stands_in_the_open_says_no_more_than_the_number_once_a_request_is_private(desk: Desk) -> None:
    request = await submitted(desk)
    await desk.deliver()
    assert TITLE in str(desk.messages())
    await changed(desk, made_private(request))
    await desk.deliver()
    assert len(desk.messages()) == 2
    assert TITLE not in str(desk.messages())


async def test_the_card_of_a_request_that_is_not_in_the_database_is_parked_with_why(light_desk: Desk) -> None:
    await light_desk.queue(plain("card:gone@1", template="card", request_id="gone"))
    await light_desk.deliver()
    assert "not in the database any more" in (await light_desk.problems())["card:gone@1"]


async def test_a_card_goes_where_cards_go_by_the_time_it_is_sent(light_desk: Desk) -> None:
    desk = light_desk
    desk.reconfigure(ORGANIZATION.replace(ROOM, "C0WRONG"))
    await submitted(desk)
    await desk.deliver()
    assert "request-1" in str(await desk.problems())
    desk.reconfigure(ORGANIZATION)
    await retry(desk.first.database)
    await desk.deliver()
    assert len(desk.messages()) == 2
    assert await desk.problems() == {}
