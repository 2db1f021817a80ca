# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Erasing people and texts from records that were kept long enough, unless they are on legal hold."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.catalog import LiveCatalog
from bot.services.maturity_forgetting import forget_entries
from bot.services.recording import again_on_conflict
from bot.services.register_forgetting import forget_acts
from bot.timing import Timing
from storage.database import Database
from storage.retention import Ended
from workflows.holding import BY_RETENTION
from workflows.organization import Retention
from workflows.request import Request
from workflows.retention import Anonymous, Due, due, forgotten, names_to_erase
from workflows.side_room import erased_name

_AT_ONCE = 100
_SHORTEST_YEAR = 365


@dataclass(frozen=True, slots=True)
class Line:
    """One request whose time is over: since when, why, and whether a legal hold keeps it. Never a title."""

    request: str
    workspace: str
    kind: str
    state: str
    due_on: date
    because: str
    held: bool


@dataclass(slots=True)
class RetentionReport:
    """What was, or in a dry run would be, erased.

    ``remembered`` counts people whose habits were remembered, ``entries`` those of the maturity log, ``acts`` those on
    entries of registers.
    """

    applied: bool
    lines: list[Line] = field(default_factory=list)
    remembered: int = 0
    entries: int = 0
    acts: int = 0

    @property
    def erased(self) -> list[Line]:
        """The requests that are not kept by a hold."""
        return [line for line in self.lines if not line.held]

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        rows = [
            {"request": line.request, "workspace": line.workspace, "kind": line.kind, "state": line.state}
            | {"due_on": line.due_on.isoformat(), "because": line.because, "held": line.held}
            for line in self.lines
        ]
        counts = {"erased": len(self.erased), "remembered": self.remembered, "entries": self.entries}
        counts["acts"] = self.acts
        return {"applied": self.applied, "requests": rows, **counts}


class RetentionService:
    """Applies ``[retention]`` of the organization. Running it twice finds nothing left to do."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def tick(self) -> None:
        """Apply it where the organization wants that to happen by itself."""
        if self._catalog.current.organization.retention.automatic:
            await self.run(apply=True)

    async def run(self, *, apply: bool) -> RetentionReport:
        """Find what was kept long enough, and erase it unless ``apply`` is off; each request is one unit."""
        now, retention, report = (
            self._timing.now(),
            self._catalog.current.organization.retention,
            RetentionReport(apply),
        )
        after = ""
        while page := await self._page(now, retention, after):
            for one in page:
                found = due(one.request, retention)
                if found is not None and found.on <= now.date():
                    report.lines.append(_line(one, found))
                    if apply and not one.held:
                        await self._forget(one.request)
            after = page[-1].request.id
        report.entries = await forget_entries(self._database, self._catalog, now, apply=apply)
        report.acts = await forget_acts(self._database, self._catalog, now, apply=apply)
        before = now - timedelta(days=retention.remembered_days)
        async with self._database.transaction() as tx:
            report.remembered = await tx.retained.remembered(before)
            if apply:
                await tx.retained.forget_remembered(before)
                await tx.asking.forget(before)
        return report

    async def _page(self, now: datetime, retention: Retention, after: str) -> list[Ended]:
        decided, undecided = (now - timedelta(days=_SHORTEST_YEAR * years) for years in _years(retention))
        async with self._database.reading() as tx:
            return await tx.retained.ended(decided, undecided, after, _AT_ONCE)

    @again_on_conflict
    async def _forget(self, found: Request) -> None:
        request_id = found.id
        async with self._database.transaction() as tx:
            request = await tx.requests.by_id(request_id)
            if request.version != found.version or await tx.retained.held(request_id):
                return  # somebody was faster than the clock: what is due since then is found by its next look
            kind = self._kind(request)
            notes = await tx.side_notes.of_request(request_id)
            names = names_to_erase(await tx.events.chain(request_id), kind, request)
            names |= {erased_name(one.note.id) for one in notes if not one.erased}
            precedents = await tx.precedents.of_request(request_id)
            anonymous = Anonymous()
            after = forgotten(request, kind, anonymous)
            for stored in notes:
                anonymous.person(stored.note.by)
            bare = [one.model_copy(update={"by": anonymous.person(one.by)}) for one in precedents]
            await tx.events.erase(request_id, names, because=BY_RETENTION)
            await tx.requests.save(after.model_copy(update={"changed_at": self._timing.now()}))
            await tx.retained.forget(request, anonymous.people, bare)

    def _kind(self, request: Request) -> Any:
        policy = self._catalog.current.policies.get(request.kind)
        return policy.kind if policy else None


def _years(retention: Retention) -> tuple[int, int]:
    return retention.decided_years, retention.undecided_years


def _line(ended: Ended, found: Due) -> Line:
    request = ended.request
    return Line(request.name, request.workspace, request.kind, request.state.words, found.on, found.because, ended.held)
