# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the record has of a request beside its chain of events: the seals over it, and the messages that were sent."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Integer, String, bindparam, literal_column, select

from storage.instant import Instant
from storage.outbox_tables import MessageRow, OutboxRow
from storage.request_tables import RequestRow, SealRow
from storage.rows import table
from storage.statements import Statement
from storage.unit import Unit
from workflows.events import Event
from workflows.evidence import NoticeLine, SealLine
from workflows.notice import Notice
from workflows.request import Request

_S = table(SealRow).c
_R = table(RequestRow).c
_O = table(OutboxRow).c
_M = table(MessageRow).c
_ABOUT = bindparam("about", type_=String)
#: A seal may be stamped before an event that it covers: it reads its time first.
_BEFORE = timedelta(minutes=10)
_SIDE_ROOM = frozenset({"side_room", "side_note"})
_NEXT_SEAL = Statement(
    select(_S.sequence, _S.hash, _S.document, _S.signature)
    .where(
        _S.workspace_id == bindparam("of_workspace"),
        _S.at >= bindparam("since", type_=Instant),
        _S.sequence > bindparam("after", type_=Integer),
        _S.document.like(_ABOUT),
    )
    .order_by(_S.at, _S.sequence)
    .limit(literal_column("1"))
)
_SEALED = Statement(select(_R.sealed).where(_R.id == bindparam("of_request")))
_STANDING = Statement(
    select(_M.name, _M.ts, _M.document)
    .where(_M.workspace_id == bindparam("of_workspace"), _M.name.like(_ABOUT))
    .order_by(_M.ts, _M.name)
)
_SENT = Statement(
    select(_O.message, _O.sent_at)
    .where(_O.workspace_id == bindparam("of_workspace"), _O.lane == bindparam("of_lane"), _O.sent_at.is_not(None))
    .order_by(_O.id)
)


class EvidenceOf:
    """What a unit reads for an evidence pack. Nobody waits for it but who asked: no index is kept for this alone."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def seals(self, request: Request, events: Sequence[Event]) -> list[SealLine]:
        """The seals that cover the chain, in order: after each, the first that covers what came since."""
        sealed = await self._unit.one(_SEALED(of_request=request.id))
        found: list[SealLine] = []
        covered, newest = 0, min(int(sealed[0]), len(events)) if sealed else 0
        while covered < newest:
            seal = await self._next(request, events[covered], found[-1].sequence if found else 0)
            if seal is None:
                break
            heads = json.loads(seal.document)["heads"]
            covered = max(covered, *(int(head[2]) for head in heads if head[0] == request.id))
            found.append(seal)
        return found

    async def notices(self, request: Request) -> list[NoticeLine]:
        """The messages about the request that stand in Slack, the oldest first; none of a group's side room."""
        about = f"%{request.id}%"
        standing = await self._unit.many(_STANDING(of_workspace=request.workspace, about=about))
        sent: dict[str, list[str]] = {}
        for message, at in await self._unit.many(_SENT(of_workspace=request.workspace, of_lane=request.id)):
            sent.setdefault(message, []).append(at.isoformat())
        lines = [_line(document, ts, sent.get(name, [])) for name, ts, document in standing]
        return [line for line in lines if line.template not in _SIDE_ROOM]

    async def _next(self, request: Request, event: Event, after: int) -> SealLine | None:
        since = datetime.fromisoformat(event.at) - _BEFORE
        call = _NEXT_SEAL(of_workspace=request.workspace, since=since, after=after, about=f'%"{request.id}"%')
        rows = await self._unit.many(call)
        if not rows:
            return None
        sequence, digest, document, signature = rows[0]
        return SealLine(sequence=sequence, hash=digest, document=document, signature=signature)


def _line(document: str, ts: str, sent: list[str]) -> NoticeLine:
    notice = Notice.from_json(document)
    person = notice.to[:1] in {"U", "W", "D"}
    return NoticeLine(template=notice.template, to="person" if person else "channel", ts=ts, sent=sent)
