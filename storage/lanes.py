# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a delivery worker asks of the outbox: lease lanes, take their notices in order, record what became of each.

Every method is a transaction of its own, so that none is open while Slack is called:
lease -> begin -> (Slack) -> sent, later or park -> … -> release.

A lease is fenced: each record first locks the lane's row and compares the lease's token, so that a worker that was too
slow, and whose lane another worker has by now, gets LeaseLost and changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from storage import lane_statements as statements
from storage.delivery import LONGEST_WAIT, Due, Lease, Message
from storage.engine import Engine
from storage.errors import LeaseLost
from storage.lane_scripts import begin, fenced, gather, lane_of, lease_lanes, notice_of, park, release, sent
from storage.outbox import MARK_DUE, insertion_of
from storage.randomness import token
from storage.statements import Call
from workflows.notice import Notice


class Lanes:
    """The outbox as delivery sees it."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    async def lease(self, lanes: int, duration: timedelta) -> list[Lease]:
        """Lease up to so many lanes that are due, the longest waiting first. Lanes of other workers are left alone.

        A lane whose lease has run out is due again. Lanes with nothing to send are dropped on the way.
        """
        return await self._engine.run(lease_lanes(lanes, self._now(), duration, token()))

    async def renew(self, lease: Lease, duration: timedelta) -> Lease:
        """Hold the lane for longer. Raises LeaseLost."""
        until = self._now() + duration
        await self._record(lease, statements.HOLD(**lane_of(lease), until=until))
        return replace(lease, until=until)

    async def begin(self, lease: Lease, due: Due) -> Due | None:
        """Mark a notice as being sent, right before Slack is called, and return it as it is to be sent now.

        Later unsent notices of the same message collapse into it: it keeps its place and its ``notice_id`` and takes
        their newest content. One that is ambiguous is returned as it was tried, alone. None: it is not unsent any more
        (collapsed, or parked with its root), go on with the next. Raises LeaseLost.
        """
        return await self._engine.run(begin(lease, due, self._now()))

    async def sent(self, lease: Lease, due: Due, message: Message | None) -> None:
        """Record that Slack has the notice; ``message`` is where it stands, None when that is known or needless.

        Parked notices of the same message are done with it, and those parked because it was missing wait again. Raises
        LeaseLost.
        """
        await self._engine.run(sent(lease, due, message, self._now()))

    async def later(self, lease: Lease, due: Due, not_before: datetime, problem: str, *, ambiguous: bool) -> None:
        """Record a try that failed and is worth repeating from ``not_before`` on; the lane waits with it.

        It waits for LONGEST_WAIT at most.

        ``ambiguous``: Slack may have taken it all the same. ``problem`` is a plain sentence for people.
        Raises LeaseLost.
        """
        state = "sending" if ambiguous else "waiting"
        then = self._soon(not_before)
        await self._record(lease, statements.LATER(row_id=due.id, now_state=state, from_then=then, why=problem))

    async def postpone(self, lease: Lease, due: Due, not_before: datetime) -> None:
        """Give a notice back before ``begin``, such as when a budget has no slot soon. Raises LeaseLost."""
        state = "sending" if due.ambiguous else "waiting"
        then = self._soon(not_before)
        await self._record(lease, statements.POSTPONE(row_id=due.id, now_state=state, from_then=then))

    async def hold(self, lease: Lease, due: Due, lane: str, not_before: datetime) -> None:
        """Move a notice to a lane in which it waits, so that it holds up nothing in its own. Raises LeaseLost."""
        then = self._soon(not_before)
        there = MARK_DUE(workspace_id=lease.workspace, name=lane, due_at=then)
        await self._record(lease, there, statements.MOVE(row_id=due.id, to_lane=lane, from_then=then))

    async def held(self, workspace: str, lane: str, message: str) -> bool:
        """Whether a notice of this message waits in such a lane."""
        return bool(
            await self._engine.read(statements.IS_UNSENT(of_workspace=workspace, of_lane=lane, message=message))
        )

    async def busy(self, workspace: str, lane: str) -> bool:
        """Whether anything of a lane is still to be sent."""
        return bool(await self._engine.read(statements.ANY_UNSENT(of_workspace=workspace, of_lane=lane)))

    async def gather(self, lease: Lease, dues: Sequence[Due], instead: Notice) -> None:
        """Let one notice go out in the place of some that were not tried yet. Raises LeaseLost."""
        await self._engine.run(gather(lease, dues, insertion_of([instead], self._now()).call))

    async def park(self, lease: Lease, due: Due, problem: str, *, uncertain: bool = False) -> int:
        """Give a notice up until a person looks; if its message is nowhere, all in its thread are parked with it.

        ``problem`` is a plain sentence for people; ``uncertain``: Slack may have it, and looking was impossible.
        Returns how many were parked in all. Raises LeaseLost.
        """
        return await self._engine.run(park(lease, due, problem, "uncertain" if uncertain else "parked"))

    async def release(self, lease: Lease) -> None:
        """Give the lane back; it is due again when its first unsent notice is. A lost lease is released already."""
        try:
            await self._engine.run(release(lease, self._now()))
        except LeaseLost:
            return

    async def message(self, workspace: str, name: str) -> Message | None:
        """Where a message of ours stands, if it does."""
        rows = await self._engine.read(statements.MESSAGE(of_workspace=workspace, message=name))
        return Message(*rows[0]) if rows else None

    async def newest(self, lease: Lease, name: str) -> Notice | None:
        """The notice that made a message of this workspace, or edited it last.

        None when it never stood, or when this version cannot read it.
        """
        rows = await self._engine.read(statements.NEWEST(of_workspace=lease.workspace, message=name))
        return notice_of(rows[0][0]) if rows else None

    def _soon(self, not_before: datetime) -> datetime:
        return min(not_before, self._now() + LONGEST_WAIT)

    async def _record(self, lease: Lease, *calls: Call) -> None:
        await self._engine.run(fenced(lease, *calls))
