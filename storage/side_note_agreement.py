# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether every note of the side room is the one that its request's verified events have, without reading any."""

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Integer, bindparam, select

from storage.engine import Engine
from storage.private_tables import SideNoteRow
from storage.rows import table
from storage.side_notes import COLUMNS, sealed_note
from storage.statements import Statement
from workflows.events import Event
from workflows.side_room import NOTED, SealedNote, erased_name

_C = table(SideNoteRow).c
_AT_ONCE = 100
_PAGE = Statement(
    select(*COLUMNS).where(_C.id > bindparam("after")).order_by(_C.id).limit(bindparam("limit", type_=Integer))
)


class Noted:
    """What the chains say of notes, gathered while they are walked. ``erased``: texts that events say are gone."""

    def __init__(self) -> None:
        self._noted: dict[str, Event] = {}
        self._gone: set[tuple[str, str]] = set()
        self.erased = 0

    def hear(self, events: Iterable[Event]) -> None:
        """Take note of the events of one verified chain."""
        for event in events:
            if event.kind == NOTED:
                self._noted[json.loads(event.body)["data"]["note"]] = event
            elif event.kind == "erased":
                self._gone |= {(event.request_id, name) for name in json.loads(event.body)["data"]["names"]}

    async def problems(self, engine: Engine) -> Iterator[str]:
        """What is wrong with the notes, in sentences that quote none."""
        found: list[str] = []
        there: set[str] = set()
        after = ""
        while rows := await engine.scan(_PAGE(after=after, limit=_AT_ONCE)):
            for one in map(sealed_note, rows):
                there.add(one.note.id)
                found += [f"note {one.note.id}: {problem}" for problem in self._of(one)]
            after = rows[-1][1]
        found += [f"note {one}: is missing, and an event says that it was made" for one in self._noted.keys() - there]
        return iter(found)

    def _of(self, stored: SealedNote) -> Iterator[str]:
        note, event = stored.note, self._noted.get(stored.note.id)
        if event is None:
            yield "no event says that it was made"
            return
        body = json.loads(event.body)
        author = event.private.get("actor", ("", note.by.id))[1]
        said = (body["workspace"], event.request_id, body["data"]["role"], event.at, author)
        if said != (note.workspace, note.request_id, note.group, note.at.isoformat(), note.by.id):
            yield "is not the one that its event has"
        gone = (note.request_id, erased_name(note.id)) in self._gone
        self.erased += gone
        if gone != stored.erased:
            yield "was erased, and no event says so" if stored.erased else "is there, although an event has it erased"
