# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The chains of events: appended under the compare-and-set of their request, read, and erased where the law asks."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import bindparam, select, update

from storage.randomness import token
from storage.request_tables import EventRow
from storage.requests import Requests
from storage.rows import table
from storage.statements import Row, Statement, insertion
from storage.unit import Unit, Write
from workflows.events import Event, chained
from workflows.request import Happening, Request

_EVENTS = table(EventRow)
_C = _EVENTS.c
#: The columns of an Event, in its order.
COLUMNS = (_C.request_id, _C.sequence, _C.kind, _C.at, _C.body, _C.previous, _C.hash, _C.private)
_CHAIN = Statement(select(*COLUMNS).where(_C.request_id == bindparam("of_request")).order_by(_C.sequence))
_ERASE = Statement(
    update(_EVENTS)
    .where(_C.request_id == bindparam("of_request"), _C.sequence == bindparam("of_sequence"))
    .values(private=bindparam("private"))
)


class Events:
    """The events of a unit."""

    def __init__(self, unit: Unit, requests: Requests) -> None:
        self._unit = unit
        self._requests = requests

    async def append(self, request: Request) -> None:
        """Continue the chain of a request, which this unit adds or saves, with what ``happened`` to it."""
        head = await self._requests.head_to_extend(request)
        events = chained(request, request.happened, head.sequence, head.hash, token)
        if events:
            head.sequence, head.hash = events[-1].sequence, events[-1].hash
            self._unit.write_late(lambda: _insertion(request.workspace, events))

    async def chain(self, request_id: str) -> list[Event]:
        """Every event of a request, in order."""
        return [event_of(row) for row in await self._unit.few(_CHAIN(of_request=request_id))]

    async def erase(self, request_id: str, names: Iterable[str], *, because: str = "") -> None:
        """Remove texts with their salts from a request's events, and append an ``erased`` event that names them.

        The commitments stay, so that the chain still verifies. Only the chain is erased: the request's document is
        the caller's to save without them. Raises the domain's UnknownRequest.
        """
        gone = frozenset(names)
        chain = await self.chain(request_id)
        await self.erase_of(request_id, {one.sequence: gone for one in chain}, because=because)

    async def erase_of(self, request_id: str, names: Mapping[int, Collection[str]], *, because: str) -> None:
        """The same for texts of some events alone, by their sequence."""
        request, gone = await self._requests.by_id(request_id), frozenset[str]().union(*names.values())
        for event in await self.chain(request_id):
            left = {name: pair for name, pair in event.private.items() if name not in names.get(event.sequence, ())}
            if left != event.private:
                call = _ERASE(of_request=request_id, of_sequence=event.sequence, private=orjson.dumps(left).decode())
                self._unit.write(Write(call))
        now = self._unit.now()
        data: dict[str, Any] = {"names": sorted(gone)} | ({"because": because} if because else {})
        erased = Happening(kind="erased", at=now, actor=None, data=data)
        request = request.model_copy(update={"happened": (erased,), "changed_at": now})
        await self._requests.save(request)
        await self.append(request)


def event_of(row: Row) -> Event:
    """The event of a row with ``COLUMNS``."""
    request_id, sequence, kind, at, body, previous, digest, private = row
    texts = {name: (salt, text) for name, (salt, text) in json.loads(private).items()}
    return Event(request_id, sequence, kind, at, body, previous, digest, texts)


@lru_cache(maxsize=16)
def _insert(rows: int) -> Statement:
    return insertion(_EVENTS, rows)


def _insertion(workspace: str, events: Sequence[Event]) -> Iterator[Write]:
    values: dict[str, Any] = {}
    for number, event in enumerate(events):
        end = f"_{number}" if number else ""
        values |= {
            f"request_id{end}": event.request_id,
            f"sequence{end}": event.sequence,
            f"workspace_id{end}": workspace,
            f"kind{end}": event.kind,
            f"at{end}": event.at,
            f"body{end}": event.body,
            f"previous{end}": event.previous,
            f"hash{end}": event.hash,
            f"private{end}": orjson.dumps(event.private).decode(),
        }
    yield Write(_insert(len(events))(**values))
