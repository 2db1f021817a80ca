# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Time reminds, escalates and never decides: across a clock change and a public holiday, each thing once."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.practice.messages import Message
from tests.support.asking import copied_code
from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import asks, buttons, in_thread, reads, said_in_thread, sent, status

#: Good Friday and Easter Monday 2027 (26 and 29 March) are holidays in Germany, and clocks go forward in between.
EASTER = """
[channels]
requests = "C0REQUESTS"
[calendar]
timezone = "Europe/Berlin"
holidays = "DE"
[groups.ospo]
members = ["U0OMAR", "U0PRIYA"]
[groups.legal]
members = ["U0LENA"]
lead = "U0TOMAS"
[[service_levels]]
group = "legal"
decision_days = 2
[reminders]
before_days = [1]
after_days = [0, 2]
lead_after_days = 1
ospo_after_days = 2
snoozes = 1
"""


async def at(house: Running, month: int, day: int, hour: int = 8, minute: int = 0) -> str:
    """Let it become that time of 2027 (UTC), with two ticks of the clock, and give what the thread gained."""
    before = in_thread(house)
    house.time.move(seconds=(datetime(2027, month, day, hour, minute, tzinfo=UTC) - house.time.now()).total_seconds())
    for _ in range(2):
        await house.office.reminders.tick()
    await sent(house)
    return in_thread(house).removeprefix(before)


def newest(house: Running) -> Message:
    """The newest message of the thread that everybody sees."""
    return [one for one in house.person("priya").thread(house.card(1)) if "OSPO-1" in one.text][-1]


async def test_time_reminds_and_escalates_once_each_across_a_holiday_and_a_clock_change(
    house_with: Callable[..., Awaitable[Running]],
) -> None:
    house = await house_with(EASTER)
    lena, tomas, omar = (house.person(name) for name in ("lena", "tomas", "omar"))
    await at_start(house)
    # Asked on Thursday at 10:00 in Berlin; Friday and Monday are holidays, so that it is due on Wednesday at 10:00.
    assert "decide by 2027-03-31" in in_thread(house)
    assert await at(house, 3, 29, 12, 0) == "", "nobody is reminded over Easter"
    first = await at(house, 3, 30, 8, 0)  # 10:00 in summer time, an hour less in UTC than on Thursday
    assert first.count("OSPO-1") == 1, "a first response and the date ahead come at once: one reminder"
    assert "needs a review by legal, due" in first.replace("*", "")
    reminder = newest(house)
    await omar.click(reminder, "Snooze")
    assert "Only legal can decide this step" in said_in_thread(house, "omar")
    await lena.click(reminder, "Snooze")
    assert "No reminder of this step of OSPO-1 before 2027-03-31" in said_in_thread(house, "lena")
    assert await at(house, 3, 31, 7, 59) == ""
    due = await at(house, 3, 31, 8, 1)
    assert "still needs a review by legal, overdue since" in due.replace("*", "")
    assert "Snooze" not in buttons(newest(house)), "once only, here"
    assert await at(house, 4, 1, 8, 1) == "", "the lead is told in a direct message"
    assert "OSPO-1 waits for legal, overdue since" in reads(tomas).replace("*", "")
    assert "parser" not in reads(tomas).lower(), "no title outside the channel"
    assert "OSPO-1" not in reads(omar)
    assert "still needs a review" in await at(house, 4, 2, 8, 1)
    assert "You are the OSPO: please see that it is decided" in reads(omar)
    assert await at(house, 6, 1, 8, 0) == "", "not again and again"
    assert "In review" in await status(lena, "OSPO-1"), "time never decides"


async def at_start(house: Running) -> None:
    """A request that only legal has to decide any more, asked on the Thursday before Easter."""
    house.time.move(seconds=(datetime(2027, 3, 25, 9, 0, tzinfo=UTC) - house.time.now()).total_seconds())
    await copied_code(house)
    await sent(house)
    await house.person("omar").click(asks(house, "the OSPO"), "Approve")
    await sent(house)


async def test_missed_ticks_are_made_up_for_by_one_reminder_and_no_burst(house: Running) -> None:
    lena = house.person("lena")
    await contribute(house.person("dana"), agreement="Not sure")
    await house.deliver()
    before = len(lena.thread(house.card(1)))
    house.time.move(days=30)
    for _ in range(3):
        await house.office.reminders.tick()
        await house.deliver()
    news = [lena.sees(one) for one in lena.thread(house.card(1))[before:]]
    assert len(news) == 2, "one for legal, one for the OSPO"
    assert any("@lena and @tomás" in one and "still needs a review by legal" in one for one in news)
    assert "In review" in lena.sees(house.card(1))
    late = next(one for one in lena.thread(house.card(1))[before:] if "by legal" in one.text)
    await lena.click(asks(house, "needs a review by legal."), "Approve")
    await lena.click(late, "Snooze")
    assert "was already approved for legal" in said_in_thread(house, "lena")
    await sent(house)
    there = [one for one in lena.thread(house.card(1))[before:] if "Snooze" in buttons(one)]
    assert all("the OSPO" in one.text for one in there), "what ended can be put off no more"
    assert sum("OSPO-1 does not wait here any more" in one.text for one in lena.thread(house.card(1))) == 1
