# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The worker that empties the outbox: leases lanes, sends several at once, and never ends because of one of them."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.metrics import Metrics
from bot.services.delivery.courtesy import Courtesy
from bot.services.delivery.outcomes import Outcomes
from bot.services.delivery.pace import Pace
from bot.services.delivery.petals import FlowerNews
from bot.services.delivery.pictures import Pictures
from bot.services.delivery.posting import Poster
from bot.services.delivery.sending import LEASE, Sender
from bot.services.delivery.slack import Slack
from bot.services.delivery.undelivered import STATES, retry_parked
from bot.services.delivery.uploads import UploadNews
from bot.services.delivery.writing import Writer
from bot.services.home_marking import HomeMarking
from bot.services.people import PeopleService
from bot.timing import Timing
from storage.database import Database
from storage.delivery import Lease
from storage.errors import StorageError

if TYPE_CHECKING:  # cryptography is needed only where there are keys
    from bot.side_room_keys import SideRoomKeys

logger = logging.getLogger(__name__)

#: Lanes sent at once by one worker: calls to Slack take their time, and budgets allow four posts a second at most.
LANES = 8
#: Seconds between two looks for what other processes have stored, or what has become due.
_POLL = 0.5
#: Seconds that lanes under way get to finish when the process is told to stop.
_LAST_WAIT = 8
_RETRY_EVERY = timedelta(days=1)


class Delivery:
    """Delivers notices. Any number of workers may run on one database."""

    def __init__(
        self,
        database: Database,
        client: AsyncWebClient,
        catalog: LiveCatalog,
        timing: Timing,
        metrics: Metrics,
        side_keys: "SideRoomKeys | None" = None,
        may_upload: Callable[[], bool] = lambda: False,
        uploads: UploadNews | None = None,
    ) -> None:
        self._database = database
        self._timing = timing
        self._metrics = metrics
        pace = Pace(database.pacing, timing)
        outcomes = Outcomes(database, catalog, pace, timing)
        slack = Slack(client, metrics)
        flowers = FlowerNews(database, catalog, PeopleService(database, catalog, timing), timing)
        writer = Writer(database, catalog, timing, side_keys, flowers, uploads)
        self._sender = Sender(
            database,
            writer,
            Poster(slack, pace, timing, writer.in_confidence),
            outcomes,
            Courtesy(database, catalog, timing),
            Pictures(database, slack, timing, may_upload, flowers),
            timing,
        )
        self._homes = HomeMarking(database, PeopleService(database, catalog, timing), timing)
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look at the outbox at once: something was stored by this process."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver until cancelled. Lanes under way then finish their present notice.

        What was parked is tried again when a worker starts, and every day.
        """
        self._stopping = False
        sending: set[asyncio.Task[int]] = set()
        retry_at = self._timing.now()
        try:
            while True:
                self._woken.clear()
                if self._timing.now() >= retry_at:
                    retry_at = self._timing.now() + _RETRY_EVERY
                    await self._retry_parked()
                sending |= {asyncio.create_task(self._send(lease)) for lease in await self._lease(LANES - len(sending))}
                await self._until_more(sending)
                sending = {task for task in sending if not task.done()}
        finally:
            self._stopping = True
            await _ended(sending)

    async def drain(self) -> int:
        """Send everything that is due now, and return how many notices Slack has taken."""
        count = 0
        self._stopping = False
        while leases := await self._lease(LANES):
            async with asyncio.TaskGroup() as group:
                sending = [group.create_task(self._send(lease)) for lease in leases]
            count += sum(task.result() for task in sending)
        return count

    async def measure(self) -> None:
        """Set the gauges: notices that have not gone out by state, and the age of the oldest in seconds."""
        counts = await self._database.backlog.counts()
        for state in STATES:
            self._metrics.waiting.labels(state).set(counts[state].count if state in counts else 0)
        unsent = [counts[state].oldest for state in ("waiting", "sending") if state in counts]
        age = (self._timing.now() - min(unsent)).total_seconds() if unsent else 0.0
        self._metrics.oldest.set(max(0.0, age))

    async def _until_more(self, sending: set[asyncio.Task[int]]) -> None:
        """Wait until a lane was sent, something was stored, or it is time to look."""
        waiting: set[asyncio.Task[Any]] = set()
        if len(sending) < LANES:
            waiting = {asyncio.create_task(self._woken.wait()), asyncio.create_task(self._pause())}
        try:
            await asyncio.wait(sending | waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()

    async def _pause(self) -> None:
        await self._timing.sleep(_POLL)

    async def _lease(self, lanes: int) -> list[Lease]:
        try:
            return await self._database.lanes.lease(lanes, LEASE) if lanes else []
        except Exception as error:  # noqa: BLE001 - without this loop nothing is delivered: it looks again soon
            _log("the outbox cannot be read", error)
            return []

    async def _retry_parked(self) -> None:
        try:
            await retry_parked(self._database)
        except Exception as error:  # noqa: BLE001 - as above; the next day comes
            _log("parked notices cannot be tried again", error)

    async def _send(self, lease: Lease) -> int:
        """Send one lane. After an error that nobody has thought of, the lane waits until its lease ends."""
        try:
            await self._homes.mark(lease)
        except Exception as error:  # noqa: BLE001 - a Home that shows what was true holds up no message
            _log("Homes that a change concerns could not be marked", error)
        try:
            return await self._sender.send(lease, lambda: self._stopping)
        except Exception as error:  # noqa: BLE001 - the other lanes go on, whatever it is
            _log(f"lane {lease.lane} could not be sent", error)
            return 0


def _log(what: str, error: Exception) -> None:
    """Log an error that ends nothing. Only the record's own words are known to quote no request."""
    reference = secrets.token_hex(4)
    if isinstance(error, StorageError):
        logger.error("reference %s: %s: %s", reference, what, error)
        return
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("reference %s: %s: %s\n%s", reference, what, type(error).__name__, where)


async def _ended(sending: set[asyncio.Task[int]]) -> None:
    """Give lanes under way a little time, then cut them off: whoever finds their notices looks what Slack has."""
    if sending:
        await asyncio.wait(sending, timeout=_LAST_WAIT)
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)  # the database is closed next
