# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The tables beside the pictures: the same numbers, for who does not see a picture or does not trust it."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from messages.blocks import Block, table
from messages.digests.wording import duration
from workflows.digests.document import Digest, Executive, Progress, StageLine
from workflows.figures import Times, Week

_NOT_ENOUGH = "not enough data"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their heads; the first column says what a row is about."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def blocks(self) -> list[Block]:
        """The table as Slack shows it; nothing where it has no rows."""
        return [table(self.head, self.rows)] if self.rows else []

    def __str__(self) -> str:
        """The table as a terminal shows it; empty where it has no rows."""
        if not self.rows:
            return ""
        widths = [max(len(row[place]) for row in (self.head, *self.rows)) for place in range(len(self.head))]
        return "\n".join(_aligned(row, widths) for row in (self.head, *self.rows))


def table_of(digest: Digest | Executive) -> Table:
    """Stages where there is a model and it was looked at, else the weeks of the trend."""
    progress = digest.progress
    if isinstance(digest, Digest) and progress is not None and not progress.unseen:
        return stages_table(progress)
    return weeks_table(digest.figures.trend, digest.zone)


def stages_table(progress: Progress) -> Table:
    """Stages in items by state; states that no item is in are left out."""
    columns = [(name, counts) for name, counts in _states(progress.stages) if any(counts)]
    head = ("Stage", "Evidenced", "Target", *(name for name, _ in columns))
    rows = (
        (stage.title, f"{stage.evidenced:,}", f"{stage.target:,}", *(f"{counts[place]:,}" for _, counts in columns))
        for place, stage in enumerate(progress.stages)
    )
    return Table(head, tuple(rows))


def weeks_table(trend: Sequence[Week], zone: str) -> Table:
    """The weeks of the trend, the newest first; times are those of people's decisions, with their number."""
    head = ("Week from", "Came in", "Decided", "By people", "Half within", "9 of 10 within")
    return Table(head, tuple(_week(week, zone) for week in reversed(trend)))


def _week(week: Week, zone: str) -> tuple[str, ...]:
    began = week.since.astimezone(ZoneInfo(zone)).date().isoformat()
    ends = (_time(week.times, minutes) for minutes in (week.times.median, week.times.p90))
    return (began, f"{week.arrivals:,}", f"{week.decisions:,}", f"{week.times.of:,}", *ends)


def _time(times: Times, minutes: int | None) -> str:
    return duration(minutes) if minutes is not None else (_NOT_ENOUGH if times.of else "-")


def _states(stages: Sequence[StageLine]) -> tuple[tuple[str, list[int]], ...]:
    return (
        ("One person's word", [one.alone for one in stages]),
        ("Claimed", [one.claimed for one in stages]),
        ("In progress", [one.in_progress for one in stages]),
        ("Lost", [one.lost for one in stages]),
        ("Not started", [one.not_started for one in stages]),
        ("Not looked at", [one.unknown for one in stages]),
        ("Not applicable", [one.not_applicable for one in stages]),
    )


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()
