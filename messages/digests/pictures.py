# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The pictures of a digest beyond that of its post, each with the numbers that it draws."""

from collections.abc import Iterator, Mapping, Sequence

from messages.blocks import Block, Message, message, picture, table
from messages.charts.chart import Chart
from messages.digests.lines import Line, as_text, rich

#: Charts of the same weeks, whose numbers stand in one table: a message has at most one (messages/blocks.py).
_OF_WEEKS = ("times", "flow")


def picture_of(chart: Chart, files: Mapping[str, str]) -> Block | None:
    """The picture of a chart, where it is at Slack."""
    return picture(files[chart.name], chart.alt) if chart.name in files else None


def pictures(charts: Sequence[Chart], files: Mapping[str, str]) -> Message | None:
    """A message with all charts, in pictures where there are any; None without charts."""
    if not charts:
        return None
    blocks = [block for chart in charts for block in _shown(chart, files)]
    return message(as_text("\n".join(chart.alt for chart in charts)), [*blocks, *_weeks(charts)])


def _shown(chart: Chart, files: Mapping[str, str]) -> Iterator[Block]:
    """A picture, and its numbers in a line if they have no table."""
    shown = picture_of(chart, files)
    if shown is not None:
        yield shown
    if chart.name not in _OF_WEEKS:
        yield from rich(Line(chart.title, f"{'; '.join(_row(row) for row in chart.table[1:])}."), [])


def _row(row: Sequence[str]) -> str:
    return f"{row[0]} {row[-1]}"


def _weeks(charts: Sequence[Chart]) -> list[Block]:
    """The numbers of all charts of weeks, week by week, the newest first."""
    tables = [chart.table for chart in charts if chart.name in _OF_WEEKS]
    if not tables:
        return []
    head, *rows = ((week[0][0], *(cell for row in week for cell in row[1:])) for week in zip(*tables, strict=True))
    told = "; ".join(chart.title.lower() for chart in charts if chart.name in _OF_WEEKS)
    return [*rich(Line("Week by week", f"{told}."), []), table(head, rows[::-1])]
