# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What changes in the workspace itself: members of user groups, accounts, and the app being removed."""

import logging
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.installation import Installation
from bot.listeners.reading import told_of
from bot.services.members import Members
from bot.services.upkeep import Upkeep

logger = logging.getLogger(__name__)


def register(app: AsyncApp) -> None:
    """Listen to user groups, accounts and to the end of the installation."""
    app.event("subteam_members_changed")(members_changed)
    app.event("subteam_updated")(members_changed)
    app.event("user_change")(user_changed)
    app.event("app_uninstalled")(removed)
    app.event("tokens_revoked")(removed)


async def members_changed(body: dict[str, Any], upkeep: Upkeep) -> None:
    """Read the group anew: events may come late or in another order, so that their content is not relied on."""
    event = body.get("event") or {}
    subteam = event.get("subteam")
    usergroup = event.get("subteam_id") or (subteam.get("id") if isinstance(subteam, dict) else "")
    await upkeep.refresh_group(str(body.get("team_id", "")), str(usergroup or ""))


async def user_changed(body: dict[str, Any], installation: Installation, members: Members) -> None:
    """Ask anew about somebody whose account changed: who was deactivated, or became a guest, loses rights at once."""
    person = told_of(body, installation)
    if person is not None:
        await members.changed(person)


async def removed(body: dict[str, Any], installation: Installation) -> None:
    """Say in the log, and by not being ready, that Slack took the app out of the workspace; nobody is served then.

    Tokens of people may be revoked too, and the office uses none of them.
    """
    event = body.get("event") or {}
    if event.get("type") == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
        return
    installation.problem = f"the app was removed from the workspace ({event.get('type')})"
    installation.identity = None
    logger.error("Slack: %s", installation.problem)
