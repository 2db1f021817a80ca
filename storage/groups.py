# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The copy of Slack's user groups, so that deciding does not wait for a rate-limited look-up."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, select

from storage.people_tables import GroupRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write

_GROUPS = table(GroupRow)
_C = _GROUPS.c
_COPIES = Statement(
    select(_C.usergroup, _C.members, _C.refreshed_at)
    .where(_C.workspace_id == bindparam("workspace_id"))
    .order_by(_C.usergroup)
)
_PUT = upsert(_GROUPS, lambda new: {"members": new.members, "refreshed_at": new.refreshed_at})
_DROP = Statement(
    delete(_GROUPS).where(_C.workspace_id == bindparam("of_workspace"), _C.usergroup == bindparam("of_usergroup"))
)
_IDS = TypeAdapter(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class GroupCopy:
    """The members of a user group, as Slack told at ``refreshed_at``."""

    usergroup: str
    members: tuple[str, ...]
    refreshed_at: datetime


class Groups:
    """The user groups of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def copies(self, workspace: str) -> list[GroupCopy]:
        """Every user group of a workspace that was ever copied."""
        rows = await self._unit.few(_COPIES(workspace_id=workspace))
        return [GroupCopy(usergroup, _IDS.validate_json(ids), at) for usergroup, ids, at in rows]

    async def put(self, workspace: str, copy: GroupCopy) -> None:
        """Store what Slack told; the newest word counts."""
        members = _IDS.dump_json(copy.members).decode()
        values = {"usergroup": copy.usergroup, "members": members, "refreshed_at": copy.refreshed_at}
        self._unit.write(Write(_PUT(workspace_id=workspace, **values)))

    async def drop(self, workspace: str, usergroup: str) -> None:
        """Forget a user group that Slack does not have any more."""
        self._unit.write(Write(_DROP(of_workspace=workspace, of_usergroup=usergroup)))
