# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Everything that a person sees in Home, read at once."""

from bot.services.obligations import ObligationService
from bot.services.preferences import PreferenceService
from bot.services.program import ProgramService
from bot.services.queue import QueueService
from bot.services.registers import RegisterService
from bot.services.requests import RequestService
from workflows.home import Visit
from workflows.people import Person
from workflows.queue import EVERYTHING, Wanted

#: The group that runs the program.
_OFFICE = "ospo"


class HomeService:
    """Joins the services of the subjects that Home shows."""

    def __init__(
        self,
        queue: QueueService,
        requests: RequestService,
        obligations: ObligationService,
        preferences: PreferenceService,
        program: ProgramService,
        registers: RegisterService,
    ) -> None:
        self._queue = queue
        self._requests = requests
        self._obligations = obligations
        self._preferences = preferences
        self._program = program
        self._registers = registers

    async def visit(self, person: Person, wanted: Wanted = EVERYTHING) -> Visit:
        """Read it as it is now, as far as the person's groups go. Raises Outsider."""
        waiting = await self._queue.waiting_for(person, wanted)
        mine = await self._requests.mine(person)
        owed = await self._obligations.owed_by(person)
        return Visit(
            waiting,
            mine,
            await self._queue.turns(mine),
            owed.first,
            owed.total,
            daily_at=(await self._preferences.of(person))[0].daily_at if waiting.groups else None,
            program=await self._program.now(person.workspace) if _OFFICE in waiting.groups else None,
            entries=await self._registers.owned(person),
            today=self._registers.today,
        )
