# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Charts say the same as their words and their tables, whatever the figures, and are not made of too few."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from messages.blocks import ALT_TEXT
from messages.charts.backlog import backlog
from messages.charts.chart import FONT, INNER, LARGE, SMALL, Chart
from messages.charts.flower import flower
from messages.charts.lettering import width, wrapped
from messages.charts.stages import stages
from messages.charts.weeks import flow, times
from workflows.digests.document import Progress, StageLine
from workflows.figures import AGES, AgeBand, Petal, Times, Week, weeks_until

BERLIN = ZoneInfo("Europe/Berlin")
INSTANTS = weeks_until(datetime(2026, 11, 2, 8, tzinfo=UTC), BERLIN)  # a week of them has a change of the clock
counts = some.integers(0, 400)
titles = some.text("aMi -·Ä中", min_size=1, max_size=60).filter(str.strip)
stage_lines = some.builds(
    StageLine, name=some.just("s"), title=titles, target=some.integers(0, 9), evidenced=counts, alone=counts,
    claimed=counts, in_progress=counts, lost=counts, not_started=counts, unknown=counts, not_applicable=counts,
)  # fmt: skip
timings = some.one_of(
    some.builds(Times, some.integers(0, 4)),
    some.tuples(some.integers(5, 90), counts, counts).map(lambda of: Times(of[0], of[1], of[1] + of[2] * 60)),
)
trends = some.lists(some.tuples(counts, counts, timings), min_size=12, max_size=12).map(
    lambda weeks: [
        Week(since, until, came, decided, decided // 2, took)
        for since, until, (came, decided, took) in zip(INSTANTS, INSTANTS[1:], weeks, strict=False)
    ]
)


def data(chart: Chart) -> Iterator[dict[str, Any]]:
    for one in chart.spec["layer"]:
        yield from one["data"]["values"]


def texts(thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, dict):
        for name, one in thing.items():
            yield name, one
            yield from texts(one)
    elif isinstance(thing, list):
        for one in thing:
            yield from texts(one)


def is_sound(chart: Chart) -> None:
    """Slack takes it, the renderer has its letters, and a phone shows them large enough."""
    assert 0 < len(chart.alt) <= ALT_TEXT
    assert {len(row) for row in chart.table} == {len(chart.table[0])}
    assert chart.spec["config"]["font"] == FONT
    assert all(width(line, SMALL) <= INNER for line in chart.spec["title"]["subtitle"])
    assert width(chart.title, LARGE) * 1.1 <= INNER, "it is bold"
    assert all(size >= SMALL for name, size in texts(chart.spec) if name.lower().endswith("fontsize"))


@settings(max_examples=20)
@given(some.lists(stage_lines, min_size=1, max_size=6))
def test_the_bars_of_stages_are_as_long_as_the_table_counts_items(lines: list[StageLine]) -> None:
    chart = stages(Progress("ospo", "1", tuple(lines)))
    drawn = [one for one in data(chart) if "count" in one] if chart else []
    assert (chart is None) == (sum(one.items + one.not_applicable for one in lines) == 0)
    if chart is None:
        return
    is_sound(chart)
    unit = {round((one["to"] - one["from"]) / one["count"], 6) for one in drawn}
    assert len(unit) == 1
    assert max(one["to"] for one in drawn) <= INNER + 0.001
    outlined = {(one["stage"], one["state"], one["count"]) for one in drawn}
    assert {one[2] for one in outlined} == {int(cell) for row in chart.table[1:] for cell in row[1:-1]} - {0}
    assert chart.alt.endswith("in the table.") or all(f"{count} " in chart.alt for _, _, count in outlined)


def test_of_many_stages_the_picture_shows_those_around_the_first_that_is_not_complete_and_says_so() -> None:
    done = [StageLine("a", f"Done {number}", 4, evidenced=4) for number in range(6)]
    current = StageLine("b", "Now", 4, evidenced=1, not_started=3)
    chart = stages(Progress("ospo", "1", (*done, *[current] * 9)))
    assert chart is not None
    is_sound(chart)
    assert chart.spec["title"]["subtitle"][-1] == "Stages 5 to 12 of 15; the table has all."
    assert {one["stage"] for one in data(chart) if "count" in one} == {"Done 4", "Done 5", "Now"}
    assert len(chart.table) == 16
    assert chart.spec["height"] < 1.5 * INNER


def test_a_board_that_nobody_has_looked_at_has_no_picture() -> None:
    assert stages(Progress("ospo", "1", (StageLine("a", "A", 4, not_started=4),), unseen=True)) is None


def test_a_petal_of_ones_own_is_drawn_by_the_title_that_it_has_in_the_register() -> None:
    chart = flower([Petal("users", 1, 2, "People who use it"), Petal("legal", 0, 0, "Law")])
    assert chart is not None
    is_sound(chart)
    assert [row[0] for row in chart.table[1:]] == ["People who use it", "Law"]


@settings(max_examples=30)
@given(some.dictionaries(some.sampled_from(["legal", "ecosystem", "own-idea", "x"]), some.tuples(counts, counts)))
def test_the_area_of_a_petal_is_its_activity_and_one_without_is_an_outline(given: dict[str, tuple[int, int]]) -> None:
    chart = flower([Petal(name, window, trend) for name, (window, trend) in given.items()])
    assert (chart is None) == (not any(trend for _, trend in given.values()))
    if chart is None:
        return
    is_sound(chart)
    petals = {one["petal"]: one for one in data(chart) if "petal" in one}
    assert {name: str(one["count"]) for name, one in petals.items()} == {row[0]: row[2] for row in chart.table[1:]}
    assert all(f"{name}: {one['count']} " in chart.alt for name, one in petals.items())
    assert len({round(one["area"] / one["count"], 6) for one in petals.values() if one["count"]}) == 1
    marks = {one["data"]["values"][0].get("petal"): one["mark"] for one in chart.spec["layer"]}
    assert all((marks[name]["fill"] is None) == (one["count"] == 0) for name, one in petals.items())


@settings(max_examples=20)
@given(trends)
def test_the_lines_of_times_are_those_of_the_table_with_gaps_where_there_is_too_little(trend: list[Week]) -> None:
    chart = times(trend, BERLIN)
    assert (chart is None) == (sum(week.times.median is not None for week in trend) < 2)
    if chart is None:
        return
    is_sound(chart)
    lines = [one["data"]["values"] for one in chart.spec["layer"] if one["mark"]["type"] == "line"]
    drawn = [one for week in zip(*lines, strict=True) for one in week]
    told = [cell for row in chart.table[1:] for cell in row[2:]]
    assert [f"{one['time']:.1f}" if one["time"] is not None else "not enough data" for one in drawn] == told
    assert chart.alt.count("Week of") == sum(week.times.median is not None for week in trend)


@settings(max_examples=20)
@given(trends)
def test_what_came_in_and_was_decided_is_drawn_as_the_table_says(trend: list[Week]) -> None:
    chart = flow(trend, BERLIN)
    if chart is None:
        assert sum(bool(week.arrivals or week.decisions) for week in trend) < 2
        return
    is_sound(chart)
    drawn = [str(one["count"]) for one in data(chart)]
    assert drawn == [cell for row in chart.table[1:] for cell in row[1:3]]
    assert [int(one) for one in re.findall(r": (\d+) came in", chart.alt)] == [week.arrivals for week in trend]


@given(some.lists(counts, min_size=len(AGES), max_size=len(AGES)))
def test_the_ages_of_the_backlog_are_drawn_as_the_table_says(open_: list[int]) -> None:
    chart = backlog([AgeBand(days, count) for days, count in zip(AGES, open_, strict=True)])
    if chart is None:
        assert not any(open_)
        return
    is_sound(chart)
    assert [str(one["count"]) for one in data(chart)] == [row[1] for row in chart.table[1:]] * 2
    assert [one[0] for one in chart.table[1:3]] == ["less than 2 days", "2 to 6 days"]


@given(titles, some.integers(20, 330))
def test_words_are_wrapped_and_none_are_cut(text: str, room: int) -> None:
    lines = wrapped(text, room, SMALL)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(width(line, SMALL) <= room or len(line) == 1 for line in lines)


@pytest.mark.parametrize("open_", [0, 1])
def test_one_open_request_is_told_as_one(open_: int) -> None:
    chart = backlog([AgeBand(0, open_)])
    assert (chart.spec["title"]["subtitle"] if chart else None) == (["1 open request, by its age."] if open_ else None)
