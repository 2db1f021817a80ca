# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The notices of a digest: its post, and what stands in the post's thread. Both come from the stored document."""

from dataclasses import replace

from workflows.notice import Notice
from workflows.schedules import Schedule


def digest_key(workspace: str, schedule: str, channel: str, period: str) -> str:
    """What makes the post of a digest one, whatever the number of processes (design.md §2)."""
    return f"digest:{workspace}:{schedule}:{channel}:{period}"


def digest_notices(workspace: str, schedule: Schedule, period: str, to: str) -> tuple[Notice, ...]:
    """The post of a digest in a channel, or to the one person for whom it is a trial, and what its thread says.

    The thread has two messages: all figures, and the pictures beyond that of the post, with their numbers.
    """
    post = digest_key(workspace, schedule.name, to, period)
    lane = f"digest:{schedule.name}:{to}"
    about: dict[str, str | int] = {"schedule": schedule.name, "period": period}
    root = Notice(key=post, workspace=workspace, lane=lane, message=post, template="digest", to=to, detail=about)
    figures, pictures = f"{post}:thread", f"{post}:pictures"
    below = replace(root, key=figures, message=figures, thread=post)
    return (
        root,
        below,
        replace(below, key=pictures, message=pictures, detail=about | {"pictures": 1}),
    )
