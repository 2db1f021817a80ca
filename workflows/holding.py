# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Legal hold: nothing of a request is erased while it is on hold, however long it has been kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from workflows.errors import Erased, NotInCharge, TextNeeded
from workflows.events import Event
from workflows.request import Request
from workflows.reviewer import Reviewer
from workflows.text import cleaned
from workflows.transitions import happened

#: The kinds of the events of a hold. Nobody but those who may place one learns of it.
HELD, RELEASED = "held", "released"
HOLD_EVENTS = frozenset({HELD, RELEASED})
#: What an ``erased`` event says when it was for this.
BY_RETENTION = "retention"
_HOLDERS = ("legal", "ospo")


def holders(request: Request) -> frozenset[str]:
    """The groups that may place and lift a hold: legal and the OSPO; of a private request those that decide it."""
    return frozenset(step.group for step in request.steps) if request.private else frozenset(_HOLDERS)


def hold(
    request: Request,
    reason: str,
    *,
    now_held: bool,
    then_held: bool,
    by: Reviewer,
    now: datetime,
    over: bool = False,
) -> Request:
    """Place a legal hold on a request, or lift it; the request itself when that is so already.

    Where its requester alone was erased, what was decided is there still, and can be held. ``over``: it was kept for
    its time, and nothing is left to hold. Raises NotInCharge, also for who made the request, TextNeeded, and Erased.
    """
    if by.person == request.requester or holders(request).isdisjoint(by.groups):
        raise NotInCharge("legal and the OSPO" if not request.private else "the group that decides it")
    if not cleaned(reason):
        raise TextNeeded("why: a hold is explained to whoever asks for the record later")
    if now_held == then_held:
        return request
    if over:
        raise Erased(request.name)
    return happened(request, HELD if then_held else RELEASED, now, by.person, {}, {"reason": cleaned(reason)})


def marks_differ(row: Mapping[str, Any], events: Sequence[Event]) -> Iterator[str]:
    """Where the marks of a request's row say another thing than its events, in sentences."""
    last = next((one.kind for one in reversed(events) if one.kind in HOLD_EVENTS), RELEASED)
    if bool(row["held"]) != (last == HELD):
        yield "it is not on legal hold as its events say"
    erased = (json.loads(one.body)["data"] for one in events if one.kind == "erased")
    if bool(row["forgotten"]) != any(data.get("because") == BY_RETENTION for data in erased):
        yield "it was not erased as its events say"
