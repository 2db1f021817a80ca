# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Looking up what is written down: the entries of registers and the precedents of a workspace, in an index of its own.

The index is made at the first question, and follows what changed since at each later one: a look at two numbers tells
that something did, whoever changed it and in whichever process.
"""

import asyncio
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.catalog import Catalog, LiveCatalog
from bot.memory import give_back
from bot.services.register_entries import entries_of, entry_of, petal_titles
from bot.synonyms import read_synonyms
from bot.timing import Timing
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.asking.asked import NotReadYet
from workflows.asking.reply import ASKED, GUIDES, PRECEDENTS, QUESTIONS, Hit, offered
from workflows.licenses.contradicting import otherwise_of
from workflows.precedents import Precedent
from workflows.registers.entry import Entry
from workflows.registers.register import Register
from workflows.registers.rights import Actor, may_see, may_see_register
from workflows.search.documents import Document, Key
from workflows.search.index import Index
from workflows.search.ranking import Found, look_up
from workflows.search.words import Language

logger = logging.getLogger(__name__)
#: How much an entry counts beside one that was written as an answer.
_WEIGHTS: Mapping[str, float] = {QUESTIONS: 1.0, PRECEDENTS: 0.95, GUIDES: 0.85, ASKED: 1.0}
_ELSE = 0.6
#: The field of an entry that says in which other words it is asked for.
_ALSO = "also"
#: Seconds. Slack waits three for an answer, and what comes of it is stored and shown after that.
_PATIENCE = 1.8
#: How many are shown.
_SHOWN = 3


@dataclass(slots=True)
class _Held:
    """The index of a workspace, and what it was made of."""

    index: Index
    catalog: Catalog
    stamp: tuple[object, ...]
    versions: dict[Key, int] = field(default_factory=dict)


class SearchService:
    """One index for each workspace that this process serves."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing
        self._held: dict[str, _Held] = {}
        self._changing = asyncio.Lock()
        self.patience = _PATIENCE

    async def find(self, question: str, workspace: str, actor: Actor) -> tuple[Hit, ...]:
        """What is nearest to a question of all that the actor may read, nearest first; nothing that is far from it."""
        catalog = self._catalog.current
        hidden = {one.name for one in catalog.registers.values() if not may_see_register(one, actor)} | {ASKED}
        found = await self._found(workspace, question, hidden)
        async with self._database.reading() as tx:
            hits = [hit for one in found if (hit := await self._hit(tx, catalog, workspace, one, actor))]
            petals = await petal_titles(tx, catalog, workspace) if hits else {}
        return tuple(replace(one, petals=petals) for one in offered(hits)[:_SHOWN])

    def ready(self, workspace: str) -> bool:
        """Whether somebody asked before, so that the index is there."""
        return workspace in self._held

    async def like(self, question: str, workspace: str, least: float) -> str:
        """The name of the open question that is much like this one; empty when none is."""
        others = {*self._catalog.current.registers, PRECEDENTS} - {ASKED}
        found = await self._found(workspace, question, others)
        return found[0].key.name if found and found[0].nearness >= least else ""

    async def _found(self, workspace: str, question: str, hidden: Iterable[str]) -> tuple[Found, ...]:
        """What is found, once the index is there: whoever asks first does not wait longer than Slack does."""
        looking = asyncio.ensure_future(self._looked(workspace, question, frozenset(hidden)))
        done, _ = await asyncio.wait([looking], timeout=self.patience)
        if not done:
            looking.add_done_callback(_over)
            raise NotReadYet
        return looking.result()

    async def _looked(self, workspace: str, question: str, hidden: frozenset[str]) -> tuple[Found, ...]:
        async with self._changing:  # an index that is being changed is not looked into
            held = await self._current(workspace)
            return await asyncio.to_thread(look_up, held.index, question, hidden, _SHOWN + 1)

    async def _hit(self, tx: UnitOfWork, catalog: Catalog, workspace: str, found: Found, actor: Actor) -> Hit | None:
        key = found.key
        if key.register == PRECEDENTS:
            precedent = await tx.precedents.get(workspace, int(key.name))
            holds = precedent is not None and precedent.holds(self._timing.now().date())
            return Hit(key, found.nearness, precedent=precedent) if holds else None
        register = catalog.registers.get(key.register)
        entry = await entry_of(tx, catalog, workspace, key.register, key.name)
        if register is None or entry is None or not entry.visible or not may_see(register, entry, actor):
            return None
        return Hit(key, found.nearness, register, entry, otherwise=otherwise_of(entry, catalog.licenses))

    async def _current(self, workspace: str) -> _Held:
        catalog, held, today = self._catalog.current, self._held.get(workspace), self._timing.now().date()
        async with self._database.reading() as tx:
            stamp = (*await tx.registers.stamp(workspace), *await tx.precedents.stamp(workspace), today)
            if held is not None and held.catalog is catalog and held.stamp == stamp:
                return held
            versions = await tx.registers.versions(workspace)
            fresh = held is None or held.catalog is not catalog
            changed = None if fresh or held is None else _changed(held.versions, versions)
            documents, gone = await _documents(tx, catalog, workspace, today, changed)
        if held is None or fresh:
            language = Language(read_synonyms(catalog.synonyms))
            index = await asyncio.to_thread(Index, documents, language)
            await asyncio.to_thread(give_back)  # 28 MB of 36 for 5,000 entries are needed for making it alone
        else:
            index = held.index
            await asyncio.to_thread(index.put, documents, gone)
        self._held[workspace] = _Held(index, catalog, stamp, versions)
        return self._held[workspace]


class ShippedSearch:
    """The same for what comes with the product and the organization's folder, without a record."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        searched = [one for one in catalog.registers.values() if one.searched]
        self._entries = {
            Key(one.name, name): (one, entry)
            for one in searched
            for name, entry in catalog.register_catalog.shipped(one.name, "").items()
        }
        documents = [_entry_document(entry) for _, entry in self._entries.values()]
        self._index = Index(documents, Language(read_synonyms(catalog.synonyms)))

    def find(self, question: str, actor: Actor) -> tuple[Hit, ...]:
        """What is nearest to a question of all that the actor may read, nearest first; nothing that is far from it."""
        registers = {one.name: one for one, _ in self._entries.values()}
        hidden = frozenset(name for name, one in registers.items() if not may_see_register(one, actor))
        found = look_up(self._index, question, hidden, _SHOWN + 1)
        return offered([self._hit(one) for one in found])[:_SHOWN]

    def _hit(self, found: Found) -> Hit:
        register, entry = self._entries[found.key]
        return Hit(found.key, found.nearness, register, entry, otherwise=otherwise_of(entry, self._catalog.licenses))


def _over(looking: "asyncio.Future[tuple[Found, ...]]") -> None:
    """The index that was made meanwhile serves the next; what went wrong with it is told to the log."""
    if not looking.cancelled() and (error := looking.exception()) is not None:
        logger.warning("the index of what is written down could not be made: %s", type(error).__name__)


def _changed(before: Mapping[Key, int], now: Mapping[Key, int]) -> set[Key]:
    return {key for key, version in now.items() if before.get(key) != version} | (before.keys() - now.keys())


async def _documents(
    tx: UnitOfWork, catalog: Catalog, workspace: str, today: date, changed: set[Key] | None
) -> tuple[list[Document], list[Key]]:
    """What is to be put into the index, and what to be taken out; ``changed`` None: everything is new."""
    entries: list[Entry] = []
    gone: list[Key] = []
    if changed is None:
        for register in _searched(catalog):
            entries += await entries_of(tx, catalog, workspace, register.name)
    else:
        for key in changed:
            entry = await entry_of(tx, catalog, workspace, key.register, key.name)
            gone.append(key)
            entries += [entry] if entry is not None else []
    precedents = await tx.precedents.valid(workspace, today)
    names = {one.name for one in _searched(catalog)}
    documents = [_entry_document(one) for one in entries if one.register in names and _findable(one)]
    return [*documents, *map(_precedent_document, precedents)], gone


def _searched(catalog: Catalog) -> Iterator[Register]:
    return (one for one in catalog.registers.values() if one.searched or one.name == ASKED)


def _findable(entry: Entry) -> bool:
    """Whether an entry is read by anybody; an open question is found for the next who asks it."""
    return entry.visible and (entry.register != ASKED or entry.values.get("progress") == "open")


def _entry_document(entry: Entry) -> Document:
    also = str(entry.values.get(_ALSO) or "").splitlines()
    words = " ".join(str(value) for name, value in entry.values.items() if name != _ALSO and isinstance(value, str))
    wordings = (entry.title, *(line.strip() for line in also if line.strip()))
    if entry.register == ASKED:
        wordings, words = (entry.text,), ""
    weight = _WEIGHTS.get(entry.register, _ELSE)
    return Document(Key(entry.register, entry.name), wordings, f"{entry.text}\n{words}", weight)


def _precedent_document(precedent: Precedent) -> Document:
    shown = precedent.shown
    text = "\n".join((shown.answer, *shown.conditions, shown.scope, precedent.subject.expression))
    return Document(Key(PRECEDENTS, str(precedent.number)), (shown.question,), text, _WEIGHTS[PRECEDENTS])
