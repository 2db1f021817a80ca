# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages of advice, values polls and principles: from what stands in the record when they are sent."""

from bot.catalog import LiveCatalog
from bot.services.registers import entries_of
from messages.blocks import Message
from messages.recommendations import advice_gone, advice_message
from storage.database import Database
from workflows.notice import Notice, Template
from workflows.recommendations.advising import advice_of
from workflows.recommendations.rules import ADVICE, RULES, rules_of

#: The templates of this subject.
PROGRAM: frozenset[Template] = frozenset({"advice"})


class ProgramNews:
    """Reads the entries that a notice is about."""

    def __init__(self, database: Database, catalog: LiveCatalog) -> None:
        self._database = database
        self._catalog = catalog

    async def write(self, notice: Notice, *, standing: bool) -> Message | None:
        """The message of a notice; None where it only edits a message that is not there (``standing``)."""
        if notice.detail.get("ended") and not standing:
            return None
        return await self._advice(notice)

    async def _advice(self, notice: Notice) -> Message:
        name = str(notice.detail["rule"])
        async with self._database.reading() as tx:
            entry = await tx.registers.get(notice.workspace, ADVICE, name)
            rules = rules_of(await entries_of(tx, self._catalog.current, notice.workspace, RULES))
        if entry is None or not entry.visible:
            return advice_gone()
        rule = next((one for one in rules if one.name == name), None)
        return advice_message(advice_of(entry), rule, entry.changed_by.id if entry.changed_by else "")
