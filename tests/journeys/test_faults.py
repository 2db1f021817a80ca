# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Slack, the database or the office itself failing in the middle of the story: nothing is lost, nothing is doubled."""

import asyncio
import contextlib
import itertools
import re
import socket
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from bot.bootstrap import build_office
from bot.practice.faults import FaultKind
from bot.running import web_application
from storage.errors import StorageError
from tests.support.asking import REPOSITORY, copied_code
from tests.support.filling import contribute, fill
from tests.support.running import Running, practice_ready, put_away
from tests.support.serving import served
from tests.support.walking import REQUESTS, answered, asks, broken, form, in_form, reads, said_in_thread, sent, status

#: How every other call of delivery fails, and from which on.
FAILING: tuple[tuple[FaultKind, int], ...] = (
    ("rate_limited", 1),
    ("server_error", 2),
    ("dropped", 1),
    ("lost_answer", 1),
    ("lost_answer", 2),
)


async def story(house: Running, number: int) -> None:
    """A question, an answer and two approvals: everything that delivery has to bring into order."""
    dana, lena, omar = house.person("dana"), house.person("lena"), house.person("omar")
    await copied_code(house, repository=f"https://github.com/example/project-{number}")
    await sent(house)
    await lena.click(asks(house, "legal", number), "Ask requester")
    await lena.type("Your question", "Who wrote it?")
    await lena.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")
    await dana.type("Your answer", "A university.")
    await dana.submit()
    await sent(house)
    await lena.click(asks(house, "legal", number), "Approve")
    await omar.click(asks(house, "the OSPO", number), "Approve")
    await sent(house)


def visible(house: Running, number: int) -> list[str]:
    """What stands in the card's thread and in the requester's direct messages about a request, oldest first."""
    dana, omar = house.person("dana"), house.person("omar")
    card = house.card(number)
    said = [card.text, *(one.text for one in omar.thread(card))]
    said += [one.text for one in dana.direct_messages() if re.search(rf"OSPO-{number}\b", one.text)]
    return [re.sub(rf"OSPO-{number}\b", "OSPO-N", one) for one in said]


async def test_whatever_call_of_slack_fails_every_message_is_visible_once_and_in_order(house: Running) -> None:
    await story(house, 1)
    expected = visible(house, 1)
    for number, (kind, first) in enumerate(FAILING, 2):
        house.time.move(minutes=2)
        for call in range(first, first + 40, 2):
            broken(house, "chat.postMessage", kind, from_call=call, seconds=3)
            broken(house, "chat.update", kind, from_call=call, seconds=3)
        await story(house, number)
        assert visible(house, number) == expected, (kind, first)
        house.practice.faults.clear()
    assert await problems(house) == []


async def problems(house: Running) -> list[str]:
    """Why notices were given up."""
    return [one.problem for one in await house.office.database.backlog.stuck()]


async def test_when_looking_fails_too_a_lost_answer_still_makes_no_second_message(house: Running) -> None:
    broken(house, "chat.postMessage", "lost_answer", times=2)
    broken(house, "conversations.history", "server_error", times=3)
    broken(house, "conversations.replies", "rate_limited", times=2, seconds=2)
    await story(house, 1)
    assert len(house.person("omar").messages(REQUESTS)) == 1
    assert Counter(visible(house, 1)).most_common(1)[0][1] == 1


async def test_an_hour_without_slack_delays_everything_and_loses_nothing(house: Running) -> None:
    dana, priya, omar = house.person("dana"), house.person("priya"), house.person("omar")
    broken(house, "chat.postMessage", "dropped", times=10_000)
    broken(house, "chat.update", "dropped", times=10_000)
    await contribute(dana, "Parser")
    await contribute(priya, "Lexer", "https://github.com/example/lexer")
    for _ in range(60):
        await house.deliver()
        house.time.move(minutes=1)
    assert omar.messages(REQUESTS) == []
    await omar.command("/ospo", "queue")
    assert "Waiting for you (2)" in answered(omar)
    house.practice.faults.clear()
    await sent(house)
    assert [("Parser" in omar.sees(one), "Lexer" in omar.sees(one)) for one in omar.messages(REQUESTS)] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )
    assert len(dana.direct_messages()) == len(priya.direct_messages()) == 1


async def test_a_token_that_slack_refuses_stops_sending_until_it_is_taken_again(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    broken(house, "chat.postMessage", "error", times=3, error="token_revoked")
    await contribute(dana)
    await sent(house)
    assert len(omar.messages(REQUESTS)) == len(omar.thread(house.card(1))) == 1
    assert len(dana.direct_messages()) == 1


async def test_a_form_that_slack_opens_no_more_is_said_to_the_person(house: Running) -> None:
    dana = house.person("dana")
    broken(house, "views.open", "error", error="expired_trigger_id")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    assert dana.modal is None
    assert "please try once more" in answered(dana, "C0GENERAL")
    await copied_code(house)
    await sent(house)
    lena = house.person("lena")
    broken(house, "views.open", "error", error="expired_trigger_id")
    await lena.click(asks(house, "legal"), "Decline")
    assert "please try once more" in said_in_thread(house, "lena")
    assert lena.troubles == []


@pytest.mark.parametrize("kind", ["server_error", "dropped", "rate_limited"])
async def test_when_slack_cannot_open_a_form_the_person_gets_a_reference(house: Running, kind: FaultKind) -> None:
    dana = house.person("dana")
    broken(house, "views.open", kind)
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    assert "tell the OSPO this reference" in answered(dana, "C0GENERAL")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    assert "Repository" in in_form(dana)


async def test_a_database_that_is_away_keeps_the_form_open_with_a_reference_and_then_takes_it(
    house: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")

    async def away(*_: object, **__: object) -> None:
        raise StorageError("the database is away")

    with monkeypatch.context() as broken_database:
        broken_database.setattr(house.office.database, "next_number", away)
        await dana.submit()
    assert "tell the OSPO this reference" in in_form(dana)
    assert "Fix the parser" in str(form(dana).state)
    await dana.submit()
    assert dana.modal is None
    assert "Fix the parser" in await status(dana, "OSPO-1")


async def test_a_form_opens_even_when_what_was_answered_last_time_cannot_be_read(
    house: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    dana = house.person("dana")

    async def away(*_: object, **__: object) -> None:
        raise StorageError("the database is away")

    with monkeypatch.context() as broken_database:
        broken_database.setattr(house.office.requests.drafts, "started", away)
        await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    assert REPOSITORY in str(form(dana).state)
    await fill(dana, "Fix the parser")
    await dana.submit()
    assert dana.modal is None


async def test_an_event_that_failed_is_delivered_again_by_slack_and_answered_once(
    house: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    dana = house.person("dana")
    real, calls = house.office.upkeep.say, itertools.count()

    async def sometimes(*arguments: object, **named: object) -> None:
        if next(calls) == 0:
            raise StorageError("the database is away")
        await real(*arguments, **named)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(house.office.upkeep, "say", sometimes)
    await dana.write("", "hello")
    await asyncio.gather(*house.practice._running)  # the deliveries that Slack tries again
    await sent(house)
    assert "/ospo" in reads(dana)
    assert len([one for one in dana.direct_messages() if one.user == "U0OSPOBOT"]) == 1


async def test_a_restart_between_submitting_and_approving_changes_nothing(house: Running) -> None:
    dana, lena, omar = house.person("dana"), house.person("lena"), house.person("omar")
    await copied_code(house)
    async with restarted(house):
        await sent(house)
        await lena.click(asks(house, "legal"), "Approve")
        async with restarted(house):
            await omar.click(asks(house, "the OSPO"), "Approve")
            await sent(house)
            assert "is approved" in dana.direct_messages()[-1].text
            assert len(dana.direct_messages()) == 2
            assert len(omar.messages(REQUESTS)) == 1
            await contribute(dana, "Another")
            assert "OSPO-2" in await status(dana)


async def test_a_form_that_was_open_during_a_restart_can_still_be_submitted(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(dana, "Fix the parser")
    async with restarted(house):
        await dana.submit()
        assert dana.modal is None
        assert "Fix the parser" in await status(dana, "OSPO-1")


@contextlib.asynccontextmanager
async def restarted(house: Running) -> AsyncIterator[None]:
    """Put the office away, and serve a new one on the same database at another address while the block runs."""
    await put_away(house.office)
    office = await build_office(house.office.settings, timing=house.time)
    await office.database.start()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        async with served(web_application(office, works=False), listening):
            house.practice.sending.http.request_url = f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"
            house.office = office
            await practice_ready(office)
            yield
