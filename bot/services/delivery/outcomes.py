# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Recording what became of a notice that Slack did not take: tried again later, or given up and told to the OSPO."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.catalog import LiveCatalog
from bot.services.delivery.explanations import explain, explain_token, explain_trying, explain_uncertain
from bot.services.delivery.failures import MAY_NOT_LOOK, Nature, SendingFailed
from bot.services.delivery.pace import Pace, back_off, calling, posting
from bot.services.people import PeopleService
from bot.services.telling import OFFICE, to_office
from bot.timing import Timing
from storage.database import Database
from storage.delivery import LONGEST_WAIT, Due, Lease

logger = logging.getLogger(__name__)

#: Tries of a notice that meets an error which nobody has thought of.
UNKNOWN_TRIES = 8
#: Tries of a notice on which Slack itself fails, one in five minutes: a day.
FAILING_TRIES = 300
#: How long Slack gets to finish what it may have begun, before anybody looks whether it did.
_SETTLE = timedelta(seconds=5)
_PARKED = (
    "A message of the bot could not be delivered. {why} It is kept, and tried again every day, or at once by "
    "`ospo retry`. `ospo check` lists everything that waits like this."
)
_UNCERTAIN = (
    "Nobody knows whether a message of the bot has arrived. {why} It is kept, and not repeated by itself, as it might "
    "then be there twice: `ospo retry` looks for it once more, and sends it only if it is not there. `ospo check` "
    "lists everything that waits like this."
)


class Then(Enum):
    """How the lane goes on."""

    SENT = auto()
    NEXT = auto()
    STOP = auto()


class Outcomes:
    """Writes to the outbox what happened, and says how the lane goes on. Methods raise LeaseLost."""

    def __init__(self, database: Database, catalog: LiveCatalog, pace: Pace, timing: Timing) -> None:
        self._database = database
        self._people = PeopleService(database, catalog, timing)
        self._lanes = database.lanes
        self._catalog = catalog
        self._pace = pace
        self._timing = timing

    async def failed(self, lease: Lease, due: Due, failure: SendingFailed, to: str) -> Then:
        """After a call for a notice that was begun; ``to`` is where it was to go."""
        logger.info("notice %s: %s (%s)", due.notice.key, failure.code, failure.nature)
        if failure.nature is Nature.LIMITED:
            await self.wait(lease, due, await self._limited(due, failure, to))
        elif failure.nature is Nature.TOKEN:
            await self._pause(lease, due, failure)
        elif _worth_another(failure.nature, due.attempts):
            await self._again(lease, due, failure)
        else:
            return await self.give_up(lease, due, failure.code)
        return Then.STOP

    async def not_found_out(self, lease: Lease, due: Due, failure: SendingFailed) -> Then:
        """After a look that could not say whether a try has arrived; nothing is posted before that is known."""
        now = self._timing.now()
        if failure.nature is Nature.LIMITED:
            await self._lanes.postpone(lease, due, await self._limited(due, failure, ""))
        elif failure.nature is Nature.TOKEN and failure.code not in MAY_NOT_LOOK:
            await self._lanes.postpone(lease, due, await self._pace.pause(due.notice.workspace))
        elif failure.nature in {Nature.UNREACHED, Nature.UNCLEAR, Nature.LATER}:
            # A look counts as no try, so that the pauses grow with the age of the notice instead.
            pause = min(LONGEST_WAIT, max(_SETTLE, (now - due.created_at) / 4))
            await self._lanes.later(lease, due, now + pause, explain_trying(failure.code), ambiguous=True)
        else:
            why = explain_uncertain(failure.code, due.notice.to)
            return await self._park(lease, due, failure.code, why, uncertain=True)
        return Then.STOP

    async def wait(self, lease: Lease, due: Due, until: datetime) -> None:
        """Give a notice back that has not arrived now, through no fault of its own."""
        await self._lanes.postpone(lease, replace(due, ambiguous=_perhaps_reposted(due)), until)

    async def give_up(self, lease: Lease, due: Due, code: str) -> Then:
        """Park a notice until a person repairs the cause, and tell the OSPO."""
        return await self._park(lease, due, code, explain(code, due.notice.to), uncertain=_perhaps_reposted(due))

    async def _tell(self, due: Due, code: str, text: str) -> None:
        """Tell the OSPO group of a cause, once a day, and never that it could not be told."""
        if due.notice.key.startswith(OFFICE):
            return
        notice = due.notice
        key = f"undelivered:{code}:{notice.to}:{self._timing.now():%Y-%m-%d}"
        organization, staff = self._catalog.current.organization, await self._people.staff(notice.workspace)
        office = staff.members.get("ospo", ())
        async with self._database.transaction() as tx:
            await tx.outbox.add(*to_office(organization, office, notice.workspace, key, text))

    async def _park(self, lease: Lease, due: Due, code: str, why: str, *, uncertain: bool) -> Then:
        logger.warning("notice %s is %s: %s", due.notice.key, "uncertain" if uncertain else "parked", code)
        await self._tell(due, code, (_UNCERTAIN if uncertain else _PARKED).format(why=why))
        await self._lanes.park(lease, due, why, uncertain=uncertain)
        return Then.NEXT

    async def _limited(self, due: Due, failure: SendingFailed, to: str) -> datetime:
        workspace = due.notice.workspace
        is_post = failure.method == "chat.postMessage"
        budgets = posting(workspace, to) if is_post else calling(workspace, failure.method)
        return await self._pace.limited(budgets, failure.wait)

    async def _pause(self, lease: Lease, due: Due, failure: SendingFailed) -> None:
        logger.error("Slack does not take the token: %s", failure.code)
        until = await self._pace.pause(due.notice.workspace)
        ambiguous = _perhaps_reposted(due)
        await self._lanes.later(lease, due, until, explain_token(failure.code), ambiguous=ambiguous)

    async def _again(self, lease: Lease, due: Due, failure: SendingFailed) -> None:
        unclear = failure.nature is Nature.UNCLEAR
        pause = max(back_off(due.attempts), _SETTLE if unclear else timedelta(0))
        why = explain_trying(failure.code)
        ambiguous = unclear or _perhaps_reposted(due)
        await self._lanes.later(lease, due, self._timing.now() + pause, why, ambiguous=ambiguous)


def _perhaps_reposted(due: Due) -> bool:
    """Whether its message stands and an earlier try to post it again may have arrived: only a look clears that up.

    A notice whose message stands nowhere is looked for before each try, so that nothing is left open of it.
    """
    return due.ambiguous and due.standing is not None


def _worth_another(nature: Nature, attempts: int) -> bool:
    """Whether time alone may help. What never arrived is tried for ever: an outage must not lose anything."""
    if nature is Nature.UNREACHED:
        return True
    if nature in {Nature.UNCLEAR, Nature.LATER}:
        return attempts < FAILING_TRIES
    return nature is Nature.UNKNOWN and attempts < UNKNOWN_TRIES
