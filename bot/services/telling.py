# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Plain sentences as notices: to one person, or to the OSPO group about the office itself."""

from collections.abc import Iterable

from workflows.notice import Notice
from workflows.organization import Organization
from workflows.people import Person
from workflows.plain_notices import plain_notice

#: What begins the key of every notice about the office itself.
OFFICE = "office:"
_LONGEST = 2900


def to_person(workspace: str, key: str, to: str, text: str) -> Notice:
    """A sentence to one person or channel, once per key."""
    message = f"{key}:{to}"
    return plain_notice(workspace, to, "plain", message, detail={"text": text[:_LONGEST]})


def to_office(
    organization: Organization, members: Iterable[Person], workspace: str, key: str, text: str
) -> tuple[Notice, ...]:
    """A sentence to the OSPO group, once per key: in its channel, or to each of its members when it has none."""
    channel = organization.group("ospo").channel
    to = (channel,) if channel else tuple(sorted(member.id for member in members))
    return tuple(to_person(workspace, f"{OFFICE}{key}", one, text) for one in to)
