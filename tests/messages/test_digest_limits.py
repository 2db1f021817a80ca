# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever the figures, digests are messages that Slack takes, short, and tell of nobody and of nothing titled."""

import json
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.blockkit import problems
from messages.blocks import MESSAGE_CHARACTERS, MESSAGE_TEXT, Message
from messages.digests import monthly, weekly, weekly_thread
from messages.text import size
from tests.messages.samples import NASTY
from tests.support.digests import FIGURES, PROGRESS, ZONE
from workflows.digests.document import (
    ItemDue,
    NextStep,
    Progress,
    StageLine,
)
from workflows.digests.monthly import summarise_for_executives
from workflows.digests.progress import progress_of
from workflows.digests.storing import json_of
from workflows.digests.weekly import summarise
from workflows.figures import (
    AgeBand,
    Aged,
    Count,
    Holder,
    Lapsing,
    PersonFigures,
    ProgramFigures,
    QueueFigures,
    Share,
    Times,
    Week,
)
from workflows.maturity.boards import Board, Claim, ItemState, Standing
from workflows.maturity.changes import Cause, Change
from workflows.maturity.evidence import Evidence
from workflows.maturity.models import Item, MaturityModel, Stage
from workflows.organization import Group, Organization, Program
from workflows.program import Goal

UNTIL = datetime(2026, 11, 23, 8, tzinfo=UTC)
NUMBERS = st.sampled_from((0, 1, 4, 5, 12, 1_000_000))
TEXTS = st.sampled_from(("legal", NASTY, "x" * 400, "ü" * 300, ""))


def _figures(number: int, text: str, rows: int) -> ProgramFigures:
    """Figures that are all of one number, with so many rows in each list as may be, all of one name."""
    times = Times(number, number or None, number or None)
    share = Share(number // 2, number)
    counts = (Count(text, number),) * rows
    return ProgramFigures(
        UNTIL - timedelta(days=7 if rows % 2 else 400),
        UNTIL,
        QueueFigures(
            *(UNTIL, number, number // 2, number, number),
            by_state=counts,
            waiting_on=(Holder(text, number, number // 2),) * rows,
            oldest=(Aged(number, number),) * min(rows, 5),
        ),
        ages=(AgeBand(30, number),),
        arrivals=number,
        decisions=number,
        at_once=number // 2,
        outcomes=counts,
        wall=times,
        working=times,
        in_time=share,
        revised=share,
        lapsing=Lapsing(number, (number,) * min(rows, 5)),
        kinds=counts,
        licenses=counts,
        trend=(Week(UNTIL, UNTIL, number, number, number, times),) * min(rows, 12),
    )


def _progress(number: int, text: str, rows: int) -> Progress:
    line = StageLine("s", text, number // 2, number, number, lost=number)
    return Progress(
        text,
        "v",
        (line,) * rows,
        stage="s" if rows % 2 else "",
        stage_before="" if rows % 3 else "gone",
        changes=tuple(Change("one", text, "s", text, cause, text) for cause in Cause) * rows,
        next_step=NextStep("one", text, text),
        going_stale=(ItemDue("one", text, UNTIL.date()),) * rows,
        unseen=number == 0,
    )


def _goals(number: int, text: str, rows: int) -> tuple[Goal, ...]:
    days = (None, UNTIL.date() - timedelta(days=3), UNTIL.date() + timedelta(days=number % 99))
    return (
        tuple(Goal(text=text[:200] or "-", owner=text, due=due, done=done) for due in days for done in (False, True))
        * rows
    )


DRAWN = st.tuples(NUMBERS, TEXTS, st.sampled_from((0, 1, 2, 40)))
OFFICE = Organization(program=Program(name=NASTY * 5), groups={"legal": Group(title="L" * 300), "ospo": Group()})
PEOPLE = {"legal": frozenset("a"), "ospo": frozenset("abcdef"), NASTY: frozenset()}


def _taken(told: Message) -> None:
    assert not problems("message", dict(told)), problems("message", dict(told))
    assert told["text"]
    assert size(told["text"]) <= MESSAGE_TEXT
    assert "<!channel>" not in told["text"]
    assert size(json.dumps(told["blocks"], ensure_ascii=False)) <= MESSAGE_CHARACTERS
    assert not [one for one in told["blocks"] if "mrkdwn" in json.dumps(one) and "<!channel>" in json.dumps(one)]


@settings(max_examples=25)
@given(DRAWN, DRAWN, st.booleans())
def test_any_week_is_a_post_of_at_most_eight_lines_and_a_thread(
    happened: tuple[int, str, int], stands: tuple[int, str, int], without_model: bool
) -> None:
    figures, office = _figures(*happened), OFFICE.model_copy(update={"goals": _goals(*stands)})
    last = summarise(figures, OFFICE, zone=ZONE) if without_model else None
    people = [PersonFigures(f"U{n}", n) for n in range(stands[2])]
    progress = None if without_model else _progress(*stands)
    told = summarise(figures, office, zone=ZONE, progress=progress, last=last, people=people)
    _, lines = weekly.post_lines(told, OFFICE, {})
    assert len(lines) <= 7
    _taken(weekly.post(told, OFFICE, {}))
    _taken(weekly_thread.thread(told, OFFICE, {}))
    assert "\n" not in "".join(str(one) for one in lines)


@settings(max_examples=25)
@given(DRAWN, DRAWN, st.booleans())
def test_any_month_is_a_message_for_executives(
    happened: tuple[int, str, int], stands: tuple[int, str, int], without_model: bool
) -> None:
    progress = None if without_model else _progress(*stands)
    told = summarise_for_executives(_figures(*happened), PEOPLE, zone=ZONE, progress=progress, goals=_goals(*stands))
    assert len(told.risks) <= 3
    _taken(monthly.post(told, OFFICE))
    _taken(monthly.thread(told))


SECRET_PERSON, SECRET = "U0SECRET", "SECRET"
ITEM = Item(id="values", text="Say what we stand for")
MODEL = MaturityModel(name="own", title="Own", stages=(Stage(name="pre", title="Pre-stage", items=(ITEM,)),))


def _board(state: ItemState) -> Board:
    evidence = Evidence(
        date(2026, 6, 1), f"https://{SECRET}.example", 7, SECRET, by=SECRET_PERSON, confirmed_by=SECRET_PERSON
    )
    claim = Claim(1, SECRET_PERSON, UNTIL, evidence, SECRET)
    standing = Standing(
        ITEM, MODEL.stages[0], state, UNTIL, SECRET_PERSON, None, evidence, UNTIL, claim, SECRET, UNTIL, UNTIL
    )
    return Board(MODEL, UNTIL, (standing,))


@given(st.sampled_from(ItemState), st.sampled_from(ItemState))
def test_neither_people_nor_what_they_wrote_as_evidence_are_in_a_digest(before: ItemState, after: ItemState) -> None:
    progress = progress_of(_board(before), _board(after), ZONE)
    told = summarise(FIGURES, OFFICE, zone=ZONE, progress=progress)
    month = summarise_for_executives(FIGURES, {"legal": frozenset({SECRET_PERSON})}, zone=ZONE, progress=progress)
    shown = (weekly.post(told, OFFICE, {}), weekly_thread.thread(told, OFFICE, {}), monthly.post(month, OFFICE))
    assert SECRET not in json.dumps(shown)
    assert SECRET not in repr((told, month))


def test_executives_get_no_number_of_a_request_and_no_breakdown() -> None:
    month = summarise_for_executives(FIGURES, PEOPLE, zone=ZONE, progress=PROGRESS)
    stored = json.loads(json_of(month))
    assert stored["figures"]["queue"]["waiting_on"] == stored["figures"]["queue"]["oldest"] == []
    assert stored["figures"]["kinds"] == stored["figures"]["licenses"] == stored["figures"]["petals"] == []
    assert "OSPO-" not in json.dumps([monthly.post(month, OFFICE), monthly.thread(month)])
