# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who hears of the setup's gaps once a quarter: the OSPO's room, or each of its people where it has none."""

from collections.abc import Iterable

from workflows.notice import Notice
from workflows.organization import Organization


def quarterly(organization: Organization, office: Iterable[str], workspace: str, quarter: str) -> tuple[Notice, ...]:
    """The notices of a quarter; what they say is read when they are sent. ``office`` are the ids of its people."""
    room = organization.room_of("ospo")
    return tuple(
        Notice(
            key=f"setup:{quarter}:{to}",
            workspace=workspace,
            lane=f"plain:{to}",
            message=f"setup:{quarter}:{to}",
            template="setup",
            to=to,
        )
        for to in ((room,) if room else office)
    )
