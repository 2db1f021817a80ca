# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether somebody is a full member of the workspace: guests, bots and people of other companies are not served.

A guest whom a group lists and lets decide may review for that group, and do nothing else.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.services.people import PeopleService
from bot.services.profiles import ProfileLookup
from bot.timing import Timing
from storage.database import Database
from storage.errors import StorageError
from storage.people import Profile
from workflows.errors import Outsider
from workflows.facts import Answers
from workflows.people import Person
from workflows.staffing import Staff

logger = logging.getLogger(__name__)

_FRESH_FOR = timedelta(days=1)
#: How long what Slack did not tell is not asked again.
_UNKNOWN_FOR = timedelta(minutes=3)
#: What another process learned, such as that somebody was deactivated, counts here after so long.
_REMEMBERED_FOR = timedelta(minutes=5)
_REMEMBERED = 20_000


class Standing(Enum):
    """What Slack says of a user id. UNKNOWN: Slack did not say in time."""

    MEMBER = auto()
    GUEST = auto()
    OUTSIDER = auto()
    BOT = auto()
    NOBODY = auto()
    UNKNOWN = auto()


_NOT_SERVED = frozenset({Standing.GUEST, Standing.OUTSIDER, Standing.BOT})
_CANNOT_DECIDE = _NOT_SERVED | {Standing.NOBODY}


class Members:
    """Asks Slack once a day for each person, and keeps the answer in memory and in the database.

    It only ever takes rights away: who may decide stands in the groups.
    """

    def __init__(self, database: Database, people: PeopleService, lookup: ProfileLookup, timing: Timing) -> None:
        self._database = database
        self._people = people
        self._lookup = lookup
        self._timing = timing
        self._remembered: dict[Person, tuple[Standing, datetime]] = {}

    async def check(self, person: Person) -> None:
        """Raise Outsider for a guest, a bot or a stranger.

        Whom Slack tells nothing of is served: their workspace is ours, and an outage stops nobody.
        """
        if await self.standing(person) in _NOT_SERVED:
            raise Outsider

    async def staff_for(self, person: Person) -> Staff:
        """Everybody's groups, for somebody who acts here. Raises Outsider like ``check``."""
        await self.check(person)
        return await self._people.staff(person.workspace)

    async def colleagues_for(self, person: Person) -> Staff:
        """The groups without their guests, for somebody who acts on what guests never see. Raises Outsider."""
        await self.check(person)
        return await self._people.colleagues(person.workspace)

    async def reviewing_staff(self, person: Person) -> Staff:
        """Everybody's groups, for somebody who reviews. Raises Outsider like ``check``, save for a guest of a group.

        Such a guest is in the groups only that list them by id and let guests decide.
        """
        if await self.standing(person) is not Standing.GUEST:
            return await self.staff_for(person)
        staff = await self._people.staff(person.workspace)
        as_guest = staff.for_guest(person, self._people.admitting(person))
        if not as_guest.groups_of(person):
            raise Outsider
        return as_guest

    async def changed(self, person: Person) -> None:
        """Ask Slack anew about somebody of whom it was asked before: their account has changed.

        Where that gives or takes rights, what stands in their Home is looked at too.
        """
        before = await self._stored(person)
        if before is None:
            return
        told = await self._lookup.profile(person)
        if isinstance(told, Profile):
            await self._store(person, told, home=_standing(before) is not _standing(told))
            self._remembered.pop(person, None)
            self._people.forget()

    async def unfit(self, names: Iterable[str], answers: Answers, requester: Person) -> dict[str, str]:
        """Why the people whom the fields ``names`` give cannot decide (design.md §5), by field."""
        problems: dict[str, str] = {}
        for name in names:
            person = Person(requester.workspace, str(answers[name]))
            if person == requester:
                problems[name] = "You cannot decide on your own request. Please name your manager."
            elif await self.standing(person) in _CANNOT_DECIDE:
                problems[name] = "Please choose a colleague of this workspace: a guest or a bot cannot decide."
        return problems

    async def standing(self, person: Person) -> Standing:
        """What Slack says of the person, now or within the last day."""
        now = self._timing.now()
        standing, until = self._remembered.get(person, (Standing.UNKNOWN, now))
        if until > now:
            return standing
        standing, until = await self._learned(person, now)
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        self._remembered[person] = (standing, min(until, now + _REMEMBERED_FOR))
        return standing

    async def _learned(self, person: Person, now: datetime) -> tuple[Standing, datetime]:
        """The standing, and until when it holds: from the database, else from Slack, else as it last was."""
        stored = await self._stored(person)
        if stored is not None and stored.refreshed_at + _FRESH_FOR > now:
            return _standing(stored), stored.refreshed_at + _FRESH_FOR
        told = await self._lookup.profile(person)
        if isinstance(told, Profile):
            await self._store(person, told)
            return _standing(told), now + _FRESH_FOR
        if stored is not None:
            return _standing(stored), now + _UNKNOWN_FOR
        return Standing.UNKNOWN if told is None else Standing.NOBODY, now + _UNKNOWN_FOR

    async def _stored(self, person: Person) -> Profile | None:
        try:
            async with self._database.reading() as tx:
                return await tx.people.profile(person)
        except StorageError as error:  # what needs the database says so itself
            logger.warning("a profile could not be read: %s", error)
            return None

    async def _store(self, person: Person, profile: Profile, *, home: bool = False) -> None:
        try:
            async with self._database.transaction() as tx:
                await tx.people.put(person, profile)
                if home:
                    await tx.homes.changed({person}, self._timing.now())
        except StorageError as error:  # same
            logger.warning("a profile could not be stored: %s", error)


def _standing(profile: Profile) -> Standing:
    if profile.is_bot:
        return Standing.BOT
    if profile.is_outside:
        return Standing.OUTSIDER
    return Standing.GUEST if profile.is_guest else Standing.MEMBER
