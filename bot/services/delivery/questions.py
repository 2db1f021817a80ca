# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages about questions, from the newest entry when each is sent."""

from bot.catalog import LiveCatalog
from bot.services.register_entries import entry_of
from messages.asking.asked import answered, often, waiting
from messages.blocks import Message
from storage.database import Database
from workflows.asking.reply import ASKED, QUESTIONS
from workflows.notice import Notice, Template
from workflows.petals import petal_title

#: The templates that are written here.
QUESTION_TEMPLATES: frozenset[Template] = frozenset({"asked", "asked_answer", "often"})


class QuestionWriter:
    """Reads the entry that a notice is about."""

    def __init__(self, database: Database, catalog: LiveCatalog) -> None:
        self._database = database
        self._catalog = catalog

    async def write(self, notice: Notice) -> Message | None:
        """The message as it is now; None where its entry is gone."""
        register = str(notice.detail.get("register", ASKED))
        async with self._database.reading() as tx:
            catalog, workspace = self._catalog.current, notice.workspace
            entry = await entry_of(tx, catalog, workspace, register, str(notice.detail["entry"]))
            petal = await entry_of(tx, catalog, workspace, "petals", entry.petal) if entry else None
            draft = str(entry.values.get("draft") or "") if entry and notice.template == "asked_answer" else ""
            for_others = await tx.registers.get(workspace, QUESTIONS, draft) if draft else None
        if entry is None:
            return None
        if notice.template == "often":
            return often(entry, int(notice.detail["times"]))
        if notice.template == "asked_answer":
            alike = bool(notice.detail.get("alike"))
            return answered(entry, alike=alike, for_others=for_others.title if for_others else "")
        return waiting(entry, petal.title if petal else petal_title(entry.petal))
