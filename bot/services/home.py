# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Everything that a person sees in Home, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.services.obligations import ObligationService, Owing
from bot.services.queue import QueueService
from bot.services.requests import RequestService
from workflows.people import Person
from workflows.queue import EVERYTHING, Waiting, Wanted
from workflows.request import Request
from workflows.turns import Turns


@dataclass(frozen=True, slots=True)
class Visit:
    """What waits for the person, what is the person's own with whose turn it is, and what the person owes."""

    waiting: Waiting
    mine: list[Request]
    turns: Mapping[int, Turns]
    owed: Owing


class HomeService:
    """Joins the services of the subjects that Home shows."""

    def __init__(self, queue: QueueService, requests: RequestService, obligations: ObligationService) -> None:
        self._queue = queue
        self._requests = requests
        self._obligations = obligations

    async def visit(self, person: Person, wanted: Wanted = EVERYTHING) -> Visit:
        """Read it as it is now."""
        waiting = await self._queue.waiting_for(person, wanted)
        mine = await self._requests.mine(person)
        owed = await self._obligations.owed_by(person)
        return Visit(waiting, mine, await self._queue.turns(mine), owed)
