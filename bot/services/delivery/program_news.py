# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the messages of advice, values polls and principles: from what stands in the record when they are sent."""

from bot.catalog import LiveCatalog
from bot.services.principles import followed_now
from bot.services.registers import entries_of
from messages.blocks import Message
from messages.recommendations import advice_gone, advice_message
from messages.values import news
from storage.database import Database
from workflows.notice import Notice, Template
from workflows.recommendations.advising import advice_of
from workflows.recommendations.conditions import RULES
from workflows.recommendations.rules import ADVICE, rules_of
from workflows.values.principles import POLLS

#: The templates of this subject.
PROGRAM: frozenset[Template] = frozenset({"advice", "poll", "principles"})


class ProgramNews:
    """Reads the entries that a notice is about."""

    def __init__(self, database: Database, catalog: LiveCatalog) -> None:
        self._database = database
        self._catalog = catalog

    async def write(self, notice: Notice, *, standing: bool) -> Message | None:
        """The message of a notice; None where it only edits a message that is not there (``standing``)."""
        if notice.detail.get("ended") and not standing:
            return None
        if notice.template == "advice":
            return await self._advice(notice)
        return await (self._poll if notice.template == "poll" else self._principles)(notice)

    async def _advice(self, notice: Notice) -> Message:
        name = str(notice.detail["rule"])
        async with self._database.reading() as tx:
            entry = await tx.registers.get(notice.workspace, ADVICE, name)
            rules = rules_of(await entries_of(tx, self._catalog.current, notice.workspace, RULES))
        if entry is None or not entry.visible:
            return advice_gone()
        rule = next((one for one in rules if one.name == name), None)
        return advice_message(advice_of(entry), rule, entry.changed_by.id if entry.changed_by else "")

    async def _poll(self, notice: Notice) -> Message:
        about, unit = str(notice.detail["about"]), str(notice.detail.get("unit", ""))
        async with self._database.reading() as tx:
            if about == "result":
                entry = await tx.registers.get(notice.workspace, POLLS, str(notice.detail["entry"]))
                return news.result(entry) if entry and entry.visible else news.closed()
            found = await tx.polls.open(notice.workspace)
        if notice.detail.get("ended") or found is None or found[0].name != notice.detail["poll"]:
            return news.closed()
        if about.startswith("channel"):
            return news.asked_in_channel(found[0], reminder=about == "channel-reminder")
        return news.asked(found[0], unit, reminder=about == "reminder")

    async def _principles(self, notice: Notice) -> Message:
        unit, version = str(notice.detail["unit"]), str(notice.detail["version"])
        async with self._database.reading() as tx:
            found = await followed_now(tx, notice.workspace, self._catalog)
        one = next((one for one in found.standings if one.unit == unit), None)
        if one is None or found.version != version:
            return news.principles_changed()
        since = one.followed_on.isoformat() if one.followed_on else ""
        return news.follow(one.title, found.principles, f"{unit} {version}", followed_on=since, again=one.asked > 1)
