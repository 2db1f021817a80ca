# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whose thread a thread in Slack is: found by where the card of a request stands."""

from sqlalchemy import Integer, bindparam, select, text

from storage.outbox_tables import CARDS, MessageRow
from storage.rows import table
from storage.statements import Statement
from storage.unit import Unit

_C = table(MessageRow).c
_CARD = "card:"
_HERE = (
    text(CARDS),
    _C.workspace_id == bindparam("of_workspace"),
    _C.channel == bindparam("in_channel"),
)
_AT = Statement(select(_C.name).where(*_HERE, _C.ts == bindparam("at_ts")))
_IN = Statement(
    select(_C.name, _C.ts)
    .where(*_HERE, _C.ts > bindparam("after"))
    .order_by(_C.ts)
    .limit(bindparam("limit", type_=Integer))
)


class Threads:
    """The threads of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def request_at(self, workspace: str, channel: str, ts: str) -> str | None:
        """The id of the request whose card stands there."""
        row = await self._unit.one(_AT(of_workspace=workspace, in_channel=channel, at_ts=ts))
        return str(row[0]).removeprefix(_CARD) if row else None

    async def in_channel(self, workspace: str, channel: str, after: str, limit: int) -> list[tuple[str, str]]:
        """Ids of requests whose cards stand in a channel, each with the ``ts`` of its card, those behind ``after``."""
        call = _IN(of_workspace=workspace, in_channel=channel, after=after, limit=limit)
        return [(str(name).removeprefix(_CARD), str(ts)) for name, ts in await self._unit.many(call)]
