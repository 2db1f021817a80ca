# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who hears of the setup's gaps once a quarter: the OSPO's room, or each of its people where it has none."""

from collections.abc import Iterable

from workflows.notice import Notice
from workflows.organization import Organization
from workflows.plain_notices import plain_notice


def quarterly(organization: Organization, office: Iterable[str], workspace: str, quarter: str) -> tuple[Notice, ...]:
    """The notices of a quarter; what they say is read when they are sent. ``office`` are the ids of its people."""
    room = organization.room_of("ospo")
    return tuple(plain_notice(workspace, to, "setup", f"setup:{quarter}:{to}") for to in ((room,) if room else office))
