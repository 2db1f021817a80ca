# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the message of a notice from the newest state of its request, at the moment of sending."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from bot.catalog import LiveCatalog
from bot.services.delivery.daily import DailyWriter
from bot.services.delivery.digests import DigestGone, DigestWriter
from bot.services.delivery.interviews import InterviewNews
from bot.services.delivery.maturity_news import MaturityNews
from bot.services.delivery.named import NamedNews
from bot.services.delivery.petals import FlowerNews
from bot.services.delivery.program_news import PROGRAM, ProgramNews
from bot.services.delivery.questions import QUESTION_TEMPLATES, QuestionWriter
from bot.services.delivery.readers import Readers
from bot.services.delivery.register_news import RegisterNews
from bot.services.delivery.setup_news import SetupNews
from bot.services.delivery.side_notes import TEMPLATES, MovedRoom, SideNoteWriter
from bot.services.delivery.slack import CHANNELS
from bot.services.delivery.uploads import UploadNews
from bot.services.delivery.upstream_news import UpstreamNews
from bot.services.nearness import near_question, similar_to
from bot.services.people import PeopleService
from bot.services.turns import turns_of
from bot.timing import Timing
from messages.blocks import Message
from messages.news import digest, pointer
from messages.render import TELLING_TURNS, render, standalone
from storage.database import Database
from storage.delivery import Due
from workflows.errors import UnknownRequest
from workflows.kind import RequestKind
from workflows.nearest import NEAR_FOR_REVIEWERS
from workflows.notice import Notice
from workflows.people import Person
from workflows.preferences import IN_THREAD
from workflows.request import Request
from workflows.similar import NOTHING_BEFORE, Before
from workflows.turns import Turns

if TYPE_CHECKING:  # cryptography is needed only where there are keys
    from bot.side_room_keys import SideRoomKeys

#: chat.update refuses more (slack.md §1); posts keep to it too, so that each can be edited later.
LONGEST_TEXT = 4000


class CannotWrite(Exception):
    """There is nothing to write a message from; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Editing(Protocol):
    """Writes messages of which some only edit what is there."""

    async def write(self, notice: Notice, *, standing: bool) -> Message | None:
        """The message; None where there is nothing to edit."""


class Writer:
    """Reads requests and renders them under the catalog in force."""

    def __init__(
        self,
        database: Database,
        catalog: LiveCatalog,
        timing: Timing,
        side_keys: "SideRoomKeys | None",
        flowers: FlowerNews | None = None,
        uploads: UploadNews | None = None,
    ) -> None:
        self._digests = DigestWriter(database, catalog)
        self._side_notes = SideNoteWriter(database, side_keys)
        people = PeopleService(database, catalog, timing)
        self._readers = Readers(people)
        #: What tells of no request, and is written from the newest state whether it is there already or not.
        self._about_others: Mapping[str, Callable[[Notice], Awaitable[Message | None]]] = {
            "news": self._digest,
            "daily": DailyWriter(database, catalog, people, timing).write,
            "upstream": UpstreamNews(database, catalog, timing).write,
            "petals": (flowers or FlowerNews(database, catalog, people, timing)).write,
            "setup": SetupNews(database, catalog, people, timing).write,
            **dict.fromkeys(QUESTION_TEMPLATES, QuestionWriter(database, catalog).write),
            **({"uploaded": uploads.write} if uploads else {}),
        }
        #: The same, but for what only edits a message and is nothing where none stands.
        self._edited: Mapping[str, Editing] = {
            "maturity": MaturityNews(database, catalog, timing),
            "interview": InterviewNews(database, catalog, timing),
            "register": RegisterNews(database, catalog, timing),
            "named": NamedNews(database, catalog),
            **dict.fromkeys(PROGRAM, ProgramNews(database, catalog)),
        }
        self._database = database
        self._timing = timing
        self._catalog = catalog

    async def address(self, due: Due) -> str:
        """Where the notice is to be posted: in its thread's channel; a card goes where cards of its kind go by now."""
        notice = due.notice
        if due.root is not None:
            return due.root.channel
        if notice.template == "digest":
            return await self._digests.address(notice)
        if notice.template != "card":
            return notice.to
        try:
            async with self._database.reading() as tx:
                request = await tx.requests.by_id(notice.request_id)
        except UnknownRequest:
            return notice.to  # there will be nothing to write, and that is parked with why
        channel = request.route.channel or self._catalog.current.organization.channel_for(request.kind)
        return channel or notice.to

    async def in_confidence(self, notice: Notice, place: str) -> bool:
        """Whether the notice tells what is for one group alone, in a channel."""
        if not notice.request_id or not place.startswith(CHANNELS) or _stands_in_the_open(notice):
            return False
        if notice.template in TEMPLATES:
            return True
        try:
            async with self._database.reading() as tx:
                return (await tx.requests.by_id(notice.request_id)).confidential
        except UnknownRequest:
            return False  # there will be nothing to write

    async def write(self, notice: Notice, *, standing: bool, place: str = "") -> Message | None:
        """The message as it is to be sent now, to a channel or person. Raises CannotWrite.

        None: nothing is to be sent: the request has become confidential, and the message, which belongs where everybody
        reads along, is not there yet. One that is there (``standing``) is edited to say no more than the number. Or its
        person may not read of it any more, or what it told of has ended before it was there.
        """
        if not notice.request_id:
            return await self._about_none(notice, standing=standing)
        try:
            async with self._database.reading() as tx:
                request = await tx.requests.by_id(notice.request_id)
        except UnknownRequest as error:
            raise CannotWrite("request_unknown") from error
        hidden, ended = request.confidential and _stands_in_the_open(notice), notice.detail.get("ended")
        if (not standing and (hidden or ended)) or await self._readers.left(notice, request):
            return None
        catalog = self._catalog.current
        if notice.template in TEMPLATES:
            try:
                return await self._side_notes.write(notice, request, catalog.organization)
            except MovedRoom as moved:
                raise CannotWrite("side_room_moved") from moved
        policy = catalog.policies.get(request.kind)
        if policy is None:
            raise CannotWrite("kind_unknown")
        if notice.template in IN_THREAD and place.startswith(CHANNELS):
            return pointer(notice, request, policy.kind, catalog.organization)
        before = await self._before(request, policy.kind) if notice.template == "step" else NOTHING_BEFORE
        turns = await self._turns(notice, request)
        return render(notice, request, policy.kind, catalog.organization, before, turns)

    async def _about_none(self, notice: Notice, *, standing: bool) -> Message | None:
        """A message that is about no request, or about many."""
        written = self._about_others.get(notice.template)
        if written is not None:
            return await written(notice)
        edited = self._edited.get(notice.template)
        if edited is not None:
            return await edited.write(notice, standing=standing)
        if notice.template == "digest":
            try:
                return await self._digests.write(notice)
            except DigestGone as gone:
                raise CannotWrite("digest_gone") from gone
        return standalone(notice)

    async def _digest(self, notice: Notice) -> Message:
        """What a digest tells of, from the newest state of each request; one that is gone is left out."""
        catalog, requests = self._catalog.current, list[Request]()
        async with self._database.reading() as tx:
            for id_ in str(notice.detail["requests"]).split(","):
                with suppress(UnknownRequest):
                    requests.append(await tx.requests.by_id(id_))
            turns = await turns_of(tx, requests, catalog.organization, self._timing.now())
        kinds = {name: policy.kind for name, policy in catalog.policies.items()}
        return digest(requests, Person(notice.workspace, notice.to), kinds, catalog.organization, turns)

    async def _turns(self, notice: Notice, request: Request) -> Turns | None:
        """Whose turn it is now, for a message that tells of it."""
        if notice.template != "step" and notice.template not in TELLING_TURNS:
            return None
        async with self._database.reading() as tx:
            turns = await turns_of(tx, [request], self._catalog.current.organization, self._timing.now())
        return turns.get(request.number)

    async def _before(self, request: Request, kind: RequestKind) -> Before:
        """What people decided before that is near to a request that is still open, for who decides it."""
        if not request.state.open:
            return NOTHING_BEFORE
        asked, today = (request.answers, request.facts), self._timing.now().date()
        async with self._database.reading() as tx:
            near = await near_question(tx, request.workspace, kind, asked, on=today, least=NEAR_FOR_REVIEWERS)
            return Before(near, await similar_to(tx, request, kind))


def text_only(message: Message, notice: Notice) -> Message:
    """The message without its layout, for when Slack refuses that; it says where the buttons are now."""
    hint = " (Slack refused the layout of this message. Its buttons are in `/ospo status` and `/ospo queue`.)"
    end = hint if notice.request_id else ""
    return {"text": message["text"][: LONGEST_TEXT - len(hint)] + end, "blocks": []}


def _stands_in_the_open(notice: Notice) -> bool:
    """Whether it belongs to the requests channel: the card, and what stands in its thread, not in a group's room."""
    return notice.template == "card" or notice.thread.startswith("card:")
