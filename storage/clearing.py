# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Clearing the outbox of what was sent long ago, as far as its keys are not needed any more."""

from datetime import datetime, timedelta

from sqlalchemy import Integer, bindparam, delete, exists, or_, select, text

from storage.engine import Engine
from storage.instant import Instant
from storage.outbox_tables import DONE, MessageRow, OutboxRow
from storage.request_tables import OPEN, RequestRow
from storage.rows import table, words
from storage.statements import Batch, Script, Statement

#: For so long everything is kept.
KEPT = timedelta(days=30)
#: What belongs to no request is kept for longer: the key of a digest says its period, at most a year.
KEPT_WITHOUT_REQUEST = timedelta(days=400)

_OUTBOX = table(OutboxRow)
_MESSAGES = table(MessageRow)
_REQUESTS = table(RequestRow)
_C = _OUTBOX.c
_STANDS = exists().where(_MESSAGES.c.workspace_id == _C.workspace_id, _MESSAGES.c.name == _C.message)
#: While a request is open, the keys of what was told of it keep a second process from telling it again.
_OF_OPEN = exists().where(_REQUESTS.c.id == _C.lane, text(words("requests.state", OPEN)))
_OF_REQUEST = exists().where(_REQUESTS.c.id == _C.lane)
_CLEARABLE = Statement(
    select(_C.id)
    .where(
        text(words("outbox.state", DONE)),
        _C.id > bindparam("after", type_=Integer),
        _C.created_at <= bindparam("before", type_=Instant),
        _STANDS,
        ~_OF_OPEN,
        or_(_OF_REQUEST, _C.created_at <= bindparam("long_before", type_=Instant)),
    )
    .order_by(_C.id)
    .limit(bindparam("limit", type_=Integer))
)
_DELETE = Statement(delete(_OUTBOX).where(_C.id == bindparam("row_id")))


async def clear_sent(engine: Engine, now: datetime, *, at_once: int) -> int:
    """Delete notices that were sent, or collapsed, long ago, so many in a transaction; returns how many those were.

    A notice stays for KEPT; while its request is open; for KEPT_WITHOUT_REQUEST when it has none; and always when its
    message stands nowhere: its key is all that keeps it from being sent once more.
    """
    cleared, after = 0, 0
    times = {"before": now - KEPT, "long_before": now - KEPT_WITHOUT_REQUEST}
    while rows := await engine.scan(_CLEARABLE(after=after, limit=at_once, **times)):
        ids = [number for (number,) in rows]
        await engine.run(_deleted(ids))
        cleared, after = cleared + len(ids), ids[-1]
    return cleared


def _deleted(ids: list[int]) -> Script[None]:
    yield Batch([_DELETE(row_id=number) for number in ids], last=True)
