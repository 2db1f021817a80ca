# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether every precedent says what the verified events of its request say, and whether none is missing or invented."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Integer, bindparam, select, tuple_

from storage.decision_tables import PrecedentRow
from storage.engine import Engine
from storage.precedents import read_precedent
from storage.rows import table
from storage.statements import Statement
from workflows.events import Event
from workflows.precedents import ENDED, MADE, Precedent, recorded_data, recorded_texts

_C = table(PrecedentRow).c
_AT_ONCE = 100
_PAGE = Statement(
    select(_C.workspace_id, _C.number, _C.request_id, _C.review_on, _C.document, _C.ending, _C.ended_at)
    .where(tuple_(_C.workspace_id, _C.number) > tuple_(bindparam("after_workspace"), bindparam("after_number")))
    .order_by(_C.workspace_id, _C.number)
    .limit(bindparam("limit", type_=Integer))
)


class Said:
    """What the chains say of precedents, gathered while they are walked; kept are those events alone."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int], Event] = {}
        self._ended: dict[tuple[str, int], Event] = {}

    def hear(self, workspace: str, events: Iterable[Event]) -> None:
        """Take note of the events of one verified chain."""
        for event in events:
            if event.kind in {MADE, ENDED}:
                about = self._made if event.kind == MADE else self._ended
                about[(workspace, _body(event)["data"]["precedent"])] = event

    async def problems(self, engine: Engine) -> Iterator[str]:
        """What is wrong with the precedents, in sentences."""
        found: list[str] = []
        there: set[tuple[str, int]] = set()
        after = ("", 0)
        while rows := await engine.scan(_PAGE(after_workspace=after[0], after_number=after[1], limit=_AT_ONCE)):
            for workspace, number, *rest in rows:
                there.add((workspace, number))
                found += [f"P-{number}: {problem}" for problem in self._of((workspace, number), *rest)]
            after = rows[-1][:2]
        found += [
            f"P-{number}: is missing, and an event says that it was made" for _, number in self._made.keys() - there
        ]
        return iter(found)

    def _of(
        self, key: tuple[str, int], request_id: str, review_on: str, document: str, ending: str, ended_at: Any
    ) -> Iterator[str]:
        try:
            precedent = read_precedent((document, ending, ended_at))
        except (ValidationError, ValueError):
            yield "is not readable"
            return
        copied = (precedent.workspace, precedent.number, precedent.request_id, precedent.shown.review_on.isoformat())
        if copied != (*key, request_id, review_on):
            yield "its columns differ from its document"
        made, ended = self._made.get(key), self._ended.get(key)
        if made is None or made.request_id != precedent.request_id or not _says(made, precedent):
            yield "is not what its request's events say was made"
        if (precedent.ending is None) != (ended is None) or (ended is not None and not _ends(ended, precedent)):
            yield "has not ended as its request's events say"


def _body(event: Event) -> Mapping[str, Any]:
    body: Mapping[str, Any] = json.loads(event.body)
    return body


def _says(event: Event, precedent: Precedent) -> bool:
    """Whether the event has exactly this; a text that was erased from it says nothing."""
    body = _body(event)
    texts = {name: text for name, text in recorded_texts(precedent).items() if text} | {"actor": precedent.by.id}
    committed = set(body["commitments"])
    left = {name: text for name, (_, text) in event.private.items()}
    same = all(texts[name] == left[name] for name in texts.keys() & left.keys())
    return (
        body["data"] == recorded_data(precedent)
        and event.at == precedent.made_at.isoformat()
        and committed == texts.keys()
        and same
    )


def _ends(event: Event, precedent: Precedent) -> bool:
    ended_at = precedent.ended_at
    return (
        _body(event)["data"]["ending"] == precedent.ending
        and ended_at is not None
        and (event.at == ended_at.isoformat())
    )
