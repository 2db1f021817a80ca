# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages about entries of registers: from the entries as they are when they are sent."""

from datetime import datetime, timedelta

from bot.catalog import LiveCatalog
from bot.services.register_entries import entry_of, petal_titles
from bot.timing import Timing
from messages.blocks import Message
from messages.registers.news import Published, Reminded, due_message, gone_message, news_message, told_message
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.notice import Notice
from workflows.petals import petal_title
from workflows.registers.checking import day_of
from workflows.registers.entry import Entry, EntryState
from workflows.registers.notices import Due, is_news
from workflows.registers.register import Register
from workflows.registers.reminding import REVIEW

#: Entries that one message of news names.
_NAMED = 10
#: Acts of an hour that are looked through.
_READ = 5_000


class RegisterNews:
    """Reads the entries that a notice names."""

    def __init__(self, database: Database, catalog: LiveCatalog, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._timing = timing

    async def write(self, notice: Notice, *, standing: bool) -> Message | None:
        """The message; None where nothing of it is to be told any more, or it only edits one that is not there."""
        about = str(notice.detail["about"])
        if notice.detail.get("ended") and not standing:
            return None
        async with self._database.reading() as tx:
            if about == "due":
                return await self._due(tx, notice)
            if about == "news":
                return await self._news(tx, notice)
            found = await self._entry(tx, notice.workspace, str(notice.detail["register"]), str(notice.detail["entry"]))
        return told_message(about, *found) if found else gone_message()

    async def _due(self, tx: UnitOfWork, notice: Notice) -> Message | None:
        found: list[Reminded] = []
        for text in str(notice.detail["dues"]).split(","):
            due = Due.read(text)
            entry = await self._entry(tx, notice.workspace, due.register, due.entry)
            if entry is not None and entry[1].state is not EntryState.RETIRED:
                found.append(Reminded(*entry, due, over=_day(entry[1], due.about) != due.on.isoformat()))
        if all(one.over for one in found) and not notice.detail.get("ended"):
            return None
        today = self._catalog.current.today(self._timing.now())
        return due_message(found, int(notice.detail.get("more", 0)), today, notice.to)

    async def _news(self, tx: UnitOfWork, notice: Notice) -> Message | None:
        """Everything of the hour that is published still, as its readers may read it."""
        petal, since = str(notice.detail["petal"]), datetime.fromisoformat(str(notice.detail["since"]))
        recorded = await tx.registers.happened(notice.workspace, since, since + timedelta(hours=1), _READ)
        newest: dict[tuple[str, str], Published] = {}
        for one in recorded:
            found = await self._entry(tx, notice.workspace, one.entry.register, one.entry.name)
            if found is None or not found[1].visible or not is_news(found[0], one.entry, one.change):
                continue
            if found[1].petal == petal:
                newest.setdefault((one.entry.register, one.entry.name), Published(*found, one.change))
        shown = list(newest.values())
        if not shown:
            return None
        titles = await petal_titles(tx, self._catalog.current, notice.workspace)
        return news_message(petal_title(petal, titles), shown[:_NAMED], max(0, len(shown) - _NAMED))

    async def _entry(self, tx: UnitOfWork, workspace: str, register: str, name: str) -> tuple[Register, Entry] | None:
        definition = self._catalog.current.registers.get(register)
        entry = await entry_of(tx, self._catalog.current, workspace, register, name)
        return (definition, entry) if definition and entry else None


def _day(entry: Entry, about: str) -> str:
    day = entry.review_on if about == REVIEW else day_of(entry.content, about)
    return day.isoformat() if day else ""
