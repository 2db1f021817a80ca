# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Figures that prove an item of a maturity model by the office's own records, by the names of workflows/maturity/facts.

A fact is asked for once a day, of up to a year: documents are read only of the few kinds whose figure needs them.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeAlias

from storage import fact_statements as statements
from storage.fact_contributions import CONTRIBUTORS, OVERTURNED
from storage.figures import Figures, rooms_of
from storage.unit import Unit
from workflows.counting import Counting
from workflows.figures import Share
from workflows.maturity.facts import COUNTS, SHARES, Fact

_CONTRIBUTION, _RELEASE, _SPONSORSHIP = "contribution", "release", "sponsorship"
_Window: TypeAlias = tuple[str, datetime, datetime]
_Counted: TypeAlias = Callable[["Facts", _Window, Counting], Awaitable[Share]]


class Facts:
    """The facts of a unit."""

    def __init__(self, unit: Unit, figures: Figures) -> None:
        self._unit = unit
        self._figures = figures

    async def of(self, workspace: str, name: str, days: int, now: datetime, counting: Counting) -> Fact:
        """The figure of this name over the days until now. Raises KeyError for one that the requests do not tell."""
        since = now - timedelta(days=days)
        found = await _COUNTED[name](self, (workspace, since, now), counting)
        first, last = (at.astimezone(counting.zone).date() for at in (since, now))
        return Fact(name, found.count, found.of, first, last, {**COUNTS, **SHARES}[name])

    async def overturned(self, workspace: str, since: datetime, until: datetime, counting: Counting) -> int:
        """How many of the requests that were decided in a time have an appeal or were overturned."""
        [(count,)] = await self._unit.many(OVERTURNED(**_about((workspace, since, until), counting)))
        return int(count)

    async def contributors(
        self, workspace: str, since: datetime, until: datetime, counting: Counting
    ) -> dict[str, int]:
        """How many contributions of each person were approved in a time, by Slack id; to be summed, never shown."""
        call = CONTRIBUTORS(**_about((workspace, since, until), counting), of_kind=_CONTRIBUTION)
        return {person: int(count) for person, count in await self._unit.many(call)}

    async def _tracked(self, window: _Window, counting: Counting) -> Share:
        came = await self._figures.arrived(*window, counting)
        return Share(sum(count for _, _, count in came))

    async def _approved(self, window: _Window, counting: Counting, kind: str) -> Share:
        [(count,)] = await self._unit.many(statements.APPROVED(**_about(window, counting), of_kind=kind))
        return Share(int(count))

    async def _contributions(self, window: _Window, counting: Counting) -> Share:
        return await self._approved(window, counting, _CONTRIBUTION)

    async def _sponsorships(self, window: _Window, counting: Counting) -> Share:
        return await self._approved(window, counting, _SPONSORSHIP)

    async def _inventories(self, window: _Window, counting: Counting) -> Share:
        [(count,)] = await self._unit.many(statements.WITH_INVENTORY(**_about(window, counting), of_kind=_RELEASE))
        return Share(int(count))

    async def _in_time(self, window: _Window, counting: Counting) -> Share:
        return await self._figures.in_time(*window, counting)

    async def _questions(self, window: _Window, counting: Counting) -> Share:
        kinds = {kind for kind, _ in counting.questions}
        came = [row for row in await self._figures.arrived(*window, counting) if row[0] in kinds]
        answered = sum(count for _, state, count in came if state in {"approved", "declined"})
        return Share(answered, sum(count for _, _, count in came))

    async def _releases(self, window: _Window, counting: Counting) -> Share:
        [(of, settled)] = await self._unit.many(statements.SETTLED(**_about(window, counting), of_kind=_RELEASE))
        return Share(int(settled), int(of))

    async def _obligations(self, window: _Window, counting: Counting) -> Share:
        [(of, kept)] = await self._unit.many(statements.OWED(**_about(window, counting)))
        return Share(int(kept), int(of))


def _about(window: _Window, counting: Counting) -> dict[str, object]:
    workspace, since, until = window
    return {"workspace_id": workspace, "since": since, "until": until, "rooms": rooms_of(counting)}


_COUNTED: MappingProxyType[str, _Counted] = MappingProxyType(
    {
        "requests_tracked": Facts._tracked,  # noqa: SLF001 - the table of its own methods
        "contributions_cleared": Facts._contributions,  # noqa: SLF001 - as above
        "inventories_advised": Facts._inventories,  # noqa: SLF001 - as above
        "projects_supported": Facts._sponsorships,  # noqa: SLF001 - as above
        "answered_in_time": Facts._in_time,  # noqa: SLF001 - as above
        "license_questions_answered": Facts._questions,  # noqa: SLF001 - as above
        "releases_with_checklist": Facts._releases,  # noqa: SLF001 - as above
        "obligations_kept": Facts._obligations,  # noqa: SLF001 - as above
    }
)
