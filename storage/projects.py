# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the record says of a project: its newest requests with the license that each names, and standing clearances."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Integer, String, bindparam, select, text

from storage.clearances import Clearances
from storage.figure_functions import Answer
from storage.request_tables import RequestRow
from storage.rows import table
from storage.statements import Statement
from storage.unit import Unit
from workflows.kind import RequestKind
from workflows.request import State
from workflows.upstreams.record import LOOKED_AT, Made, ProjectRecord

_R = table(RequestRow).c
_NEWEST = Statement(
    select(
        _R.number,
        _R.state,
        _R.submitted_at,
        Answer(_R.document, bindparam("license_field", type_=String)),
        Answer(_R.document, bindparam("other_field", type_=String)),
    )
    .where(
        _R.workspace_id == bindparam("of_workspace"),
        _R.kind == bindparam("of_kind"),
        _R.project == bindparam("of_project"),
        text("project <> ''"),
        text("NOT private"),
    )
    .order_by(_R.number.desc())
    .limit(bindparam("limit", type_=Integer))
)
#: The option of a license field behind which another field says which license it is.
_OTHER = "other"


class Projects:
    """The projects of a unit; nothing confidential is read."""

    def __init__(self, unit: Unit, clearances: Clearances) -> None:
        self._unit = unit
        self._clearances = clearances

    async def of(
        self, workspace: str, project: str, kinds: Iterable[RequestKind], on: datetime, newest: int = LOOKED_AT
    ) -> ProjectRecord:
        """What the newest requests of these kinds say of a project, and which of its clearances hold at an instant."""
        if not project:
            return ProjectRecord(project)
        about = [kind for kind in kinds if kind.project_field]
        made = [one for kind in about for one in await self._made(workspace, project, kind, newest)]
        standing = await self._clearances.standing_for(workspace, project, on)
        return ProjectRecord(project, tuple(sorted(made, key=lambda one: -one.number)), tuple(standing))

    async def _made(self, workspace: str, project: str, kind: RequestKind, newest: int) -> list[Made]:
        other = next(iter(kind.asked_of_license), "") if kind.license_field else ""
        call = _NEWEST(
            of_workspace=workspace,
            of_kind=kind.name,
            of_project=project,
            license_field=kind.license_field,
            other_field=other,
            limit=newest,
        )
        return [
            Made(number, kind.name, State(state), at, _license(named, typed))
            for number, state, at, named, typed in await self._unit.many(call)
        ]


def _license(named: str | None, typed: str | None) -> str:
    """The license that a request names: chosen from the list, or typed where the list has it not."""
    if named == _OTHER:
        return typed or ""
    return "NONE" if named == "none" else named or ""
