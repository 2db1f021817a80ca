# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What delivery is given of the outbox: leased lanes, the notices due in them, and where messages stand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.notice import Notice

#: Nothing waits for longer than this without being looked at again. What is to wait until after that was written by a
#: clock that has been set back since, and waits no more.
LONGEST_WAIT = timedelta(minutes=5)
#: The clocks of the hosts agree better than this.
SKEW = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Message:
    """Where a message of ours stands in Slack. ``reposted``: it was deleted once and made again."""

    name: str
    channel: str
    ts: str
    notice_id: str
    reposted: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A notice to be sent now, at its place in the lane.

    ``notice_id`` is the random id that travels in the message's metadata. ``ambiguous``: an earlier try ended without
    a clear answer (or its process died), so Slack may have the message: look for ``notice_id`` before posting, from
    ``tried_at`` on, which is when the first try of unknown end began.
    ``standing`` is where the notice's message already stands (then this is an edit), ``root`` where the message of
    ``notice.thread`` stands.
    """

    id: int
    notice_id: str
    notice: Notice
    attempts: int
    ambiguous: bool
    created_at: datetime
    tried_at: datetime | None
    not_before: datetime | None
    standing: Message | None = None
    root: Message | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """A lane that this worker alone may send from until ``until``; ``dues`` are its unsent notices in order.

    Never empty. ``dues`` may be older than the lane: ``begin`` looks again.
    """

    workspace: str
    lane: str
    token: str
    until: datetime
    dues: tuple[Due, ...]
