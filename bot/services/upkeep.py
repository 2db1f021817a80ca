# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What has to happen without anybody asking: seals, copies of user groups, changed policy files."""

import asyncio
import logging
from hashlib import sha256
from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.services.people import PeopleService
from bot.services.telling import to_office, to_person
from bot.timing import Timing
from storage.database import Database
from storage.groups import GroupCopy
from workflows.people import Person

if TYPE_CHECKING:  # whoever has a key has loaded it; 7 MB that others do not need
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

logger = logging.getLogger(__name__)


class Upkeep:
    """Idempotent ticks: any number of replicas may run them, and a missed one is made up by the next."""

    def __init__(
        self,
        database: Database,
        catalog: LiveCatalog,
        people: PeopleService,
        client: AsyncWebClient,
        timing: Timing,
        signing_key: "Ed25519PrivateKey | None" = None,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._client = client
        self._timing = timing
        self._signing_key = signing_key

    async def seal(self) -> None:
        """Seal every chain of events that grew since the last seal."""
        await self._database.seals.seal(self._timing.now(), self._signing_key)

    async def clear_outbox(self) -> int:
        """Forget notices that were sent long ago, and say how many (docs/delivery.md)."""
        return await self._database.clear_sent()

    async def refresh_groups(self, workspace: str) -> None:
        """Copy the members of every linked Slack user group; one that cannot be read keeps its age, and is logged."""
        for group in self._catalog.current.organization.groups.values():
            if group.usergroup:
                await self.refresh_group(workspace, group.usergroup)

    async def refresh_group(self, workspace: str, usergroup: str) -> None:
        """Copy the members of one user group, if it is one that decides here."""
        if usergroup not in {group.usergroup for group in self._catalog.current.organization.groups.values()}:
            return
        try:
            answer = await self._client.usergroups_users_list(usergroup=usergroup, team_id=workspace)
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            logger.warning("user group %s could not be read: %s", usergroup, error)
            return
        copy = GroupCopy(usergroup, tuple(answer.get("users") or ()), self._timing.now())
        async with self._database.transaction() as tx:
            await tx.groups.put(workspace, copy)

    async def say(self, person: Person, key: str, text: str) -> None:
        """Send a person a direct message, once per key."""
        async with self._database.transaction() as tx:
            await tx.outbox.add(to_person(person.workspace, key, person.id, text))

    async def reread_policy(self) -> None:
        """Read the organization's folder when it changed; every process does this for itself."""
        await asyncio.to_thread(self._catalog.refresh)  # a large directory takes a third of a second to read

    async def refresh_policy(self, workspace: str) -> None:
        """Read the organization's folder when it changed; a mistake in it is told to the OSPO, at once and daily."""
        await self.reread_policy()
        problems = self._catalog.problems_to_tell(self._timing.now())
        if not problems:
            return
        lines = "\n".join(f"• {one.file}: {one.key}: {one.reason}" for one in problems)
        text = f"The policy files have mistakes, so the last good ones stay in force:\n{lines}"
        fingerprint = sha256(lines.encode()).hexdigest()[:12]
        await self.tell_office(workspace, f"policy:{self._timing.now():%Y-%m-%d}:{fingerprint}", text)

    async def tell_office(self, workspace: str, key: str, text: str) -> None:
        """Tell the OSPO group something about the office itself, once per key."""
        organization, staff = self._catalog.current.organization, await self._people.staff(workspace)
        async with self._database.transaction() as tx:
            await tx.outbox.add(*to_office(organization, staff.members.get("ospo", ()), workspace, key, text))
