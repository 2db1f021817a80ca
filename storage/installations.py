# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who Slack said we are, by a fingerprint of the token: so that a restart while Slack is down still knows."""

import hashlib
from datetime import datetime

from sqlalchemy import bindparam, select

from storage.people_tables import InstallationRow
from storage.rows import table
from storage.statements import Statement, upsert
from storage.unit import Unit, Write

_INSTALLATIONS = table(InstallationRow)
_C = _INSTALLATIONS.c
_GET = Statement(
    select(_C.workspace_id, _C.enterprise_id, _C.bot_id, _C.bot_user_id).where(_C.fingerprint == bindparam("token"))
)
_PUT = upsert(
    _INSTALLATIONS,
    lambda refused: {
        name: refused[name] for name in ("workspace_id", "enterprise_id", "bot_id", "bot_user_id", "learned_at")
    },
)
_WORKSPACES = Statement(select(_C.workspace_id).distinct().order_by(_C.workspace_id))


class Installations:
    """The installations of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def get(self, token: str) -> tuple[str, str, str, str] | None:
        """Workspace, enterprise, bot and bot user as last learned with this token; None when it never was."""
        row = await self._unit.one(_GET(token=_fingerprint(token)))
        return None if row is None else (row[0], row[1], row[2], row[3])

    async def workspaces(self) -> list[str]:
        """The workspaces that the app was ever installed in."""
        return [workspace for (workspace,) in await self._unit.few(_WORKSPACES())]

    async def put(self, token: str, identity: tuple[str, str, str, str], at: datetime) -> None:
        """Store what was learned; the token itself is never stored."""
        workspace, enterprise, bot, bot_user = identity
        self._unit.write(
            Write(
                _PUT(
                    fingerprint=_fingerprint(token),
                    workspace_id=workspace,
                    enterprise_id=enterprise,
                    bot_id=bot,
                    bot_user_id=bot_user,
                    learned_at=at,
                )
            )
        )


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
