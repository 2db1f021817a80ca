# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Attaching a third-party inventory to a request: fetched, read and looked up outside of the unit that records it.

A file that takes longer than a form may is read by a worker: what has to be read stands in the outbox.
"""

import asyncio
import json
import time
from collections.abc import Callable

from bot.apart import run_apart
from bot.catalog import LiveCatalog
from bot.services.downloads import Downloads
from bot.services.members import Members
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen
from bot.timing import Timing
from storage.database import Database
from workflows import attaching
from workflows.attached import AttachedInventory, attached
from workflows.errors import StaleRevision, UnknownForm, UnreadableInventory
from workflows.kind import RequestKind
from workflows.licenses.inventory.advising import assess
from workflows.licenses.inventory.components import Component, Inventory
from workflows.licenses.inventory.json_text import check_size
from workflows.licenses.policy import Use
from workflows.notice import Notice
from workflows.people import Person
from workflows.request import Request

#: Seconds for fetching, reading and looking up while a form waits, for which Slack gives three in all.
PATIENCE = 1.2
#: Seconds for the same in a worker, which has to be done before its lease ends.
IN_BACKGROUND = 20.0
#: Processes that read at once, each of up to 1.5 GB of address space.
_READERS = 2
_TOO_LONG = (
    "Fetching and reading the file took too long, and nothing was stored. "
    "Please try once more, or give a smaller inventory: `ospo sbom` in a terminal reads one of any size."
)
_STILL_READ = (
    "An inventory that you gave for this request is still being read, and would take the place of this one. "
    "Please give this one once you are told that it is read."
)


class InventoryService:
    """The use case of attaching. A form may wait ``patience`` seconds, and a worker take ``background``."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, members: Members, downloads: Downloads, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._downloads = downloads
        self._timing = timing
        self.patience, self.background = PATIENCE, IN_BACKGROUND
        self._readers = asyncio.Semaphore(_READERS)

    async def attachable(self, number: int, requester: Person) -> tuple[Request, RequestKind]:
        """The request, when this person may attach an inventory to it. Raises like attaching.attachable."""
        staff = await self._members.staff_for(requester)
        async with self._database.reading() as tx:
            found = await tx.requests.get(requester.workspace, number)
        check_seen(found, requester, staff)
        policy = self._catalog.current.policies.get(found.kind)
        if policy is None:
            raise UnknownForm
        attaching.attachable(found, policy.kind, requester)
        return found, policy.kind

    async def attach(self, number: int, *, requester: Person, file: str = "", pasted: str = "") -> Request | None:
        """Attach an uploaded file by its id, or a pasted text; None: the file takes longer, and a worker reads it.

        Raises like attachable, UnreadableFile with what is wrong with the file, and MalformedExpression when the
        product's license, which the request states, is none.
        """
        found, kind = await self.attachable(number, requester)
        if await self._database.lanes.busy(found.workspace, _lane(found)):  # and would take the place of this one
            if not file:
                raise UnreadableInventory(_STILL_READ)
            await self._later(found, file)
            return None
        try:
            answer = await self._answer(found, kind, file, pasted, self.patience)
        except TimeoutError as error:
            if not file:
                raise UnreadableInventory(_TOO_LONG) from error
            await self._later(found, file)
            return None
        return await self._record(found, requester, answer, kind)

    async def _later(self, found: Request, file: str) -> None:
        async with self._database.transaction() as tx:
            await tx.outbox.add(_uploaded(found, file))

    async def finish(self, upload: Notice) -> Request:
        """Attach what a form did not wait for. Raises like attach."""
        requester = Person(upload.workspace, upload.to)
        found, kind = await self.attachable(int(upload.detail["number"]), requester)
        try:
            answer = await self._answer(found, kind, str(upload.detail["file"]), "", self.background)
        except TimeoutError as error:
            raise UnreadableInventory(_TOO_LONG) from error
        return await self._record(found, requester, answer, kind)

    async def _answer(
        self, found: Request, kind: RequestKind, file: str, pasted: str, patience: float
    ) -> AttachedInventory:
        """What it says and what policy says of it. Raises TimeoutError after ``patience`` seconds."""
        until = _until(time.monotonic() + patience)
        async with asyncio.timeout(patience):
            data = await self._downloads.fetch(file, check_size) if file else pasted.encode(errors="replace")
            async with self._readers:
                inventory = await _read_apart(data)
            return await asyncio.to_thread(self._looked_up, found, kind, inventory, data, until)

    def _looked_up(
        self, found: Request, kind: RequestKind, inventory: Inventory, data: bytes, until: Callable[[], None]
    ) -> AttachedInventory:
        rule = attaching.attachable(found, kind, found.requester)
        policy = self._catalog.current.licenses
        into = attaching.product_of(found, kind, rule, policy.names)
        answer = assess(inventory, Use(rule.usage), policy, into, until)
        return attached(answer, data, by=found.requester, at=self._timing.now())

    @again_on_conflict
    async def _record(
        self, looked_at: Request, requester: Person, inventory: AttachedInventory, kind: RequestKind
    ) -> Request:
        clears = kind.inventory.clears if kind.inventory else ""
        staff = await self._members.staff_for(requester)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(requester.workspace, looked_at.number)
            if before.revision != looked_at.revision:  # the product's license may be another since
                raise StaleRevision(before.name, before.revision)
            after = attaching.attach(before, inventory, now=self._timing.now(), clears=clears)
            await record(tx, after, before, self._catalog.current.organization, staff)
        return after


def _lane(request: Request) -> str:
    return f"uploaded:{request.id}"


def _uploaded(request: Request, file: str) -> Notice:
    """What a worker has to read, and then tells the requester of; those of one request in their order."""
    key = f"uploaded:{request.id}:{file}"
    return Notice(
        key=key,
        workspace=request.workspace,
        lane=_lane(request),
        message=key,
        template="uploaded",
        to=request.requester.id,
        detail={"number": request.number, "file": file},
    )


def _until(end: float) -> Callable[[], None]:
    """Raises TimeoutError once the time is over: a thread cannot be ended from outside."""

    def going_on() -> None:
        if time.monotonic() > end:
            raise TimeoutError

    return going_on


async def _read_apart(data: bytes) -> Inventory:
    """The inventory, read by a process that is ended when the caller is."""
    ended = await run_apart("bot.inventory_reader", data)
    if ended.code != 0:
        raise UnreadableInventory(
            "The file could not be read: it takes too much memory, or holds what no program expects."
        )
    answer = await asyncio.to_thread(json.loads, ended.written)
    if "refusal" in answer:
        raise UnreadableInventory(answer["refusal"])
    return await asyncio.to_thread(_inventory, answer["inventory"])


def _inventory(given: dict[str, object]) -> Inventory:
    components = tuple(Component(**one) for one in given["components"])  # type: ignore[attr-defined]  # our own JSON
    return Inventory(str(given["format"]), str(given["product"]), components)
