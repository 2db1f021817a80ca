# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy as people read and export it. It is changed as every register is (bot/services/registers.py)."""

from dataclasses import dataclass
from datetime import date

from bot.catalog import LiveCatalog
from bot.services.acting import acting
from bot.services.canvases import Canvases
from bot.services.members import Members
from bot.services.names import Names
from bot.services.register_entries import entries_of
from bot.services.strategy_documents import StrategyDocuments
from bot.services.uploads import Uploads
from bot.timing import Timing
from storage.database import Database
from workflows.people import Person
from workflows.registers.rights import Actor, is_approver, is_editor
from workflows.strategy.document import SECTIONS, StrategyDocument
from workflows.strategy.interviews import INTERVIEWS, Round, rounds_of
from workflows.strategy.refusals import NoCanvas

#: The name under which the bot remembers the canvas.
_DOCUMENT, _TITLE = "strategy", "Open source strategy"
_FOR_FEW = "There is no canvas: not everybody may read the strategy, and a canvas is read by all who ever got it."


@dataclass(frozen=True, slots=True)
class StrategySeen:
    """The strategy as somebody sees it; ``office``: they work at it and may export drafts."""

    document: StrategyDocument
    today: date
    office: bool
    newest: Round | None = None


class StrategyService:
    """Reads in one unit; what is exported goes to who asked for it."""

    def __init__(
        self,
        database: Database,
        catalog: LiveCatalog,
        members: Members,
        documents: StrategyDocuments,
        sending: tuple[Uploads, Canvases, Names],
        timing: Timing,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._documents = documents
        self._uploads, self._canvases, self._names = sending
        self._timing = timing

    async def overview(self, person: Person) -> StrategySeen:
        """Sections, goals and the interview's newest round. Raises Outsider."""
        actor, now = await acting(self._members, person), self._timing.now()
        async with self._database.reading() as tx:
            document = await self._documents.overview(tx, person.workspace, actor, now)
            rounds = rounds_of(await entries_of(tx, self._catalog.current, person.workspace, INTERVIEWS))
        return StrategySeen(document, document.on, self._office(actor), rounds[-1] if rounds else None)

    async def executive(self, person: Person) -> StrategyDocument:
        """The page for executives. Raises Outsider."""
        actor, now = await acting(self._members, person), self._timing.now()
        async with self._database.reading() as tx:
            return await self._documents.executive(tx, person.workspace, actor, now)

    async def office(self, person: Person) -> bool:
        """Whether somebody works at the strategy. Raises Outsider."""
        return self._office(await acting(self._members, person))

    async def send_file(self, person: Person, *, drafts: bool = False, because: str = "") -> None:
        """Send the document as a file, with why it is one if that is not what was asked for. Raises UnsentFile."""
        from messages.strategy.markdown import document_text, file_name  # noqa: PLC0415 - only who exports pays for it

        document = await self._whole(person, drafts=drafts)
        names = await self._names.of(document.people)
        text = document_text(document, lambda user: names.get(user, user))
        comment = f"{because} Here is the strategy as a file.".strip() if because else "The open source strategy."
        await self._uploads.send(person, file_name(document), text.encode(), comment)

    async def send_canvas(self, person: Person, *, drafts: bool = False) -> None:
        """Bring the canvas up to date and send its address; where Slack has none, the file with the reason.

        Everybody whom it was ever sent to reads it: drafts and what few may read never stand in it. Raises UnsentFile.
        """
        from messages.strategy.markdown import document_text  # noqa: PLC0415 - same

        if not self._catalog.current.registers[SECTIONS].open:
            await self.send_file(person, drafts=drafts, because=_FOR_FEW)
            return
        document = await self._for_everybody(person)
        names = await self._names.of(document.people)
        text = document_text(document, lambda user: names.get(user, user))
        try:
            await self._canvases.show(_DOCUMENT, _TITLE, text, person)
        except NoCanvas as refused:
            await self.send_file(person, drafts=drafts, because=refused.why)

    async def _whole(self, person: Person, *, drafts: bool) -> StrategyDocument:
        actor, now = await acting(self._members, person), self._timing.now()
        async with self._database.reading() as tx:
            return await self._documents.whole(tx, person.workspace, actor, now, drafts=drafts and self._office(actor))

    async def _for_everybody(self, person: Person) -> StrategyDocument:
        """The document as somebody reads it who is of no group and owns nothing. Raises Outsider."""
        await self._members.check(person)
        async with self._database.reading() as tx:
            return await self._documents.whole(
                tx, person.workspace, Actor(Person(person.workspace, "")), self._timing.now()
            )

    def _office(self, actor: Actor) -> bool:
        register = self._catalog.current.registers.get(SECTIONS)
        return register is not None and (is_editor(register, actor) or is_approver(register, actor))
