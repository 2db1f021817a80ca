# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Figures of a window of time and of what is open, summed by the database; docs/figures.md defines each of them."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from storage import figure_statements as statements
from storage.figure_rows import DECISIONS, counted, holders, petals, total, wall, weeks
from storage.rows import between_commas
from storage.statements import Row
from storage.unit import Unit
from workflows.counting import Counting
from workflows.figures import (
    AGES,
    LAPSING,
    NAMED,
    SOON,
    SUPPRESS_BELOW,
    TREND_WEEKS,
    AgeBand,
    Aged,
    Count,
    Lapsing,
    PersonFigures,
    Petal,
    ProgramFigures,
    QueueFigures,
    Share,
    Times,
    weeks_until,
)
from workflows.licenses.reference import reference

#: Numbers are given in order, but every process tells its own time and takes a while between number and submission: a
#: request is looked for this much beyond the ends of a window, which is right while they differ by half of it at most.
MARGIN = timedelta(hours=1)


class Figures:
    """The figures of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def queue(self, workspace: str, now: datetime, counting: Counting) -> QueueFigures:
        """What is open, and on whom it waits: along one index, in the time that what is open takes."""
        about = {"workspace_id": workspace, "rooms": rooms_of(counting)}
        rows = await self._unit.many(statements.OPEN(**about, now=now, soon=now + SOON))
        oldest = await self._unit.many(statements.OLDEST(workspace_id=workspace))
        asked = {kind for kind, _ in counting.questions}
        return QueueFigures(
            at=now,
            open=total(rows, 3),
            overdue=total(rows, 4),
            due_soon=total(rows, 5),
            unanswered=total([row for row in rows if row[1] in asked], 3),
            by_state=counted((row[0], row[3]) for row in rows),
            by_kind=counted((row[1], row[3]) for row in rows),
            waiting_on=holders(rows),
            oldest=tuple(Aged(int(number), (now - at).days) for number, at in oldest),
        )

    async def ages(self, workspace: str, now: datetime, counting: Counting) -> tuple[AgeBand, ...]:
        """How long what is open has been so, in bands."""
        younger = {f"younger_{n}": now - timedelta(days=days) for n, days in enumerate(AGES) if n}
        call = statements.AGED(workspace_id=workspace, rooms=rooms_of(counting), **younger)
        found = {int(band): int(count) for band, count in await self._unit.many(call)}
        return tuple(AgeBand(days, found.get(band, 0)) for band, days in enumerate(AGES))

    async def of(
        self, workspace: str, since: datetime, until: datetime, now: datetime, counting: Counting
    ) -> ProgramFigures:
        """The figures of a window, and of what is open ``now``, which is the window's end but for a late reader."""
        edges = weeks_until(until, counting.zone)
        window = await self._numbers(workspace, since, until)
        came = await self._arrived(workspace, since, until, edges, counting)
        ended = await self._ended(workspace, since, until, edges, counting)
        inside = [row for row in ended if row[1]]
        made = [row for row in inside if row[2] in DECISIONS]
        by_people = [row for row in made if row[4]]
        arrivals = [row for row in came if row[1]]
        return ProgramFigures(
            since=since,
            until=until,
            queue=await self.queue(workspace, now, counting),
            ages=await self.ages(workspace, now, counting),
            arrivals=total(arrivals, 4),
            decisions=total(made, 5),
            at_once=total([row for row in made if not row[4]], 5),
            outcomes=counted((row[2], row[5]) for row in inside),
            wall=wall(ended, statements.WINDOW),
            working=await self._working(workspace, since, until, counting),
            in_time=await self.in_time(workspace, since, until, counting),
            revised=Share(total(by_people, 7), total(by_people, 5)),
            rounds=total(by_people, 6),
            lapsing=await self._lapsing(workspace, now),
            kinds=counted((row[2], row[4]) for row in arrivals),
            licenses=await self._licenses(window, counting),
            petals=petals(counting, came, ended),
            trend=weeks(edges, came, ended),
        )

    async def petals(self, workspace: str, since: datetime, until: datetime, counting: Counting) -> tuple[Petal, ...]:
        """How much happened in each area of work that a kind belongs to, in a window and in the trend until its end."""
        edges = weeks_until(until, counting.zone)
        came = await self._arrived(workspace, since, until, edges, counting)
        return petals(counting, came, await self._ended(workspace, since, until, edges, counting))

    async def arrived(
        self, workspace: str, since: datetime, until: datetime, counting: Counting
    ) -> list[tuple[str, str, int]]:
        """What came in in a window: the kind, the state that it has now, and how many."""
        rows = await self._arrived(workspace, since, until, (until,) * TREND_WEEKS, counting)
        return [(kind, state, int(count)) for _, _, kind, state, count in rows]

    async def in_time(self, workspace: str, since: datetime, until: datetime, counting: Counting) -> Share:
        """How many of the requests that people decided in a window were so within the promise, each of their steps."""
        about = {"workspace_id": workspace, "since": since, "until": until, "rooms": rooms_of(counting)}
        subjects = await self._unit.many(statements.SUBJECTS(**about))
        if not subjects:
            return Share()
        asked: dict[str, Any] = {}
        places = 1 << (len(subjects) - 1).bit_length()  # few different statements, however many there are
        for place in range(places):
            group, kind, lane, _ = subjects[min(place, len(subjects) - 1)]
            most = counting.promised(group, kind, lane)
            asked |= {f"group_{place}": group, f"kind_{place}": kind, f"lane_{place}": lane, f"most_{place}": most}
        [(of, late)] = await self._unit.many(statements.late(places)(**about, **asked))
        return Share(int(of) - int(late), int(of))

    async def by_person(self, workspace: str, since: datetime, until: datetime) -> tuple[PersonFigures, ...]:
        """How many steps each person decided of what was decided in a window; in the order of ids, which is no ranking.

        Reads whole requests: for the few organizations that ask for figures of people (docs/digests.md).
        """
        rows = await self._unit.many(statements.DOCUMENTS(workspace_id=workspace, since=since, until=until))
        steps = [step for (document,) in rows for step in json.loads(document)["steps"]]
        decided = Counter(who for step in steps for who in {one["reviewer"]["id"] for one in step["reviews"]})
        return tuple(PersonFigures(who, count) for who, count in sorted(decided.items()))

    async def _numbers(self, workspace: str, since: datetime, until: datetime) -> dict[str, Any]:
        """Between which numbers everything is that came in in a window, found by halving."""
        row = await self._unit.one(statements.LAST_NUMBER(workspace_id=workspace))
        last = int(row[0]) if row else 0
        first = await self._number_at(workspace, since - MARGIN, 1, last)
        after = await self._number_at(workspace, until + MARGIN, first, last)
        numbers = {"after_number": first - 1, "before_number": after + 1}
        return {"workspace_id": workspace, "since": since, "until": until} | numbers

    async def _number_at(self, workspace: str, at: datetime, low: int, high: int) -> int:
        """A number that was given at that time: all that are well before it are smaller, all well behind it greater.

        Times go up with the numbers but for a little: where a number was given at ``at`` and the one before it was not
        yet, no time before that number is later than ``at`` by more than clocks differ, twice.
        """
        while low <= high:
            middle = (low + high) // 2
            row = await self._unit.one(statements.AT_NUMBER(workspace_id=workspace, number=middle))
            if row is None or row[1] >= at:
                high = middle - 1
            else:
                low = int(row[0]) + 1
        return low

    async def _arrived(
        self, workspace: str, since: datetime, until: datetime, edges: Sequence[datetime], counting: Counting
    ) -> list[Row]:
        begin = min(since, edges[0])
        numbers = await self._numbers(workspace, begin, until) | {"since": since, "begin": begin}
        return await self._unit.many(statements.ARRIVED(**numbers, **_edges(edges), rooms=rooms_of(counting)))

    async def _ended(
        self, workspace: str, since: datetime, until: datetime, edges: Sequence[datetime], counting: Counting
    ) -> list[Row]:
        about = {"workspace_id": workspace, "since": since, "until": until, "begin": min(since, edges[0])}
        return await self._unit.many(statements.ENDED(**about, **_edges(edges), rooms=rooms_of(counting)))

    async def _working(self, workspace: str, since: datetime, until: datetime, counting: Counting) -> Times:
        about = {"workspace_id": workspace, "since": since, "until": until, "rooms": rooms_of(counting)}
        [(of, median, p90)] = await self._unit.many(statements.WORKED(**about))
        return Times.known(int(of), median, p90)

    async def _lapsing(self, workspace: str, now: datetime) -> Lapsing:
        rows = await self._unit.many(statements.LAPSING(workspace_id=workspace, now=now, by=now + LAPSING))
        return Lapsing(int(rows[0][1]), tuple(int(number) for number, _ in rows)) if rows else Lapsing()

    async def _licenses(self, window: Mapping[str, Any], counting: Counting) -> tuple[Count, ...]:
        """What enough people asked about, where it is the name of a license: other words may tell of anything."""
        known, found = reference().licenses, list[tuple[str, int]]()
        for kind, field in counting.questions:
            about = {"of_kind": kind, "field": field, "few": SUPPRESS_BELOW, "limit": 4 * NAMED}
            rows = await self._unit.many(statements.LICENSES(**window, **about, rooms=rooms_of(counting)))
            found += [(name, count) for name, count in rows if name in known]
        return counted(found)[:NAMED]


def rooms_of(counting: Counting) -> str:
    """The kinds and lanes that are counted although only a group may see them, as statements are given them."""
    return between_commas(f"{kind}:{lane}" for kind, lane in counting.rooms)


def _edges(edges: Sequence[datetime]) -> dict[str, datetime]:
    return {f"edge_{n}": edge for n, edge in enumerate(edges) if n < TREND_WEEKS}
