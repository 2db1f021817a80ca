# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests: one row each, found by indexed columns, stored with compare-and-set on the version."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import request_statements as statements
from storage.errors import Conflict
from storage.rows import between_commas
from storage.statements import Row
from storage.unit import Unit, Write
from workflows.errors import UnknownRequest
from workflows.events import START
from workflows.facts import Answers
from workflows.people import Person
from workflows.request import Request


@dataclass(slots=True)
class Head:
    """Where a request's chain of events ends: its newest event's sequence and hash, at a version of the request."""

    version: int
    sequence: int
    hash: str


@dataclass(slots=True)
class _Change:
    """What a unit will write of one request; ``head`` moves on while events are appended."""

    request: Request
    head: Head
    new: bool
    view_id: str | None = None

    def writes(self) -> Iterator[Write]:
        """The one statement that writes it."""
        values = _columns(self.request, self.head)
        if self.new:
            fixed = _fixed_columns(self.request, self.view_id)
            yield Write(statements.ADD(**values, **fixed))
        else:
            read = self.request.version
            call = statements.SAVE(**values, request_id=self.request.id, read_version=read)
            conflict = Conflict(f"{self.request.name} is not at version {read} any more")
            yield Write(call, expected=1, otherwise=conflict)


class Requests:
    """The requests of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._heads: dict[str, Head] = {}
        self._changes: dict[str, _Change] = {}

    async def get(self, workspace: str, number: int) -> Request:
        """The request of that number. Raises the domain's UnknownRequest."""
        row = await self._unit.one(statements.BY_NUMBER(workspace_id=workspace, number=number))
        if row is None:
            raise UnknownRequest(f"OSPO-{number}")
        return self._read(row)

    async def by_id(self, request_id: str) -> Request:
        """The request of that id. Raises the domain's UnknownRequest."""
        row = await self._unit.one(statements.BY_ID(request_id=request_id))
        if row is None:
            raise UnknownRequest("of that id")
        return self._read(row)

    async def add(self, request: Request, *, view_id: str | None, user: str) -> None:
        """Store a new request; the unit raises DuplicateForm when this person's form was stored before.

        ``view_id`` is None for a request that no form made. Raises ValueError for a form of somebody else.
        """
        if user != request.requester.id:
            raise ValueError("a request is submitted by its requester")
        self._changing(_Change(request, Head(request.version, 0, START), new=True, view_id=view_id))

    async def save(self, request: Request) -> None:
        """Store a changed request as the next version; the unit raises Conflict when the one read is not the newest.

        What ``happened`` is not stored here: Events.append takes it.
        """
        self._changing(_Change(request, await self._head(request), new=False))

    async def head_to_extend(self, request: Request) -> Head:
        """The end of the request's chain, to be moved on in place; storing it is part of storing the request.

        Raises RuntimeError when this unit does not store the request.
        """
        change = self._changes.get(request.id)
        if change is None:
            raise RuntimeError(f"{request.name} has to be added or saved before its events are appended")
        return change.head

    async def already_made(self) -> int | None:
        """The number of the request that one of this unit's forms made before, if one did."""
        for change in self._changes.values():
            if change.new and change.view_id is not None:
                request = change.request
                row = await self._unit.one(
                    statements.BY_FORM(
                        workspace_id=request.workspace, view_id=change.view_id, requester=request.requester.id
                    )
                )
                if row is not None:
                    return int(row[0])
        return None

    async def of_requester(self, person: Person, limit: int) -> list[Request]:
        """The person's own requests, newest first."""
        rows = await self._unit.few(
            statements.OF_REQUESTER(workspace_id=person.workspace, requester=person.id, limit=limit)
        )
        return [self._read(row) for row in rows]

    async def last_answers(self, person: Person, kind: str) -> Answers | None:
        """What the person answered in their newest request of a kind, for defaults."""
        found = statements.LAST_OF_REQUESTER(workspace_id=person.workspace, requester=person.id, kind=kind)
        return self._answers(await self._unit.one(found))

    async def last_for_project(self, workspace: str, kind: str, project: str) -> Answers | None:
        """What anybody answered in the newest request for a project, for defaults. Private requests count as none."""
        row = await self._unit.one(statements.LAST_FOR_PROJECT(workspace_id=workspace, kind=kind, project=project))
        return self._answers(row)

    async def approved_for_project(self, workspace: str, kind: str, project: str) -> int:
        """How many requests of a kind were approved for a project."""
        row = await self._unit.one(statements.APPROVED_FOR_PROJECT(workspace_id=workspace, kind=kind, project=project))
        return int(row[0]) if row else 0

    async def page(self, after: Request | None, limit: int) -> list[Request]:
        """Requests of every workspace and kind by number, those behind ``after``; none when there are no more."""
        workspace, number = (after.workspace, after.number) if after else ("", 0)
        call = statements.PAGE(after_workspace=workspace, after_number=number, limit=limit)
        return [self._read(row) for row in await self._unit.many(call)]

    async def to_tick(self, now: datetime, limit: int, passed_over: int = 0) -> list[tuple[str, int]]:
        """Workspace and number of open requests, of any workspace, to which time does something by now, in order."""
        rows = await self._unit.few(statements.TO_TICK(now=now, limit=limit, passed_over=passed_over))
        return [(workspace, int(number)) for workspace, number in rows]

    async def wind(self, request: Request, tick_at: datetime | None) -> None:
        """Store when time does something to the request next, and nothing else; a newer version says so itself."""
        read = request.version
        self._unit.write(Write(statements.WIND(tick_at=tick_at, request_id=request.id, read_version=read)))

    def _read(self, row: Row) -> Request:
        document, sequence, digest, tick_at = row
        request = Request.model_validate_json(document)
        if tick_at is not None:
            request = request.model_copy(update={"tick_at": tick_at})
        self._heads[request.id] = Head(request.version, sequence, digest)
        return request

    @staticmethod
    def _answers(row: Row | None) -> Answers | None:
        return None if row is None else Request.model_validate_json(row[0]).answers

    async def _head(self, request: Request) -> Head:
        """The head at the version that was read; read again when another unit read it. Raises Conflict."""
        head = self._heads.get(request.id)
        if head is None:
            row = await self._unit.one(statements.HEAD(request_id=request.id))
            if row is None:
                raise UnknownRequest(request.name)
            head = Head(*row)
        if head.version != request.version:
            raise Conflict(f"{request.name} is at version {head.version}, not {request.version}")
        return head

    def _changing(self, change: _Change) -> None:
        before = self._changes.get(change.request.id)
        if before is not None:  # saved twice in one unit: one statement, with the last of what was given
            change.head, change.new, change.view_id = before.head, before.new, before.view_id
        else:
            self._unit.write_late(lambda: self._changes[change.request.id].writes())  # noqa: PLW0108 - by then it may be another
        self._changes[change.request.id] = change


def _columns(request: Request, head: Head) -> dict[str, Any]:
    version = request.version + 1
    return {
        "kind": request.kind,
        "state": request.state.value,
        "lane": request.route.lane,
        "private": request.confidential,
        "project": request.project,
        "waiting_on": statements.turns(request),
        "revision": request.revision,
        "version": version,
        "changed_at": request.changed_at,
        "decided_at": request.decision.at if request.decision else None,
        "due_at": request.due_at,
        "tick_at": request.tick_at,
        "taken_by": between_commas(step.taken_by.id for step in request.open_steps if step.taken_by),
        "head_sequence": head.sequence,
        "head_hash": head.hash,
        "document": request.model_copy(update={"version": version}).model_dump_json(),
    }


def _fixed_columns(request: Request, view_id: str | None) -> dict[str, Any]:
    return {
        "id": request.id,
        "workspace_id": request.workspace,
        "number": request.number,
        "requester": request.requester.id,
        "submitted_at": request.submitted_at,
        "view_id": view_id,
    }
