# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who may still read a direct message about a confidential request: it may have waited while its person left."""

from dataclasses import replace

from bot.services.delivery.courtesy import reaches_a_person
from bot.services.people import PeopleService
from bot.services.requests import may_see
from workflows.notice import Notice, Template
from workflows.people import Person
from workflows.request import Request

#: What is told to those who decide, with more in it than a number.
_TELLING: frozenset[Template] = frozenset({"step", "answer", "overturned", "inventory", "conditions", "handed"})


class Readers:
    """Asks the groups as they are when a message is sent."""

    def __init__(self, people: PeopleService) -> None:
        self._people = people

    async def left(self, notice: Notice, request: Request) -> bool:
        """Whether the person of a notice may not read of the request any more.

        Nobody is taken for gone because Slack has not told who is in a group: the message would be lost.
        """
        if not request.confidential or notice.template not in _TELLING or not reaches_a_person(notice):
            return False
        staff = replace(await self._people.staff(notice.workspace), stale=frozenset())
        return not may_see(request, Person(notice.workspace, notice.to), staff)
