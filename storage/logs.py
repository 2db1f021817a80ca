# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The chains beside the logs of maturity and of registers: continued with every row, and with what is erased."""

from collections.abc import Mapping

from sqlalchemy import Integer, bindparam, literal_column, select, update

from storage.log_tables import LogLinkRow
from storage.randomness import token
from storage.rows import table
from storage.statements import Statement, insertion
from storage.unit import Unit, Write
from workflows.events import commitment
from workflows.logs import BEGINNING, Link, Log, Said, erasing, link

_LINKS = table(LogLinkRow)
_L = _LINKS.c
_OF_LOG = (
    _L.workspace_id == bindparam("of_workspace"),
    _L.register_id == bindparam("of_register"),
    _L.name == bindparam("of_name"),
)
_HEAD = Statement(
    select(_L.sequence, _L.hash).where(*_OF_LOG).order_by(_L.sequence.desc()).limit(literal_column("1", Integer))
)
_ADD = insertion(_LINKS)
_SALT = Statement(
    update(_LINKS)
    .where(*_OF_LOG, _L.row_number == bindparam("of_row", type_=_L.row_number.type))
    .values(salt=bindparam("now_salt"))
)


class Logs:
    """The chains of a unit's logs. Of two who continue one at once, the second's unit raises Conflict."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._heads: dict[Log, tuple[int, str]] = {}

    async def add(self, log: Log, rows: Mapping[int, Said]) -> None:
        """Continue a chain with rows that the unit writes, by their numbers."""
        for number, said in rows.items():
            self._write(link(log, await self._head(log), number, said, token()))

    async def erase(self, log: Log, left: Mapping[int, Said]) -> None:
        """Say that rows, which the unit changes, lost people and texts, and commit to what is left of them."""
        if not left:
            return
        salts = {number: token() for number in left}
        self._write(
            erasing(
                log, await self._head(log), {row: commitment(salts[row], said.private) for row, said in left.items()}
            )
        )
        for row, salt in salts.items():
            self._unit.write(Write(_SALT(**_key(log), of_row=row, now_salt=salt)))

    async def _head(self, log: Log) -> tuple[int, str]:
        if log not in self._heads:
            row = await self._unit.one(_HEAD(**_key(log)))
            self._heads[log] = (int(row[0]), row[1]) if row else BEGINNING
        return self._heads[log]

    def _write(self, one: Link) -> None:
        self._heads[one.log] = (one.sequence, one.hash)
        values = {"sequence": one.sequence, "row_number": one.row, "salt": one.salt, "body": one.body, "hash": one.hash}
        log = {"workspace_id": one.log.workspace, "register_id": one.log.register, "name": one.log.name}
        self._unit.write(Write(_ADD(**log, **values)))


def _key(log: Log) -> dict[str, str]:
    return {"of_workspace": log.workspace, "of_register": log.register, "of_name": log.name}
