# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Plain sentences as notices: to one person, or to the OSPO group about the office itself."""

from workflows.notice import Notice
from workflows.organization import Organization

#: What begins the key of every notice about the office itself.
OFFICE = "office:"
_LONGEST = 2900


def to_person(workspace: str, key: str, to: str, text: str) -> Notice:
    """A sentence to one person or channel, once per key."""
    message = f"{key}:{to}"
    return Notice(
        key=message,
        workspace=workspace,
        lane=f"plain:{to}",
        message=message,
        template="plain",
        to=to,
        detail={"text": text[:_LONGEST]},
    )


def to_office(organization: Organization, workspace: str, key: str, text: str) -> tuple[Notice, ...]:
    """A sentence to the OSPO group, once per key: in its channel, or to each listed member when it has none."""
    group = organization.group("ospo")
    to = (group.channel,) if group.channel else tuple(sorted(group.members))
    return tuple(to_person(workspace, f"{OFFICE}{key}", one, text) for one in to)
