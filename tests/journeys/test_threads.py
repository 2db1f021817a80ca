# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Discussion in a request's thread, kept with its record where the organization wants that, and only there."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.practice.messages import Message
from bot.practice.person import Person
from tests.support.any_kind import the_request
from tests.support.asking import TWO_PEOPLE, copied_code
from tests.support.questions import question
from tests.support.running import Running
from tests.support.tables import dumped
from tests.support.walking import REQUESTS, asks, broken, in_thread, sent
from workflows.events import Event

NewHouse = Callable[..., Awaitable[Running]]
ON = TWO_PEOPLE + "[threads]\nsync = true\n"
HEARD = {"message.channels", "message.groups"}


async def kept(house_with: NewHouse, organization: str = ON) -> Running:
    """An office that hears messages in channels, with one open request."""
    house = await house_with(organization)
    house.practice.events.subscribed |= HEARD
    await copied_code(house)
    await sent(house)
    return house


async def discussed(house: Running) -> list[Event]:
    request = await the_request(house.office)
    async with house.office.database.reading() as tx:
        return [one for one in await tx.events.chain(request.id) if one.kind.startswith("discuss")]


async def replied(house: Running, name: str, text: str) -> Message:
    message = await house.person(name).write(REQUESTS, text, thread_ts=house.card(1).ts)
    await sent(house)
    return message


async def changed(house: Running, message: Message, text: str) -> None:
    message.text = text
    house.practice.workspace.edit(message, message.user)
    await house.practice.settled()


async def test_what_is_said_edited_and_deleted_in_the_thread_is_kept_once(house_with: NewHouse) -> None:
    house = await kept(house_with)
    message = await replied(house, "priya", "I wrote half of it")
    await changed(house, message, "I wrote a part of it")
    house.practice.workspace.delete(message)
    await house.practice.settled()
    await house.person("priya").write(REQUESTS, "PLANTED-ELSEWHERE")
    await house.person("priya").write("C0GENERAL", "PLANTED-ELSEWHERE")
    found = await discussed(house)
    assert [one.kind for one in found] == ["discussed", "discussion_edited", "discussion_deleted"]
    assert [one.private["text"][1] for one in found[:2]] == ["I wrote half of it", "I wrote a part of it"]
    assert found[0].private["actor"][1] == "U0PRIYA"
    assert "PLANTED-ELSEWHERE" not in await asyncio.to_thread(dumped, house.office.settings.database_url)
    assert (await house.office.database.verify()).problems == []


async def test_a_reply_of_the_requester_is_the_answer_only_with_a_click(house_with: NewHouse) -> None:
    house = await kept(house_with)
    lena, dana = house.person("lena"), house.person("dana")
    await lena.click(asks(house, "by legal"), "Ask requester")
    await lena.type("Your question", "Where is it from?")
    await lena.submit()
    await sent(house)
    await replied(house, "priya", "Not from me")
    assert not offered(dana)
    message = await replied(house, "dana", "From an old project")
    [offer] = offered(dana)
    assert (await the_request(house.office)).questions[0].answer == ""
    await changed(house, message, "From our own old project")
    await dana.click(offer, "Use as my answer")
    await sent(house)
    assert (await the_request(house.office)).questions[0].answer == "From our own old project"
    assert "From our own old project" in in_thread(house)


async def test_nothing_is_kept_unless_it_is_switched_on(house_with: NewHouse) -> None:
    house = await kept(house_with, TWO_PEOPLE)
    await replied(house, "priya", "PLANTED-REPLY")
    assert await discussed(house) == []
    assert "PLANTED-REPLY" not in await asyncio.to_thread(dumped, house.office.settings.database_url)


async def test_nothing_is_kept_of_a_thread_in_a_group_s_room(house_with: NewHouse) -> None:
    house = await kept(house_with, ON.replace('["U0LENA"]', '["U0LENA"]\nchannel = "C0LEGAL"'))
    await question(house)
    lena = house.person("lena")
    asked = next(one for one in lena.messages("C0LEGAL") if "OSPO-2" in one.text)
    await lena.write("C0LEGAL", "PLANTED-REPLY", thread_ts=asked.ts)
    await sent(house)
    assert "PLANTED-REPLY" not in await asyncio.to_thread(dumped, house.office.settings.database_url)


async def test_where_the_bot_may_not_read_it_says_so_once(house_with: NewHouse) -> None:
    house = await kept(house_with)
    for _ in range(2):
        broken(house, "conversations.history", "error", error="missing_scope")
        await house.office.threads.check(house.office.workspace)
        await sent(house)
    assert in_thread(house).count("is not kept with the record") == 1


def offered(person: Person) -> list[Message]:
    return [one for one in person.direct_messages() if "Is this your answer" in one.text]
