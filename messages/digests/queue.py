# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The queue of a digest's post in one line: what is open, what came and went, and how long deciding took."""

from messages.digests.lines import Line
from messages.digests.wording import duration, too_few
from messages.text import counted
from workflows.figures import ProgramFigures, QueueFigures


def queue_shortly(queue: QueueFigures) -> str:
    """3 of 12 open requests are overdue."""
    if not queue.open:
        return "no request is open"
    if not queue.overdue:
        return f"{counted(queue.open, 'request', 'requests')} open, none overdue"
    requests = "open request" if queue.open == 1 else "open requests"
    return f"{queue.overdue:,} of {queue.open:,} {requests} {'is' if queue.overdue == 1 else 'are'} overdue"


def queue_line(figures: ProgramFigures) -> Line:
    """The three figures of the post: what is open, what came and went, and how long deciding took."""
    queue = figures.queue
    came = f"{figures.arrivals:,} came in, {figures.decisions:,} decided"
    return Line("Queue", f"{queue.open:,} open ({queue.overdue:,} overdue); {came}; {_middle(figures)}.")


def _middle(figures: ProgramFigures) -> str:
    if figures.wall.median is None:
        of = figures.wall.of
        return f"time to decision: {too_few(of, 'decision by people', 'decisions by people')}"
    return f"half of people's {figures.wall.of:,} decisions within {duration(figures.wall.median)}"
