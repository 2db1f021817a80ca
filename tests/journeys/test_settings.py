# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A person says when and where to hear of things: nothing is lost, nothing comes twice, and nothing at night."""

from datetime import UTC, datetime

from bot.practice.person import Person
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import asks, form, in_thread, reads, sent, status, visited

EVENING = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)  # 20:30 in Berlin


async def settle(house: Running) -> None:
    """Let the office send what may go now; what waits for somebody stays."""
    for _ in range(40):
        await house.deliver()
        house.time.move(seconds=1)


async def choose(person: Person, **said: str) -> None:
    """Fill the settings form with the command, and save it."""
    await person.command("/ospo", "settings")
    labels = {
        "place": "Where do you want to hear",
        "from_": "Quiet from",
        "until": "Quiet until",
        "daily": "News of my requests",
    }
    for name, value in said.items():
        label = next(one for one in _labels(person) if one.startswith(labels[name]))
        await person.choose(label, value)
    await person.submit()


def _labels(person: Person) -> list[str]:
    return [block["label"]["text"] for block in form(person).blocks if block["type"] == "input"]


async def test_what_comes_at_night_waits_for_the_morning_and_holds_up_nobody_else(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await choose(dana, from_="20:00", until="08:00")
    house.time.move(seconds=EVENING.timestamp() - house.time.epoch())
    await contribute(dana, agreement="Not sure")
    await settle(house)
    assert reads(dana) == ""
    await omar.click(asks(house, "review by the OSPO"), "Decline")
    await omar.choose("Reason", "Rights in the code are not clear")
    await omar.type("What should the requester know?", "Not now.")
    await omar.submit()
    await settle(house)
    assert "declined" in omar.sees(house.card(1)).lower(), "the card goes on"
    assert reads(dana) == ""
    house.time.move(hours=12)
    await settle(house)
    told = dana.direct_messages()
    assert len(told) == 2, "the progress and the decision, once each"
    assert "Not now." in reads(dana)
    await settle(house)
    assert len(dana.direct_messages()) == 2


async def test_quiet_hours_that_are_taken_back_let_everything_go_at_once(house: Running) -> None:
    dana = house.person("dana")
    await choose(dana, from_="08:00", until="20:00")
    await contribute(dana, agreement="Not sure")
    await settle(house)
    assert reads(dana) == ""
    await dana.command("/ospo", "settings")
    for label in ("Quiet from", "Quiet until"):
        await dana.choose(label, None)
    await dana.submit()
    await sent(house)
    assert len(dana.direct_messages()) == 1


async def test_a_daily_digest_collects_what_asks_nothing_and_a_question_comes_alone(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await choose(dana, daily="14:00")
    for title in ("Fix one", "Fix two"):
        await contribute(dana, title, agreement="Not sure")
    await settle(house)
    assert reads(dana) == ""
    await omar.click(asks(house, "review by the OSPO"), "Ask requester")
    await omar.type("Your question", "Which project?")
    await omar.submit()
    await settle(house)
    assert [("Which project?" in dana.sees(one)) for one in dana.direct_messages()] == [True]
    house.time.move(hours=6)
    await settle(house)
    _, news = dana.direct_messages()
    words = dana.sees(news)
    assert "What has changed" in words
    assert "Fix one" in words
    assert "Fix two" in words
    house.time.move(days=1)
    await settle(house)
    assert len(dana.direct_messages()) == 2, "nothing has changed since"


async def test_a_requester_may_hear_of_it_in_the_thread_without_its_content(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await choose(dana, place="In the thread of its card")
    await contribute(dana, agreement="Not sure")
    await sent(house)
    assert reads(dana) == ""
    assert "@dana: OSPO-1 is in review, turn of" in in_thread(house)
    await omar.click(asks(house, "review by the OSPO"), "Decline")
    await omar.choose("Reason", "Rights in the code are not clear")
    await omar.type("What should the requester know?", "Not now.")
    await omar.submit()
    await sent(house)
    assert in_thread(house).count("@dana: OSPO-1 is declined") == 2, "the first line is edited, the decision is news"
    assert reads(dana) == ""
    assert "Not now." in await status(dana, "OSPO-1")


async def test_news_for_a_thread_whose_card_was_deleted_stands_under_the_new_card(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await choose(dana, place="In the thread of its card")
    await contribute(dana, agreement="Not sure")
    await sent(house)
    asked = asks(house, "review by the OSPO")
    house.practice.workspace.delete(house.card(1))
    await omar.click(asked, "Decline")
    await omar.choose("Reason", "Rights in the code are not clear")
    await omar.type("What should the requester know?", "Not now.")
    await omar.submit()
    await sent(house)
    assert "@dana: OSPO-1 is declined" in in_thread(house)


async def test_of_what_became_private_a_requester_hears_in_direct_messages_whatever_they_chose(house: Running) -> None:
    dana, sam = house.person("dana"), house.person("sam")
    await choose(dana, place="In the thread of its card")
    await contribute(dana, agreement="Not sure")
    await sent(house)
    await status(dana, "OSPO-1")
    await dana.click(dana.ephemerals(house.practice.workspace.direct_messages("U0DANA").id)[-1], "Edit")
    await dana.choose("Does any of this apply?", ["Fixes a vulnerability that is not public yet"])
    await dana.submit()
    await sent(house)
    [asked] = sam.messages("C0SECURITY")
    await sam.click(asked, "Ask requester")
    await sam.type("Your question", "PLANTED-QUESTION")
    await sam.submit()
    await sent(house)
    assert "PLANTED-QUESTION" in reads(dana)
    assert "PLANTED" not in in_thread(house)


async def test_settings_open_from_home_show_what_holds_and_refuse_half_a_night(house: Running) -> None:
    dana = house.person("dana")
    await choose(dana, from_="20:00", until="08:00")
    await dana.click(await visited(dana), "Settings")
    assert "20:00" in dana.sees(form(dana))
    assert "Europe/Berlin" in dana.sees(form(dana))
    await dana.choose("Quiet until", None)
    answer = await dana.submit()
    assert answer is not None
    assert "Quiet hours need both" in str(form(dana).errors)
