# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What listeners read out of Slack's payloads. Everything in a payload is input."""

from typing import Any

from bot.installation import Installation
from workflows.errors import Outsider, UnknownForm
from workflows.people import Person


def actor(body: dict[str, Any], installation: Installation) -> Person:
    """Who did it. Raises Outsider for people of another company (Slack Connect), UnknownForm when nobody is named.

    The enterprise of a payload is that of whoever acted, so that it proves nothing. Raises WorkspaceUnknown too.
    """
    user = body.get("user")
    person = user if isinstance(user, dict) else {}
    id_ = str(person.get("id") or body.get("user_id") or "")
    workspace = str((body.get("team") or {}).get("id") or body.get("team_id") or person.get("team_id") or "")
    if not id_ or not workspace:
        raise UnknownForm
    home = str(person.get("team_id") or workspace)
    if not installation.ours(workspace) or not installation.ours(home):
        raise Outsider
    return Person(_installed_in(installation, workspace), id_)


def event_actor(body: dict[str, Any], installation: Installation) -> Person:
    """Who an event tells of. Raises Outsider for people whose home is another workspace, and WorkspaceUnknown."""
    event = body.get("event") or {}
    workspace = str(body.get("team_id") or "")
    home = str(event.get("user_team") or event.get("team") or workspace)
    id_ = event.get("user")
    if not isinstance(id_, str) or not id_ or not workspace:
        raise UnknownForm
    if not installation.ours(home) or not installation.ours(workspace):
        raise Outsider
    return Person(_installed_in(installation, workspace), id_)


def told_of(body: dict[str, Any], installation: Installation) -> Person | None:
    """Whose account an event tells of (``user_change``); None when it names nobody."""
    user = (body.get("event") or {}).get("user")
    id_ = user.get("id") if isinstance(user, dict) else None
    named = isinstance(id_, str) and bool(id_)
    return Person(_installed_in(installation, str(body.get("team_id") or "")), str(id_)) if named else None


def value(body: dict[str, Any]) -> Any:
    """The value of the button that was clicked."""
    return (body.get("actions") or [{}])[0].get("value")


def chosen_entry(body: dict[str, Any]) -> Any:
    """The value of the menu entry that was chosen."""
    option = (body.get("actions") or [{}])[0].get("selected_option")
    return option.get("value") if isinstance(option, dict) else None


def request_number(text: str) -> int | None:
    """The number in ``OSPO-142``, ``ospo-142``, ``#142`` or ``142``; None when there is none."""
    digits = text.strip().upper().removeprefix("OSPO-").removeprefix("#")
    short = digits.isascii() and digits.isdigit() and len(digits) <= 9  # noqa: PLR2004 - far above any real number
    return int(digits) if short else None


def _installed_in(installation: Installation, workspace: str) -> str:
    identity = installation.identity
    return identity.team_id if identity and identity.team_id else workspace
