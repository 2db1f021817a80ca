# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The log of maturity: appended to under its newest sequence, so that of two people at once the second is told."""

import json
from datetime import datetime
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Integer, bindparam, func, literal_column, select, text, update

from storage.instant import Instant
from storage.logs import Logs
from storage.maturity_tables import MaturityEntryRow, MaturityModelRow
from storage.rows import table
from storage.statements import Row, Statement, insertion
from storage.unit import Unit, Write
from workflows.logs import Log, said_of_entry
from workflows.maturity.entries import Act, Data, Entry
from workflows.maturity.models import MaturityModel

_ENTRIES, _MODELS = table(MaturityEntryRow), table(MaturityModelRow)
_C = _ENTRIES.c
_READ = select(_C.model, _C.act, _C.at, _C.item, _C.unit, _C.by, _C.data, _C.sequence).where(
    _C.workspace_id == bindparam("of_workspace"), _C.model == bindparam("of_model")
)
_ALL = Statement(_READ.order_by(_C.sequence))
_OF_UNIT = Statement(_READ.where(_C.unit == bindparam("of_unit")).order_by(_C.sequence))
_APPEND = insertion(_ENTRIES)
_LAST = Statement(select(func.coalesce(func.max(_C.sequence), 0)).where(_C.workspace_id == bindparam("of_workspace")))
_ASKED = Statement(
    select(_C.at)
    .where(_C.workspace_id == bindparam("of_workspace"), text(f"act = '{Act.ASKED.value}'"))
    .order_by(_C.sequence.desc())
    .limit(literal_column("1", Integer))
)
_MODEL = Statement(
    select(_MODELS.c.document).where(
        _MODELS.c.workspace_id == bindparam("of_workspace"),
        _MODELS.c.name == bindparam("of_name"),
        _MODELS.c.version == bindparam("of_version"),
    )
)
_SAID_BEFORE = Statement(
    select(_C.workspace_id, *_READ.selected_columns)
    .where(_C.at <= bindparam("before", type_=Instant), text("act NOT IN ('facts', 'model')"))
    .order_by(_C.workspace_id, _C.sequence)
)
_FORGET = Statement(
    update(_ENTRIES)
    .where(_C.workspace_id == bindparam("of_workspace"), _C.sequence == bindparam("of_sequence"))
    .values(by=bindparam("now_by"), data=bindparam("now_data"))
)
_KEEP = insertion(_MODELS, unless=("workspace_id", "name", "version"))


class MaturityLog:
    """The log of a unit of work."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._logs = Logs(unit)

    async def entries(self, workspace: str, model: str, unit: str | None = "") -> list[Entry]:
        """What was said of a model's items, in order: for the program, for one unit, or (None) for all of both."""
        call = (
            _ALL(of_workspace=workspace, of_model=model)
            if unit is None
            else _OF_UNIT(of_workspace=workspace, of_model=model, of_unit=unit)
        )
        return [_entry(row) for row in await self._unit.many(call)]

    async def last(self, workspace: str) -> int:
        """The newest sequence of the workspace; 0 when nothing was said yet."""
        row = await self._unit.one(_LAST(of_workspace=workspace))
        return int(row[0]) if row else 0

    async def asked_at(self, workspace: str) -> datetime | None:
        """When a question was asked last, of whichever model; None: none was."""
        row = await self._unit.one(_ASKED(of_workspace=workspace))
        return row[0] if row else None

    async def append(self, workspace: str, after: int, *entries: Entry) -> None:
        """Append entries behind the sequence ``after``; the unit raises Conflict when somebody else did meanwhile."""
        for place, entry in enumerate(entries, 1):
            self._unit.write(Write(_APPEND(**_values(workspace, after + place, entry))))
        said = {after + place: said_of_entry(entry) for place, entry in enumerate(entries, 1)}
        await self._logs.add(Log(workspace), said)

    async def said_before(self, before: datetime) -> list[tuple[str, Entry]]:
        """What people said until then of any item, each with its workspace, in order; few entries are that old."""
        return [(row[0], _entry(row[1:])) for row in await self._unit.many(_SAID_BEFORE(before=before))]

    async def forget(self, workspace: str, *entries: Entry) -> None:
        """Keep entries as they are without people and texts: all that is ever changed of one."""
        for entry in entries:
            call = _FORGET(
                of_workspace=workspace, of_sequence=entry.sequence, now_by=entry.by, now_data=_json(entry.data)
            )
            self._unit.write(Write(call))
        await self._logs.erase(Log(workspace), {entry.sequence: said_of_entry(entry) for entry in entries})

    async def keep(self, workspace: str, model: MaturityModel) -> None:
        """Keep a version of a model; one that is there already stays as it is."""
        values = {"name": model.name, "version": model.version, "document": model.model_dump_json()}
        self._unit.write(Write(_KEEP(workspace_id=workspace, **values)))

    async def kept(self, workspace: str, name: str, version: str) -> MaturityModel | None:
        """A version of a model that was in force; None when it was never noted."""
        row = await self._unit.one(_MODEL(of_workspace=workspace, of_name=name, of_version=version))
        return MaturityModel.model_validate_json(row[0]) if row else None


def _values(workspace: str, sequence: int, entry: Entry) -> dict[str, Any]:
    return {
        "workspace_id": workspace,
        "sequence": sequence,
        "model": entry.model,
        "unit": entry.unit,
        "item": entry.item,
        "act": entry.act.value,
        "at": entry.at,
        "by": entry.by,
        "data": _json(entry.data),
    }


def _json(data: Data) -> str:
    return to_json(dict(data)).decode()


def _entry(row: Row) -> Entry:
    model, act, at, item, unit, by, data, sequence = row
    return Entry(model, Act(act), at, item, unit, by, json.loads(data), int(sequence))
