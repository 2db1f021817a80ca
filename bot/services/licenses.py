# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Answering questions about licenses: on the facts that were given, else on those that the person gave last."""

import asyncio
import logging
from dataclasses import dataclass, replace

from bot.catalog import LiveCatalog
from bot.services.downloads import Downloads
from bot.services.precedents import PrecedentService
from messages.license_questions import FILE, Question, facts_said, with_facts
from storage.database import Database
from storage.errors import Conflict, StorageError
from workflows.errors import FormProblems, Refusal, UnreadableFile
from workflows.licenses.advice import Advice, advise
from workflows.licenses.tables import Verdict
from workflows.licenses.text_files import check_text_size, text_in
from workflows.licenses.texts import Identified, advise_on_text, identify_message
from workflows.nearest import Near
from workflows.people import Person
from workflows.precedents import Subject

logger = logging.getLogger(__name__)
#: Seconds. Whoever waits for an answer, or for a form, does not wait long for what they said last.
_PATIENCE = 0.8
#: Seconds for fetching a file: Slack waits three for an answer to a form, and the look-up comes after it.
_FILE_PATIENCE = 1.8
_WORDS = {"yes": "changed", "no": "not changed", "process": "as a program of its own", "dynamic": "linked dynamically"}
_WORDS |= {"static": "linked statically"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with all facts that it was answered on, the answer, and the precedents near to it."""

    question: Question
    advice: Advice
    near: tuple[Near, ...] = ()

    @property
    def subject(self) -> Subject:
        """What precedents are looked up by. An expression that was not recognised, and what was not said, is empty."""
        facts = {name: answer for name, answer in facts_said(self.question).items() if name != "into"}
        return Subject(expression=self.advice.expression, into=self.advice.into, **facts)


class LicenseService:
    """Looks answers up. A record that cannot be reached forgets what people said, and stops no answer.

    ``patience`` is how many seconds each reading of the record may take.
    """

    def __init__(
        self, database: Database, catalog: LiveCatalog, precedents: PrecedentService, downloads: Downloads
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._precedents = precedents
        self.patience = _PATIENCE
        self._downloads = downloads
        self.file_patience = _FILE_PATIENCE

    async def opened(self, question: Question) -> Question:
        """The question with the text of its file. Raises FormProblems with what is wrong with that, under its field."""
        if not question.file:
            return question
        try:
            async with asyncio.timeout(self.file_patience):
                data = await self._downloads.fetch(question.file, check_text_size)
            return replace(question, text=text_in(data), file="")
        except UnreadableFile as refusal:
            raise FormProblems({FILE: refusal.sentence}) from refusal
        except TimeoutError as error:
            sentence = "Slack took too long to give us the file. Please try once more, or paste the text."
            raise FormProblems({FILE: sentence}) from error

    async def recognised(self, message: str) -> Identified:
        """Which license the text of a message is, told offline; nothing for every other message."""
        names = self._catalog.current.licenses.names
        return await asyncio.to_thread(identify_message, message, names)

    async def answer(self, question: Question) -> Answered:
        """The automatic answer to a question as it was asked."""
        policy = self._catalog.current.licenses
        # In a thread: the longest expressions take most of a second, and nobody else may wait for them.
        if question.text:
            advice = await asyncio.to_thread(advise_on_text, question.text, question.use, policy, question.into)
        else:
            advice = await asyncio.to_thread(advise, question.what, question.use, policy, question.into)
        return Answered(replace(question, what=advice.expression) if question.text else question, advice)

    async def answer_form(self, question: Question, person: Person) -> Answered:
        """The answer to a filled form; all that was said there of the use is remembered as the person's."""
        answered = await self.answer(question)
        if answered.advice.verdict is not Verdict.INVALID:
            await self._remember(person, facts_said(question))
        return await self._with_precedents(answered, person)

    async def answer_typed(self, question: Question, person: Person) -> Answered:
        """The answer to what was typed: without a usage it is looked up for the person's last one, and says so."""
        last = await self.last(person)
        if question.use.usage:
            same = last.get("usage") == question.use.usage
            answered = await self.answer(question)
            if answered.advice.verdict is not Verdict.INVALID:
                await self._remember(person, (last if same else {}) | facts_said(question), last)
        elif last.get("usage"):
            answered = await self.answer(with_facts(question, last))
            assumed = (_taken(facts_said(answered.question)), *answered.advice.assumptions)
            answered = replace(answered, advice=answered.advice.model_copy(update={"assumptions": assumed}))
        else:
            answered = await self.answer(question)
        return await self._with_precedents(answered, person)

    async def last(self, person: Person) -> dict[str, str]:
        """What the person last said of their use, by the names of the form; nothing when that cannot be known now."""
        try:
            async with asyncio.timeout(self.patience), self._database.reading() as tx:
                return await tx.askers.answers(person) or {}
        except (TimeoutError, StorageError) as error:
            logger.warning("what somebody last said of their use could not be read: %s", type(error).__name__)
            return {}

    async def share(self, question: Question, person: Person, place: str) -> Answered:
        """The answer for everybody at a place, once: raises Refusal when the person shared it there just now."""
        try:
            async with self._database.transaction() as tx:
                await tx.askers.share(person, place)
        except Conflict as twice:
            raise Refusal("You shared this answer here already.") from twice
        return await self.answer(question)

    async def _with_precedents(self, answered: Answered, person: Person) -> Answered:
        try:
            async with asyncio.timeout(self.patience):
                return replace(answered, near=await self._precedents.near(person.workspace, answered.subject))
        except (TimeoutError, StorageError) as error:
            logger.warning("precedents could not be looked up: %s", type(error).__name__)
            return answered

    async def _remember(self, person: Person, facts: dict[str, str], last: dict[str, str] | None = None) -> None:
        if facts == last:
            return
        try:
            async with self._database.transaction() as tx:
                await tx.askers.put(person, facts)
        except StorageError as error:
            logger.warning("what somebody said of their use could not be kept: %s", type(error).__name__)


def _taken(facts: dict[str, str]) -> str:
    words = [facts["usage"], *(_WORDS[facts[name]] for name in ("modified", "link") if name in facts)]
    words += [f"into {facts['into']}"] if "into" in facts else []
    return f"You gave no usage, so it is answered for what you said last: {', '.join(words)}. Change it if it differs."
