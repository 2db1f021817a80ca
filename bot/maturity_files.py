# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The maturity board as a file: TOML, CSV or JSON, written for people and programs and read whole or not at all."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import tomli

from bot.catalog import LiveCatalog
from bot.configuration import Findings, parsed
from bot.given_files import given_text
from bot.record import opened_record, workspace_of
from bot.services.recording import again_on_conflict
from bot.stopping import CannotRun
from bot.timing import WallTime
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from workflows.errors import UnknownRequest
from workflows.maturity.boards import Board
from workflows.maturity.folding import board_at
from workflows.maturity.rows import COLUMNS, ItemRow, entry_of, plain, problems_of, repeated, row_of
from workflows.spreadsheets import inert, typed

Format: TypeAlias = Literal["toml", "csv", "json"]
_Boards: TypeAlias = dict[tuple[str, str], Board]
_ITEMS = "items"
#: No board is larger; more is another file.
_MOST = 10_000_000


def exported(database_url: str, catalog: LiveCatalog, form: Format, workspace: str = "") -> str:
    """Every board as a text. Raises CannotRun, and StorageError."""
    return written(asyncio.run(_rows(database_url, catalog, workspace)), form)


def imported(database_url: str, catalog: LiveCatalog, path: Path, form: Format, workspace: str = "") -> int:
    """Make the boards stand as a file says; how many items stand otherwise now. Raises CannotRun, and StorageError."""
    text = given_text(path, _MOST, ", so it is no board. Nothing was imported.")
    return asyncio.run(_imported(database_url, catalog, list(rows_in(text, form)), workspace))


def written(rows: Sequence[ItemRow], form: Format) -> str:
    """The rows as a text in a format."""
    if form == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_cells(row) for row in rows)
        return out.getvalue()
    if form == "json":
        document = {_ITEMS: [row.model_dump(mode="json", include=set(plain(row))) for row in rows]}
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    import tomli_w  # noqa: PLC0415 - only what writes this format needs it

    return tomli_w.dumps({_ITEMS: [plain(row) for row in rows]})


def rows_in(text: str, form: Format) -> Iterator[tuple[str, ItemRow]]:
    """The rows of a text, each with where it stands. Raises CannotRun with every mistake of the file's shape."""
    findings, rows = Findings(), list[tuple[str, ItemRow]]()
    for place, document in _documents(text, form):
        row = parsed(ItemRow, document, place, findings)
        if row is not None:
            rows.append((place, row))
    if findings.failed:
        raise CannotRun(_nothing_imported(one.sentence for one in findings.problems))
    yield from rows


def _documents(text: str, form: Format) -> Iterator[tuple[str, dict[str, Any]]]:
    if form == "csv":
        try:
            yield from _csv_rows(text)
        except csv.Error as error:
            raise CannotRun(f"The file is not CSV: {error}. Nothing was imported.") from error
        return
    try:
        document = tomli.loads(text) if form == "toml" else json.loads(text)
    except (ValueError, RecursionError) as error:  # both say at which line
        raise CannotRun(f"The file is not {form.upper()}: {error}. Nothing was imported.") from error
    items = document.get(_ITEMS) if isinstance(document, dict) else None
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise CannotRun(f"The file has no list `{_ITEMS}`, so nothing was imported.")
    yield from ((f"{_ITEMS}.{number}", one) for number, one in enumerate(items, 1))


def _csv_rows(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)  # a quote that never ends swallows lines
    unknown = [name for name in reader.fieldnames or () if name not in COLUMNS]
    if unknown or not reader.fieldnames:
        raise CannotRun(f"line 1: the columns are {', '.join(COLUMNS)}; not known: {', '.join(unknown) or 'none'}")
    for cells in reader:
        if None in cells:
            raise CannotRun(f"line {reader.line_num}: has more cells than line 1 names")
        yield f"line {reader.line_num}", {name: typed(value) for name, value in cells.items() if value}


def _cells(row: ItemRow) -> dict[str, str]:
    return {name: "true" if value is True else inert(str(value)) for name, value in plain(row).items()}


async def _rows(database_url: str, catalog: LiveCatalog, wanted: str) -> list[ItemRow]:
    async with opened_record(database_url) as database:
        workspace = await workspace_of(database, wanted)
        async with database.reading() as tx:
            boards = await _boards(tx, catalog, workspace)
    return [row_of(board, standing) for board in boards.values() for standing in board.standings]


async def _boards(tx: UnitOfWork, catalog: LiveCatalog, workspace: str) -> _Boards:
    now, found = WallTime().now(), _Boards()
    for model, unit in catalog.current.maturity.boards():
        entries = await tx.maturity.entries(workspace, model.name, unit)
        found[(model.name, unit)] = board_at(model, entries, now, unit)
    return found


async def _imported(database_url: str, catalog: LiveCatalog, rows: Sequence[tuple[str, ItemRow]], wanted: str) -> int:
    async with opened_record(database_url) as database:
        workspace = await workspace_of(database, wanted)
        if not workspace:
            raise CannotRun("Nobody has asked this office anything yet: say of which workspace with --workspace.")
        return await _stored(database, catalog, rows, workspace)


@again_on_conflict
async def _stored(database: Database, catalog: LiveCatalog, rows: Sequence[tuple[str, ItemRow]], workspace: str) -> int:
    now = WallTime().now()
    async with database.transaction() as tx:
        newest = await tx.maturity.last(workspace)
        boards = await _boards(tx, catalog, workspace)
        problems = [one async for one in _problems(tx, workspace, catalog, rows, boards)]
        if problems:
            raise CannotRun(_nothing_imported(problems))
        entries = [entry_of(row, boards[(row.model, row.unit)], now) for _, row in rows]
        changed = [one for one in entries if one is not None]
        await tx.maturity.append(workspace, newest, *changed)
    return len(changed)


async def _problems(
    tx: UnitOfWork, workspace: str, catalog: LiveCatalog, rows: Sequence[tuple[str, ItemRow]], boards: _Boards
) -> AsyncIterator[str]:
    today = catalog.current.today(WallTime().now())
    twice = repeated(row for _, row in rows)
    for place, row in rows:
        for reason in problems_of(row, boards.get((row.model, row.unit)), today):
            yield f"{place}: {reason}"
        if (row.model, row.unit, row.item) in twice:
            yield f"{place}: the item is there twice"
        if not await _known(tx, workspace, row.number):
            yield f"{place}: there is no request {row.number} that everybody may know of"


async def _known(tx: UnitOfWork, workspace: str, number: int) -> bool:
    try:
        return not number or not (await tx.requests.get(workspace, number)).confidential
    except UnknownRequest:
        return False


def _nothing_imported(problems: Iterable[str]) -> str:
    return "\n".join(["nothing was imported, for the file has mistakes:", *problems])
