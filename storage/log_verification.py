# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Verifying the logs of maturity and of registers: each row against its chain, what stands against its history."""

import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, String, bindparam, func, select, text, tuple_

from storage.engine import Engine
from storage.log_tables import LogLinkRow
from storage.maturity_tables import MaturityEntryRow
from storage.register_documents import from_document
from storage.register_statements import values
from storage.register_tables import RegisterEntryRow, RegisterHistoryRow
from storage.rows import table
from storage.statements import Row, Statement
from workflows.logs import Found, Link, Log, Said, check, said_of_act, said_of_entry
from workflows.maturity.entries import Act, Entry

if TYPE_CHECKING:
    from storage.seals import Seal
    from storage.verification import Report

_LINKS, _MATURITY = table(LogLinkRow), table(MaturityEntryRow)
_ENTRIES, _HISTORY = table(RegisterEntryRow), table(RegisterHistoryRow)
_L, _M, _E, _H = _LINKS.c, _MATURITY.c, _ENTRIES.c, _HISTORY.c
_AT_ONCE, _HASHES_AT_ONCE = 200, 50
_LIMIT = bindparam("limit", type_=Integer)
_KEY = ("workspace_id", "register_id", "name", "sequence")
_LINK = (*[_L[name] for name in _KEY], _L.row_number, _L.salt, _L.body, _L.hash)
_ACT = (_H.act, _H.at, _H.by, _H.note, _H.document)
_SAID = (_M.model, _M.act, _M.at, _M.item, _M.unit, _M.by, _M.data, _M.sequence)
_IS_ACT = (
    (_H.workspace_id == _L.workspace_id)
    & (_H.register_id == _L.register_id)
    & (_H.name == _L.name)
    & (_H.version == _L.row_number)
)
_IS_SAID = text("log_links.register_id = ''") & (_M.workspace_id == _L.workspace_id) & (_M.sequence == _L.row_number)
#: A page of links, each with its row.
_CHAINS = Statement(
    select(*_LINK, *_ACT, *_SAID)
    .select_from(_LINKS.outerjoin(_HISTORY, _IS_ACT).outerjoin(_MATURITY, _IS_SAID))
    .where(
        tuple_(*[_L[name] for name in _KEY])
        > tuple_(*[bindparam(f"after_{name}", type_=_L[name].type) for name in _KEY])
    )
    .order_by(*[_L[name] for name in _KEY])
    .limit(_LIMIT)
)
#: Rows that no link is beside: the bot never wrote them.
_ACTS_ALONE = Statement(
    select(_H.workspace_id, _H.register_id, _H.name, _H.version)
    .select_from(_HISTORY.outerjoin(_LINKS, _IS_ACT))
    .where(_L.hash.is_(None))
    .limit(_LIMIT)
)
_SAID_ALONE = Statement(
    select(_M.workspace_id, _M.sequence)
    .select_from(_MATURITY.outerjoin(_LINKS, _IS_SAID))
    .where(_L.hash.is_(None))
    .limit(_LIMIT)
)
_NEWEST = (
    select(_H.workspace_id, _H.register_id, _H.name, func.max(_H.version).label("version"))
    .group_by(_H.workspace_id, _H.register_id, _H.name)
    .subquery("newest")
)
_COLUMNS = [column.name for column in _ENTRIES.columns]
_NAMES = ("workspace_id", "register_id", "name")
_ENTRY_KEY = [_E[name] for name in _NAMES]
#: A page of entries, each with what its history says last.
_STANDING = Statement(
    select(*_ENTRIES.columns, _NEWEST.c.version.label("last"), _H.document.label("said"))
    .select_from(
        _ENTRIES.outerjoin(
            _NEWEST,
            (_NEWEST.c.workspace_id == _E.workspace_id)
            & (_NEWEST.c.register_id == _E.register_id)
            & (_NEWEST.c.name == _E.name),
        ).outerjoin(
            _HISTORY,
            (_H.workspace_id == _E.workspace_id)
            & (_H.register_id == _E.register_id)
            & (_H.name == _E.name)
            & (_H.version == _E.version),
        )
    )
    .where(tuple_(*_ENTRY_KEY) > tuple_(*[bindparam(f"after_{name}", type_=String) for name in _NAMES]))
    .order_by(*_ENTRY_KEY)
    .limit(_LIMIT)
)
_REMOVED = Statement(
    select(_NEWEST.c.workspace_id, _NEWEST.c.register_id, _NEWEST.c.name)
    .select_from(
        _NEWEST.outerjoin(
            _ENTRIES,
            (_NEWEST.c.workspace_id == _E.workspace_id)
            & (_NEWEST.c.register_id == _E.register_id)
            & (_NEWEST.c.name == _E.name),
        )
    )
    .where(_E.name.is_(None))
    .limit(_LIMIT)
)
_THERE = Statement(
    select(_L.hash).where(_L.hash.in_([bindparam(f"hash_{n}", type_=String) for n in range(_HASHES_AT_ONCE)]))
)


async def verify_logs(engine: Engine, report: "Report") -> None:
    """Note what is wrong with the logs of maturity and of registers, and count their rows."""
    erased = dict[Log, set[int]]()
    async for log, links in _logs(engine):
        found = _checked(links)
        report.logged += found.rows
        report.erased += len(found.erased)
        if found.erased:
            erased[log] = found.erased
        for problem in found.problems:
            report.wrong(f"{log.title}: {problem}")
    for workspace, register, name, version in await engine.scan(_ACTS_ALONE(limit=_AT_ONCE)):
        report.wrong(f"{Log(workspace, register, name).title}: act {version} was inserted, or its link was removed")
    for workspace, sequence in await engine.scan(_SAID_ALONE(limit=_AT_ONCE)):
        report.wrong(f"{Log(workspace).title}: act {sequence} was inserted, or its link was removed")
    await _check_standing(engine, report, erased)


async def check_sealed_logs(engine: Engine, report: "Report", seal: "Seal") -> None:
    """What a seal covers of the logs has to be there still."""
    covered = seal.body.logs if seal.body else ()
    for start in range(0, len(covered), _HASHES_AT_ONCE):
        part = covered[start : start + _HASHES_AT_ONCE]
        hashes = [digest for *_, digest in part]
        hashes += hashes[-1:] * (_HASHES_AT_ONCE - len(hashes))
        rows = await engine.scan(_THERE(**{f"hash_{n}": one for n, one in enumerate(hashes)}))
        there = {row[0] for row in rows}
        for sort, sequence, digest in part:
            if digest not in there:
                report.wrong(f"{sort}: link {sequence} of a chain, which seal {seal.sequence} covers, is not there")


async def _logs(engine: Engine) -> AsyncIterator[tuple[Log, list[Row]]]:
    """Each log with its links and their rows, in order."""
    after: Row = ("", "", "", 0)
    log, rows = None, list[Row]()
    while page := await engine.scan(_CHAINS(**_after(_KEY, after), limit=_AT_ONCE)):
        for row in page:
            if Log(*row[:3]) != log:
                if log is not None:
                    yield log, rows
                log, rows = Log(*row[:3]), []
            rows.append(row)
        after = page[-1][: len(_KEY)]
    if log is not None:
        yield log, rows


def _after(names: tuple[str, ...], row: Row) -> dict[str, Any]:
    return {f"after_{name}": value for name, value in zip(names, row, strict=True)}


def _checked(rows: list[Row]) -> Found:
    try:
        return check([(_link(row), _said(row)) for row in rows])
    except (KeyError, TypeError, ValueError):  # what this bot never wrote
        return Found(problems=["its rows are not readable"])


def _link(row: Row) -> Link:
    workspace, register, name, sequence, number, salt, body, digest = row[: len(_LINK)]
    return Link(Log(workspace, register, name), int(sequence), int(number), salt, body, digest)


def _said(row: Row) -> Said | None:
    act, entry = row[len(_LINK) : -len(_SAID)], row[-len(_SAID) :]
    if act[0] is not None:
        return said_of_act(*act)
    if entry[0] is None:
        return None
    model, word, at, item, unit, by, data, sequence = entry
    return said_of_entry(Entry(model, Act(word), at, item, unit, by, json.loads(data), int(sequence)))


async def _check_standing(engine: Engine, report: "Report", erased: dict[Log, set[int]]) -> None:
    """What people are shown of an entry has to be what its history says last."""
    for row in await engine.scan(_REMOVED(limit=_AT_ONCE)):
        report.wrong(f"{Log(*row).title}: the entry was removed, and its history is there")
    after: Row = ("", "", "")
    while page := await engine.scan(_STANDING(**_after(_NAMES, after), limit=_AT_ONCE)):
        for row in page:
            log = Log(*row[:3])
            standing = dict(zip(_COLUMNS, row, strict=False))
            if problem := _differs(standing, row[-2], row[-1], erased=standing["version"] in erased.get(log, ())):
                report.wrong(f"{log.title}: {problem}")
        after = page[-1][: len(_NAMES)]


def _differs(standing: dict[str, Any], last: int | None, said: str | None, *, erased: bool) -> str:
    if last is None or said is None or int(last) != int(standing["version"]):
        return "its history does not end where the entry says"
    try:
        shown = from_document(*[standing[name] for name in (*_NAMES, "version", "tick_at", "document")])
        now, then = json.loads(standing["document"]), json.loads(said)
        expected = values(shown, None)
    except (KeyError, TypeError, ValueError):
        return "the entry is not readable"
    # Erasing gives people numbers, in the entry and in its history each by itself.
    if (now["content"], now["state"]) != (then["content"], then["state"]) or not (erased or now == then):
        return "the entry is not what its history says"
    columns = ("state", "title", "petal", "owner", "review_on", "waiting", "writers")
    if wrong := [name for name in columns if standing[name] != expected[name]]:
        return f"the columns of the entry differ from its document, in {', '.join(wrong)}"
    return ""
