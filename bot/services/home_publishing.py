# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Publishing Homes: at each visit, and anew by a worker while something in them changes."""

import hashlib
import json
import logging
from dataclasses import replace
from datetime import timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.catalog import LiveCatalog
from bot.metrics import Metrics
from bot.services.delivery.failures import Nature, SendingFailed
from bot.services.delivery.pace import Pace, back_off, publishing
from bot.services.delivery.slack import Slack
from bot.services.home import HomeService
from bot.timing import Timing
from messages.blocks import Block
from messages.home import closed_home
from messages.home import home as home_view
from messages.queues import wanted_of
from storage.database import Database
from storage.errors import Conflict, StorageError
from storage.homes import Home
from workflows.errors import Outsider, Refusal
from workflows.people import Person
from workflows.queue import EVERYTHING, Wanted

logger = logging.getLogger(__name__)

#: Who has not opened Home for so long gets it anew when they do.
KEPT = timedelta(days=30)
#: A Home is published once in this time at most, however much happens; the last state is always published.
REST = timedelta(seconds=5)
#: So long a worker that has taken a Home has to publish it: more than two calls to Slack may take.
_CLAIM = timedelta(minutes=2)
_AT_ONCE = 20
#: Tries after errors that nobody has thought of; the next visit publishes anyway.
_TRIES = 5
#: What Slack says of somebody who has no Home, or none any more.
_NO_HOME = frozenset({"user_not_found", "user_disabled", "not_enabled", "account_inactive", "user_not_visible"})


class HomePublishing:
    """Reads and renders under the rights and the catalog of the moment. A worker publishes with Slack's ``hash``.

    So nothing older ever replaces what somebody else published meanwhile: Slack refuses it, and the Home is looked at
    again. A visit is published without one: it is the person's own, and newest.
    """

    def __init__(
        self,
        database: Database,
        client: AsyncWebClient,
        catalog: LiveCatalog,
        homes: HomeService,
        timing: Timing,
        metrics: Metrics,
    ) -> None:
        self._database = database
        self._slack = Slack(client, metrics)
        self._pace = Pace(database.pacing, timing)
        self._catalog = catalog
        self._homes = homes
        self._timing = timing

    async def show(self, client: AsyncWebClient, person: Person, wanted: Wanted = EVERYTHING) -> None:
        """Publish somebody's Home as they want to see it, for they are looking. Raises SlackApiError.

        Who may not see any gets one that says so, in the place of what it showed while they might; where Slack has none
        for them, Outsider is raised.
        """
        async with self._database.reading() as tx:
            before = await tx.homes.of(person)
        try:
            view = await self._view(person, wanted)
        except Outsider as refused:
            await self._close(client, person, refused)
            return
        answer = await client.views_publish(user_id=person.id, view=view)
        slack_hash = str((answer.get("view") or {}).get("hash") or "")
        changes, publications = (before.changes, before.publications) if before else (0, 0)
        shown = Home(
            person, self._timing.now(), view["private_metadata"], _shown(view), slack_hash, changes, publications
        )
        async with self._database.transaction() as tx:
            await tx.homes.opened(shown)

    async def refresh(self) -> int:
        """Publish the Homes in which something has changed, and say how many; one that fails holds up no other."""
        now, count = self._timing.now(), 0
        async with self._database.reading() as tx:
            due = await tx.homes.due(now, now - REST, _AT_ONCE)
        for home in due:
            try:
                published = await self._look(home)
                if published is None:
                    break  # the others would be rendered for nothing
                count += published
            except Conflict:
                continue  # another worker has it
            except StorageError as error:
                logger.warning("a Home could not be looked at, and will be again: %s", error)
        return count

    async def forget(self) -> None:
        """Forget the Homes that nobody opened for long."""
        async with self._database.transaction() as tx:
            await tx.homes.forget(self._timing.now() - KEPT)

    async def _look(self, home: Home) -> bool | None:
        """Publish a Home if it would show something else; None: not now, for too many were published just before.

        Raises Conflict when somebody else is at it.
        """
        async with self._database.transaction() as tx:
            await tx.homes.claim(home, self._timing.now() + _CLAIM)
        ended = False
        try:
            view = await self._view(home.person, wanted_of(home.wanted))
        except Refusal as refused:  # they have left, or are a guest now: Slack would show the last one for ever
            view, ended = closed_home(refused.sentence), True
        if _shown(view) == home.shown:
            async with self._database.transaction() as tx:
                await tx.homes.unchanged(home)
            return False
        later = await self._pace.turn(publishing(home.person.workspace))
        if later is not None:
            async with self._database.transaction() as tx:
                await tx.homes.again(home, later)
            return None
        published = await self._publish(home, view)
        return await self._drop(home, published=True) if ended and published else published

    async def _publish(self, home: Home, view: Block) -> bool:
        try:
            slack_hash = await self._slack.publish(home.person.id, view, home.slack_hash)
        except SendingFailed as failure:
            await self._failed(home, failure)
            return False
        async with self._database.transaction() as tx:
            await tx.homes.published(home, _shown(view), slack_hash, self._timing.now())
        return True

    async def _failed(self, home: Home, failure: SendingFailed) -> None:
        if failure.code in _NO_HOME:
            await self._drop(home)
            return
        logger.info("a Home could not be published: %s (%s)", failure.code, failure.nature)
        workspace, now, tried = home.person.workspace, self._timing.now(), replace(home, tries=home.tries + 1)
        if failure.nature is Nature.LIMITED:
            tried, until = home, await self._pace.limited(publishing(workspace), failure.wait)
        elif failure.nature is Nature.TOKEN:
            tried, until = home, await self._pace.pause(workspace)
        elif failure.code == "hash_conflict":
            tried, until = replace(home, slack_hash=""), now + REST
        elif failure.nature is Nature.UNKNOWN and tried.tries >= _TRIES:
            logger.error("a Home is not tried again before it is opened: %s", failure.code)
            await self._drop(home)
            return
        else:
            until = now + back_off(tried.tries)
        async with self._database.transaction() as tx:
            await tx.homes.again(tried, until)

    async def _drop(self, home: Home, *, published: bool = False) -> bool:
        async with self._database.transaction() as tx:
            await tx.homes.drop(home.person)
        return published

    async def _close(self, client: AsyncWebClient, person: Person, refused: Outsider) -> None:
        """Say in Home why there is none, and forget it. Raises the refusal where that cannot be said there."""
        try:
            await client.views_publish(user_id=person.id, view=closed_home(refused.sentence))
        except SlackApiError as error:
            raise refused from error
        async with self._database.transaction() as tx:
            await tx.homes.drop(person)

    async def _view(self, person: Person, wanted: Wanted) -> Block:
        visit, current = await self._homes.visit(person, wanted), self._catalog.current
        kinds = {name: policy.kind for name, policy in current.policies.items()}
        return home_view(visit, kinds, current.organization)


def _shown(view: Block) -> str:
    """What tells two views apart."""
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
