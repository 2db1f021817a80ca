# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a terminal shows of an answer: its words and where they come from, with whatever else may be meant."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.catalog import LiveCatalog
from bot.record import opened, there, workspace_of
from bot.services.searching import SearchService, ShippedSearch
from bot.timing import WallTime
from storage.schema import SchemaState
from workflows.asking.reply import Certainty, Hit, Reply
from workflows.people import Person
from workflows.registers.rights import Actor

_ROUTED = "Nothing that is written down answers this. In Slack, `/ospo ask` sends it to the people who know."
_NOT_SURE = "Not sure what answers this. Perhaps one of these:"


def answered(question: str, database_url: str, organization: Path | None, workspace: str = "") -> Reply:
    """What is written down about a question, of that which everybody reads. Raises CannotRun, StorageError."""
    catalog = LiveCatalog(organization, WallTime().now)
    return Reply(question, asyncio.run(_found(question, database_url, catalog, workspace)))


def as_json(reply: Reply) -> dict[str, Any]:
    """The answer for programs."""
    return {"question": reply.question, "certainty": reply.certainty.value, "found": [_row(one) for one in reply.hits]}


def lines(reply: Reply) -> Iterator[str]:
    """The answer for people."""
    if reply.certainty is Certainty.ROUTED:
        yield _ROUTED
        return
    if reply.certainty is Certainty.PERHAPS:
        yield _NOT_SURE
        yield from (f"  {one.title}  ({one.key.register}/{one.key.name})" for one in reply.hits)
        return
    first, *others = reply.hits
    row = _row(first)
    yield from (first.title, "", row["text"], "")
    yield from (f"{name.replace('_', ' ').capitalize()}: {row[name]}" for name in ("source", "as_of") if row[name])
    yield "Not reviewed by your company yet: as shipped with the bot." if row["shipped"] else "Kept by your company."
    if others:
        yield ""
        yield "Also near:"
        yield from (f"  {one.title}  ({one.key.register}/{one.key.name})" for one in others)


async def _found(question: str, database_url: str, catalog: LiveCatalog, workspace: str) -> tuple[Hit, ...]:
    if there(database_url):
        async with opened(database_url) as database:
            if await database.schema_state() is SchemaState.CURRENT:
                of = await workspace_of(database, workspace)
                actor = Actor(Person(of, "terminal"))
                return await SearchService(database, catalog, WallTime()).find(question, of, actor)
    return ShippedSearch(catalog.current).find(question, Actor(Person("", "terminal")))


def _row(hit: Hit) -> dict[str, Any]:
    row: dict[str, Any] = {"register": hit.key.register, "name": hit.key.name, "nearness": round(hit.nearness, 2)}
    row |= {"title": hit.title, "petal": hit.petal}
    entry, precedent = hit.entry, hit.precedent
    if entry is not None:
        as_of = entry.as_of.isoformat() if entry.as_of else ""
        return row | {"text": entry.text, "source": entry.source, "as_of": as_of, "shipped": entry.shipped}
    if precedent is None:
        return row
    shown = precedent.shown
    text = "\n".join((shown.answer, *(f"- {one}" for one in shown.conditions)))
    return row | {
        "text": text,
        "source": precedent.name,
        "as_of": precedent.made_at.date().isoformat(),
        "shipped": False,
    }
