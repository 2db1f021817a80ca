# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Of which groups the OSPO was told that nobody is there, and why: so that it is told once."""

from sqlalchemy import bindparam, delete, select

from storage.people_tables import UnreachableRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write

_UNREACHABLE = table(UnreachableRow)
_C = _UNREACHABLE.c
_CAUSES = Statement(select(_C.group_name, _C.cause).where(_C.workspace_id == bindparam("workspace_id")))
_PUT = upsert(_UNREACHABLE, lambda new: {"cause": new.cause})
_FORGET = Statement(
    delete(_UNREACHABLE).where(_C.workspace_id == bindparam("of_workspace"), _C.group_name == bindparam("of_group"))
)


class UnreachableGroups:
    """The groups of a unit with nobody there."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def causes(self, workspace: str) -> dict[str, str]:
        """What was told last, by group."""
        return {str(group): str(cause) for group, cause in await self._unit.few(_CAUSES(workspace_id=workspace))}

    async def put(self, workspace: str, group: str, cause: str) -> None:
        """Note that it was told; the newest cause counts."""
        self._unit.write(Write(_PUT(workspace_id=workspace, group_name=group, cause=cause)))

    async def forget(self, workspace: str, group: str) -> None:
        """Somebody is there again."""
        self._unit.write(Write(_FORGET(of_workspace=workspace, of_group=group)))
