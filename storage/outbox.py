# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The outbox of a unit: notices are stored in the same transaction as the change that they tell of."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, case, text, update

from storage.instant import Instant
from storage.outbox_tables import UNSENT, LaneRow, OutboxRow
from storage.randomness import token
from storage.rows import table, words
from storage.statements import Statement, insertion, upsert
from storage.unit import Unit, Write
from workflows.notice import Notice

_OUTBOX = table(OutboxRow)
_LANES = table(LaneRow)
#: Rows of one INSERT at most: a digest's hundred notices should not make a statement of their own.
_ROWS = 8


_HURRY = Statement(
    update(_LANES)
    .where(_LANES.c.workspace_id == bindparam("of_workspace"), _LANES.c.name == bindparam("of_lane"))
    .values(due_at=bindparam("at", type_=Instant))
)
_AT_ONCE = Statement(
    update(_OUTBOX)
    .where(
        _OUTBOX.c.workspace_id == bindparam("of_workspace"),
        _OUTBOX.c.lane == bindparam("of_lane"),
        text(words("state", UNSENT)),
    )
    .values(not_before=None)
)


class Outbox:
    """The notices of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._notices: dict[tuple[str, str], Notice] = {}

    async def let_go(self, workspace: str, lane: str, now: datetime) -> None:
        """Have what waits in a lane looked at again at once."""
        self._unit.write(
            Write(_HURRY(of_workspace=workspace, of_lane=lane, at=now)),  # lanes are locked before their rows
            Write(_AT_ONCE(of_workspace=workspace, of_lane=lane)),
        )

    async def add(self, *notices: Notice) -> None:
        """Store notices to be sent, each at once and in this order within its lane.

        A notice whose key is already there, of this unit or of any before, is the same notice: it is not added again.
        """
        if notices and not self._notices:
            self._unit.write_late(self._writes)
        for notice in notices:
            self._notices.setdefault((notice.workspace, notice.key), notice)

    def _writes(self) -> Iterator[Write]:
        """First the lanes, sorted: holding a lane's row keeps the order of its notices that of the commits."""
        now = self._unit.now()
        notices = list(self._notices.values())
        for workspace, name in sorted({(notice.workspace, notice.lane) for notice in notices}):
            yield Write(MARK_DUE(workspace_id=workspace, name=name, due_at=now))
        for start in range(0, len(notices), _ROWS):
            yield insertion_of(notices[start : start + _ROWS], now)


def _sooner(refused: Any) -> dict[str, Any]:
    """The lane is due at the earlier of both instants; who has leased it keeps it."""
    return {"due_at": case((_LANES.c.due_at < refused.due_at, _LANES.c.due_at), else_=refused.due_at)}


_COLUMNS = ("workspace_id", "lane", "key", "message", "thread", "notice_id", "created_at", "document")
#: The names of the parameters of each row of an insertion.
_PARAMETERS = [tuple(f"{name}_{row}" if row else name for name in _COLUMNS) for row in range(_ROWS)]


MARK_DUE = upsert(_LANES, _sooner)


@lru_cache(maxsize=_ROWS)
def _insert(rows: int) -> Statement:
    return insertion(_OUTBOX, rows, unless=("workspace_id", "key"))


def insertion_of(notices: Sequence[Notice], now: datetime) -> Write:
    """The one statement that stores some notices, 8 at most."""
    values: dict[str, object] = {}
    for names, one in zip(_PARAMETERS, notices, strict=False):
        row = (one.workspace, one.lane, one.key, one.message, one.thread, token(), now, one.as_json())
        values.update(zip(names, row, strict=True))
    return Write(_insert(len(notices))(**values))
