# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The transactions of delivery. Each that records something locks the lane first and compares the lease."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from storage import lane_statements as statements
from storage.delivery import LONGEST_WAIT, SKEW, Due, Lease, Message
from storage.errors import LeaseLost
from storage.statements import Batch, Call, Row, Script
from workflows.notice import Notice

logger = logging.getLogger(__name__)

#: Why a notice is parked whose document this version cannot read.
UNREADABLE = (
    "The message was stored by a newer version of OSPO Bot, or is damaged. Run that version: it sends what is parked."
)
#: Notices of one lane that a lease reads at most; the rest is read by the next lease.
LANE_LENGTH = 50


def lease_lanes(lanes: int, now: datetime, duration: timedelta, token: str) -> Script[list[Lease]]:
    """Take free lanes, then read their rows; give back those whose first notice has to wait, drop empty ones.

    What cannot be read is parked, so that it holds up neither its lane nor any other.
    """
    until, never_due = now + duration, now + LONGEST_WAIT + SKEW
    [free] = yield Batch([statements.FREE(now=now, never_due=never_due, never_leased=until + SKEW, limit=lanes)])
    names = [{"of_workspace": workspace, "of_lane": lane} for workspace, lane in free.rows]
    if not names:
        return []
    took = [statements.TAKE(**name, token=token, until=until) for name in names]
    rows = [statements.ROWS(**name, limit=LANE_LENGTH) for name in names]
    results = yield Batch([*took, *rows])
    leases = []
    returned: list[Call] = []
    for name, result in zip(names, results[len(names) :], strict=True):
        read = [(row, _due(row)) for row in result.rows]
        dues = tuple(_waiting_no_more(due, never_due) for _, due in read if due)
        returned += [_park_unreadable(row) for row, due in read if due is None]
        if not result.rows:
            returned.append(statements.DROP(**name))
        elif not dues:
            returned.append(statements.RELEASE(**name, next_at=now))
        elif dues[0].not_before is not None and dues[0].not_before > now:
            returned.append(statements.RELEASE(**name, next_at=dues[0].not_before))
        else:
            leases.append(Lease(name["of_workspace"], name["of_lane"], token, until, dues))
    if returned:
        yield Batch(returned, last=True)
    return leases


def begin(lease: Lease, due: Due, now: datetime) -> Script[Due | None]:
    """Mark a notice as being sent, with the newest content of its message."""
    yield from _fence(lease)
    lane, message = lane_of(lease), due.notice.message
    [found] = yield Batch([statements.ROWS_OF_MESSAGE(**lane, message=message)])
    rows = [row for row in found.rows if row[0] >= due.id]
    if not rows or rows[0][0] != due.id:
        return None
    current = _due(rows[0])
    if current is None:
        return None
    later = [] if current.ambiguous else [one for row in rows[1:] if (one := _due(row))]
    newest = later[-1] if later else current
    current = replace(current, notice=newest.notice, root=newest.root, attempts=current.attempts + 1)
    if current.notice.thread and current.root is None and current.standing is None:
        [stuck] = yield Batch([statements.IS_STUCK(**lane, message=current.notice.thread)])
        if stuck.rows:
            yield Batch([_park_thread(lease, current.notice.thread)], last=True)
            return None
    collapsed = [statements.COLLAPSE(row_id=one.id) for one in later]
    document = current.notice.as_json()
    yield Batch([statements.BEGIN(row_id=due.id, newest=document, now=now), *collapsed], last=True)
    return current


def sent(lease: Lease, due: Due, message: Message | None, now: datetime) -> Script[None]:
    """Record what Slack has, and let go what waited for it."""
    calls = [statements.SENT(row_id=due.id, at=now), *_give_back(lease, due)]
    if message is not None:
        place = {"channel": message.channel, "ts": message.ts, "notice_id": message.notice_id}
        place["document"] = due.notice.as_json()
        calls.append(
            statements.PLACE(workspace_id=lease.workspace, name=message.name, reposted=message.reposted, **place)
        )
        calls.append(statements.COLLAPSE_STUCK(**lane_of(lease), root=message.name))
        calls.append(statements.REVIVE_THREAD(**lane_of(lease), root=message.name))
    yield from fenced(lease, *calls)


def park(lease: Lease, due: Due, problem: str, state: str) -> Script[int]:
    """Give a notice up, and with it the thread of a message that is nowhere."""
    yield from _fence(lease)
    message = due.notice.message
    standing, _ = yield Batch(
        [
            statements.MESSAGE(of_workspace=lease.workspace, message=message),
            statements.PARK(row_id=due.id, now_state=state, why=problem),
        ]
    )
    if standing.rows:
        return 1
    [thread] = yield Batch([_park_thread(lease, message)], last=True)
    return 1 + thread.count


def release(lease: Lease, now: datetime) -> Script[None]:
    """Give the lane back with the instant of its first unsent notice, or drop it when it is empty."""
    yield from _fence(lease)
    lane = lane_of(lease)
    [first] = yield Batch([statements.NEXT(**lane)])
    if first.first is None:
        yield Batch([statements.DROP(**lane)], last=True)
    else:
        yield Batch([statements.RELEASE(**lane, next_at=first.first[0] or now)], last=True)


def fenced(lease: Lease, *calls: Call) -> Script[None]:
    """Run calls if the lane is still this lease's. Raises LeaseLost."""
    yield from _fence(lease)
    yield Batch(calls, last=True)


def lane_of(lease: Lease) -> dict[str, Any]:
    """The lane as the statements name it."""
    return {"of_workspace": lease.workspace, "of_lane": lease.lane}


def gather(lease: Lease, dues: Sequence[Due], instead: Call) -> Script[None]:
    """Let one notice go out in the place of some that were not tried yet."""
    collapsed = [statements.COLLAPSE(row_id=one.id) for one in dues]
    yield from fenced(lease, instead, *collapsed, *(call for one in dues for call in _give_back(lease, one)))


def _give_back(lease: Lease, due: Due) -> list[Call]:
    """A notice that was held in another lane belongs to its own again: what is kept of it depends on that."""
    own = due.notice.lane
    return [] if own == lease.lane else [statements.GIVE_BACK(row_id=due.id, to_lane=own)]


def _fence(lease: Lease) -> Script[None]:
    [held] = yield Batch([statements.FENCE(**lane_of(lease))])
    if held.first is None or held.first[0] != lease.token:
        raise LeaseLost(f"lane {lease.lane} is held by another worker")


def _park_thread(lease: Lease, root: str) -> Call:
    why = "The message in whose thread this should stand could not be posted."
    return statements.PARK_THREAD(**lane_of(lease), root=root, why=why)


def notice_of(document: str) -> Notice | None:
    """The notice of a stored document; None when this version cannot read it."""
    try:
        return Notice.from_json(document)
    except ValidationError:
        return None


def _waiting_no_more(due: Due, never_due: datetime) -> Due:
    """The notice without an instant to wait for that only a wrong clock can have written."""
    return due if due.not_before is None or due.not_before <= never_due else replace(due, not_before=None)


def _park_unreadable(row: Row) -> Call:
    number, _, state, *_ = row
    logger.error("notice number %s of the outbox cannot be read and is parked", number)
    return statements.PARK(row_id=number, now_state="uncertain" if state == "sending" else "parked", why=UNREADABLE)


def _due(row: Row) -> Due | None:
    """The notice of a row with the columns of ROWS; None when this version cannot read it."""
    number, notice_id, state, attempts, created_at, tried_at, not_before, document, *places = row
    notice = notice_of(document)
    if notice is None:
        return None
    half = len(places) // 2
    standing, root = places[:half], places[half:]
    return Due(
        number,
        notice_id,
        notice,
        attempts,
        state == "sending",
        created_at,
        tried_at,
        not_before,
        Message(*standing) if standing[0] else None,
        Message(*root) if root[0] else None,
    )
