# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as some

from workflows.fields import Field, Option
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.register import Dated, Register
from workflows.registers.reminding import due_reminders, next_tick

ZONE = ZoneInfo("Europe/Berlin")
DAY = date(2027, 3, 1)
REGISTER = Register(
    name="duties",
    title="Duties",
    one="duty",
    about="What is owed.",
    petal="legal",
    fields=(Field(name="due", label="Due", type="date", required=False),),
    dates=(Dated(field="due", remind_days=(30, 0), text="report it"),),
)
ENTRY = Entry(
    workspace="T1",
    register="duties",
    name="one",
    content=Content(title="One", review_on=DAY, values={"due": "2027-06-01"}),
    state=EntryState.PUBLISHED,
    owner=Person("T1", "U1"),
    version=3,
)


def nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


def told(since: date, until: date) -> list[tuple[str, int]]:
    return [(one.about, one.days) for one in due_reminders(ENTRY, REGISTER, nine(since), nine(until), ZONE)]


def test_a_review_is_told_two_weeks_before_on_the_day_and_every_two_weeks_after() -> None:
    ticks, at = [], nine(date(2027, 1, 1))
    for _ in range(4):
        at = next_tick(ENTRY, replace_dates(), at, ZONE) or at
        ticks.append((at.date() - DAY).days)
    assert ticks == [-14, 0, 14, 28]


def replace_dates() -> Register:
    return REGISTER.model_copy(update={"dates": ()})


def test_the_days_of_a_register_are_told_before_they_come() -> None:
    assert told(date(2027, 5, 1), date(2027, 5, 2)) == [("due", 30)]
    assert ("due", 0) in told(date(2027, 5, 31), date(2027, 6, 1))


def test_after_an_outage_of_months_each_day_is_told_once() -> None:
    assert told(date(2027, 1, 1), date(2027, 12, 1)) == [("review_on", -266), ("due", 0)]


def test_what_nobody_reads_or_nobody_took_over_yet_is_never_told() -> None:
    for quiet in (replace(ENTRY, state=EntryState.RETIRED), replace(ENTRY, version=0)):
        assert next_tick(quiet, REGISTER, nine(DAY), ZONE) is None
        assert due_reminders(quiet, REGISTER, nine(date(2026, 1, 1)), nine(date(2028, 1, 1)), ZONE) == ()


@settings(max_examples=30)
@given(some.integers(0, 3 * 365 * 24 * 60))
def test_the_next_tick_is_when_something_is_due_and_nothing_is_due_before(minutes: int) -> None:
    after = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    tick = next_tick(ENTRY, REGISTER, after, ZONE)
    assert tick is not None
    assert tick > after
    assert due_reminders(ENTRY, REGISTER, after, tick, ZONE)
    assert not due_reminders(ENTRY, REGISTER, after, tick - timedelta(seconds=1), ZONE)


def test_what_is_done_is_reminded_of_no_more_and_others_are_told_beside_the_owner() -> None:
    options = (Option(value="open", label="Open"), Option(value="done", label="Done"))
    status = Field(name="status", label="Status", type="choice", options=options, default="open")
    dated = Dated(field="due", remind_days=(30,), only_when={"status": ("open",)}, also=("legal",))
    register = REGISTER.model_copy(update={"fields": (*REGISTER.fields, status), "dates": (dated,)})

    def reminders(status: str, state: EntryState = EntryState.PUBLISHED) -> list[tuple[str, ...]]:
        content = replace(ENTRY.content, review_on=None, values={"due": "2027-06-01", "status": status})
        entry = replace(ENTRY, content=content, state=state)
        found = due_reminders(entry, register, nine(date(2027, 5, 1)), nine(date(2027, 5, 3)), ZONE)
        return [one.also for one in found]

    assert reminders("open") == [("legal",)]
    assert reminders("open", EntryState.DRAFT) == [("legal",)], "a day comes nearer also while the text is written"
    assert reminders("done") == []
    assert reminders("open", EntryState.RETIRED) == []
