# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Erasing one person on demand: first what it would do, then each part as one unit, so that it can be run again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.catalog import LiveCatalog
from bot.services.recording import again_on_conflict
from bot.timing import Timing
from storage.database import Database, UnitOfWork
from workflows import erasing
from workflows.maturity import erasing as maturity_erasing
from workflows.maturity.forgetting import not_held, shown_requests
from workflows.people import Person, erased_id
from workflows.precedents import Precedent
from workflows.registers import erasing as register_erasing
from workflows.values.poll import token_of

_EVERY = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One request with them in it, and why they stay in it; empty where they are erased. Never a title."""

    request: str
    kind: str
    state: str
    kept: str


@dataclass(slots=True)
class ErasureReport:
    """What was, or would be, erased. ``alone`` counts what was about them only, ``notes`` those of side rooms."""

    applied: bool
    person: str
    requests: list[Line] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    board: int = 0
    alone: Mapping[str, int] = field(default_factory=dict)
    notes: int = 0

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        rows = [
            {"request": one.request, "kind": one.kind, "state": one.state, "kept": one.kept} for one in self.requests
        ]
        said = {"applied": self.applied, "person": self.person, "requests": rows, "register_entries": self.entries}
        return said | {"maturity_entries": self.board, "alone": dict(self.alone), "side_notes_kept": self.notes}


class ErasureService:
    """Takes one person out of the record. Running it twice finds nothing left but what is kept, with why."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def run(self, person: Person, *, apply: bool) -> ErasureReport:
        """Find everything of a person, and erase it if told to; what an interrupted run left, the next one does."""
        report = ErasureReport(apply, person.id)
        async with self._database.reading() as tx:
            requests, entries = await tx.personal.requests(person), await tx.personal.entries(person)
            boards, report.alone = await tx.personal.boards(person), await tx.personal.alone(person)
        for request_id in requests:
            await self._of_request(request_id, person, report)
        for register, name in entries:
            await self._of_entry(register, name, person, apply=apply)
            report.entries.append(f"{register}/{name}")
        for model, unit in boards:
            report.board += await self._of_board(model, unit, person, apply=apply)
        if apply:
            async with self._database.transaction() as tx:
                await tx.personal.delete(person, erased_id(1), await _token(tx, person))
        return report

    async def _of_request(self, request_id: str, person: Person, report: ErasureReport) -> None:
        now = self._timing.now()
        async with self._database.reading() as tx:
            request, held = await tx.requests.by_id(request_id), await tx.retained.held(request_id)
            notes = [one for one in await tx.side_notes.of_request(request_id) if one.note.by == person]
        kept = erasing.kept_because(request, self._catalog.current.organization, now, held=held)
        report.requests.append(Line(request.name, request.kind, request.state.words, kept))
        report.notes += len(notes)
        if report.applied and not kept:
            await self._erase(request_id, person)

    @again_on_conflict
    async def _erase(self, request_id: str, person: Person) -> None:
        async with self._database.transaction() as tx:
            request, now = await tx.requests.by_id(request_id), self._timing.now()
            held = await tx.retained.held(request_id)
            if erasing.kept_because(request, self._catalog.current.organization, now, held=held):
                return  # somebody was faster: the next run says so
            policy = self._catalog.current.policies.get(request.kind)
            kind = policy.kind if policy else None
            after = erasing.without(request, kind, person)
            texts = erasing.texts_of(await tx.events.chain(request_id), kind, request, person)
            await tx.personal.retell(person, request_id, erased_id(1))
            if after == request and not texts:
                return
            await tx.events.erase_of(request_id, texts, because=erasing.ON_DEMAND)
            await tx.requests.save(after.model_copy(update={"changed_at": now}))
            if after.requester != request.requester:
                await tx.retained.unname(request, after)
            for one in await tx.precedents.of_request(request_id):
                if one.by == person:
                    await tx.retained.rewrite(_unsigned(one))

    @again_on_conflict
    async def _of_entry(self, register: str, name: str, person: Person, *, apply: bool) -> None:
        async with self._database.transaction() as tx:
            current = await tx.registers.get(person.workspace, register, name)
            if current is not None and apply:
                history = await tx.registers.history(person.workspace, register, name, _EVERY)
                after, acts = register_erasing.without(current, history, person)
                await tx.registers.forget(after, self._catalog.current.registers.get(register), *acts)

    @again_on_conflict
    async def _of_board(self, model: str, unit: str, person: Person, *, apply: bool) -> int:
        async with self._database.transaction() as tx:
            entries = await tx.maturity.entries(person.workspace, model, unit)
            held = await tx.retained.held_of(person.workspace, shown_requests(entries))
            keep = {one.sequence for one in not_held(entries, held)}
            changed = [one for one in maturity_erasing.without(entries, person.id) if one.sequence in keep]
            if apply:
                await tx.maturity.forget(person.workspace, *changed)
        return len(changed)


def _unsigned(precedent: Precedent) -> Precedent:
    return precedent.model_copy(update={"by": Person(precedent.workspace, erased_id(1))})


async def _token(tx: UnitOfWork, person: Person) -> str:
    """What stands for them in the answers of the poll that is open; empty without one."""
    found = await tx.polls.open(person.workspace)
    return token_of(found[1], person.id) if found else ""
