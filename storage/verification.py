# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Verifying the record: every chain of events, what people are shown against it, and every seal, read in pages.

Erased values are counted, not called broken: their commitments are still there.
"""

import base64
import binascii
import json
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Integer, String, bindparam, func, select, tuple_

from storage.agreement import COPIED, disagreements
from storage.decision_tables import ClearanceRow, ObligationRow
from storage.engine import Engine
from storage.events import COLUMNS, event_of
from storage.log_verification import check_sealed_logs, verify_logs
from storage.precedent_agreement import Said
from storage.request_tables import EventRow, RequestRow, SealRow
from storage.rows import table
from storage.seals import Seal, hash_of
from storage.side_note_agreement import Noted
from storage.statements import Row, Statement
from workflows.events import START, Event, verify

if TYPE_CHECKING:  # see seals.py
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_R = table(RequestRow).c
_E = table(EventRow).c
_S = table(SealRow).c
_C = table(ClearanceRow).c
_O = table(ObligationRow).c
_AT_ONCE = 100
#: What is read of a request beside its events: every column that its document says too, and what it permits.
_HEAD = ("id", "head_sequence", "head_hash", "held", "forgotten", *COPIED, "document")
_CLEARANCE = tuple(column.name for column in table(ClearanceRow).columns if column.name != "ended_at")
_OBLIGATION = tuple(column.name for column in table(ObligationRow).columns)
_EVENT = (*COLUMNS, _E.workspace_id)
_SEALS_AT_ONCE = 20
_HEADS_AT_ONCE = 50
_PROBLEMS = 100
_LIMIT = bindparam("limit", type_=Integer)
_page = (
    select(*[_R[name] for name in _HEAD], *[_C[name].label(f"clearance_{name}") for name in _CLEARANCE])
    .select_from(table(RequestRow).outerjoin(table(ClearanceRow), _C.request_id == _R.id))
    .where(_R.id > bindparam("after"))
    .order_by(_R.id)
    .limit(_LIMIT)
    .subquery("page")
)
_HEAD_COLUMNS = len(_page.c)
#: A page of requests, each with its events: one statement, so that both are of the same instant.
_CHAINS = Statement(
    select(_page, *_EVENT)
    .select_from(_page.outerjoin(table(EventRow), (_E.request_id == _page.c.id) & (_E.request_id > bindparam("after"))))
    .order_by(_page.c.id, _E.sequence)
)
#: What is owed after the requests of a page, each with the version of its request: one may have changed meanwhile.
_OWED = Statement(
    select(_R.id, _R.version, *[_O[name] for name in _OBLIGATION])
    .select_from(table(RequestRow).outerjoin(table(ObligationRow), _O.request_id == _R.id))
    .where(_R.id > bindparam("after"), _R.id <= bindparam("last"))
    .order_by(_R.id, _O.id)
)
_SEALS = Statement(
    select(_S.workspace_id, _S.sequence, _S.previous, _S.hash, _S.signature, _S.document)
    .where(tuple_(_S.workspace_id, _S.sequence) > tuple_(bindparam("workspace"), bindparam("sequence")))
    .order_by(_S.workspace_id, _S.sequence)
    .limit(_LIMIT)
)


_IDS = [bindparam(f"request_{n}", type_=String) for n in range(_HEADS_AT_ONCE)]
#: Of so many requests, those that are there, and their events. Not one joined statement: PostgreSQL would read both
#: tables whole for each, as long as it has no statistics of them.
_NUMBERS_OF = Statement(select(_R.id, _R.number).where(_R.id.in_(_IDS)))
_EVENTS_OF = Statement(select(_E.request_id, _E.sequence, _E.hash).where(_E.request_id.in_(_IDS)))
#: What seals should have counted, by workspace.
_SEALED = Statement(
    select(_R.workspace_id, func.count(), func.max(_R.number)).where(_R.sealed > 0).group_by(_R.workspace_id)
)


@dataclass(slots=True)
class Report:
    """What was found: how much there is, how many values are erased, and what is wrong, in sentences (at most 100).

    ``logged`` counts acts on entries of registers and on items of maturity.
    """

    requests: int = 0
    events: int = 0
    erased: int = 0
    seals: int = 0
    signed: int = 0
    logged: int = 0
    problems: list[str] = field(default_factory=list)

    def wrong(self, problem: str) -> None:
        """Note something wrong."""
        if len(self.problems) < _PROBLEMS:
            self.problems.append(problem)


async def verify_all(engine: Engine, keys: "Collection[Ed25519PublicKey]" = ()) -> Report:
    """Check every chain, that requests, clearances and precedents say the same, registers, maturity, and every seal.

    With public keys, seals have to be signed from the first signed one on, each by one of them.
    """
    report = Report()
    said, noted = Said(), Noted()
    async for request, events, owed in chains(engine):
        verified = check_chain(report, request, events, owed)
        said.hear(request[_HEAD.index("workspace_id")], verified)
        noted.hear(verified)
    for problem in (*await said.problems(engine), *await noted.problems(engine)):
        report.wrong(problem)
    report.erased += noted.erased
    await verify_logs(engine, report)
    last: dict[str, Seal] = {}
    async for seal in _seals(engine):
        if _check_seal(report, seal, last.get(seal.workspace), keys):
            await _check_heads(engine, report, seal)
            await check_sealed_logs(engine, report, seal)
        last[seal.workspace] = seal
    await _check_totals(engine, report, last)
    if keys and report.seals and not report.signed:
        report.wrong("no seal is signed, although there is a key")
    return report


async def chains(engine: Engine) -> AsyncIterator[tuple[Row, list[Row], list[dict[str, Any]] | None]]:
    """Each request with the rows of its events and of what is owed after it.

    None instead of the latter: that was changed while it was read.
    """
    after = ""
    while rows := await engine.scan(_CHAINS(after=after, limit=_AT_ONCE)):
        owed = await _owed(engine, after, rows[-1][0])
        for request, group in groupby(rows, itemgetter(slice(_HEAD_COLUMNS))):
            events = [row[_HEAD_COLUMNS:] for row in group if row[_HEAD_COLUMNS] is not None]
            yield request, events, owed.get((request[0], request[_HEAD.index("version")]))
        after = rows[-1][0]


async def _owed(engine: Engine, after: str, last: str) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The rows of obligations by request and version; none for a request that was deleted meanwhile."""
    rows = await engine.scan(_OWED(after=after, last=last))
    found = groupby(rows, itemgetter(0, 1))
    return {key: [dict(zip(_OBLIGATION, row[2:], strict=True)) for row in group if row[2]] for key, group in found}


def check_chain(report: Report, request: Row, rows: list[Row], owed: list[dict[str, Any]] | None) -> list[Event]:
    """Note what is wrong with a request and its chain; returns the events when they can be believed."""
    head, clearance = dict(zip(_HEAD, request, strict=False)), dict(zip(_CLEARANCE, request[len(_HEAD) :], strict=True))
    name = f"OSPO-{head['number']}"
    report.requests += 1
    try:
        events = [event_of(row[:-1]) for row in rows]
        found = verify(events)
    except (KeyError, TypeError, ValueError):  # a body or private texts that this bot never wrote
        report.wrong(f"{name}: its events are not readable")
        return []
    report.events += found.events
    report.erased += found.erased
    if found.problem:
        report.wrong(f"{name}: {found.problem}")
    elif not events or (events[-1].sequence, events[-1].hash) != (head["head_sequence"], head["head_hash"]):
        report.wrong(f"{name}: its chain of events does not end where the request says")
    elif any(json.loads(event.body)["number"] != head["number"] for event in events):
        report.wrong(f"{name}: its events are those of another request")
    elif any(row[-1] != head["workspace_id"] for row in rows):
        report.wrong(f"{name}: its events stand in another workspace")
    elif any(orjson.dumps(event.private).decode() != row[-2] for event, row in zip(events, rows, strict=True)):
        report.wrong(f"{name}: texts of its events are not written as the bot writes them")
    else:
        for problem in disagreements(head, clearance, owed, events):
            report.wrong(f"{name}: {problem}")
        return events
    return []


async def _seals(engine: Engine) -> AsyncIterator[Seal]:
    workspace, sequence = "", 0
    while rows := await engine.scan(_SEALS(workspace=workspace, sequence=sequence, limit=_SEALS_AT_ONCE)):
        for row in rows:
            yield Seal(*row)
        workspace, sequence = rows[-1][:2]


def _check_seal(report: Report, seal: Seal, before: Seal | None, keys: "Collection[Ed25519PublicKey]") -> bool:
    """Note what is wrong with a seal; returns whether what it says can be read and believed."""
    report.seals += 1
    name = f"seal {seal.sequence} of {seal.workspace}"
    if hash_of(seal.document) != seal.hash:
        report.wrong(f"{name} was changed after it was written")
        return False
    body = seal.body
    if body is None:
        report.wrong(f"{name} is not readable")
        return False
    if (seal.workspace, seal.sequence, seal.previous) != (body.workspace, body.sequence, body.previous):
        report.wrong(f"the columns of {name} differ from its document")
    expected = (before.sequence + 1, before.hash) if before else (1, START)
    if (seal.sequence, seal.previous) != expected:
        report.wrong(f"{name} does not follow the one before it")
    if seal.signature:
        report.signed += 1
        if keys and not any(_signed(key, seal) for key in keys):
            which = "this key" if len(keys) == 1 else "any of these keys"
            report.wrong(f"the signature of {name} is not by {which}")
    elif before is not None and before.signature:
        report.wrong(f"{name} is not signed, although the one before it is")
    return True


def _signed(key: "Ed25519PublicKey", seal: Seal) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - whoever has a key has loaded it

    try:
        key.verify(base64.b64decode(seal.signature, validate=True), seal.document.encode())
    except (InvalidSignature, binascii.Error):
        return False
    return True


async def _check_heads(engine: Engine, report: Report, seal: Seal) -> None:
    """What a seal covers has to be there still, as it was."""
    heads = seal.body.heads if seal.body else ()
    for start in range(0, len(heads), _HEADS_AT_ONCE):
        part = heads[start : start + _HEADS_AT_ONCE]
        ids = [head[0] for head in part]
        ids += [""] * (_HEADS_AT_ONCE - len(ids))
        values = {f"request_{n}": one for n, one in enumerate(ids)}
        numbers: dict[str, int] = dict(await engine.scan(_NUMBERS_OF(**values)))
        hashes = {(request, sequence): digest for request, sequence, digest in await engine.scan(_EVENTS_OF(**values))}
        for request, number, sequence, digest in part:
            there = hashes.get((request, sequence))
            if there is None or request not in numbers:
                report.wrong(f"OSPO-{number}: event {sequence}, which seal {seal.sequence} covers, is missing")
            elif (there, numbers[request]) != (digest, number):
                report.wrong(f"OSPO-{number}: event {sequence} is not the one that seal {seal.sequence} covers")


async def _check_totals(engine: Engine, report: Report, last: dict[str, Seal]) -> None:
    """The last seal knows how many requests there are, and the highest number."""
    rows = await engine.scan(_SEALED())
    counted = {row[0]: row[1:] for row in rows}
    for workspace in sorted(counted.keys() | last.keys()):
        seal = last.get(workspace)
        body = seal.body if seal else None
        sealed = (body.requests, body.highest) if body else (0, 0)
        there = counted.get(workspace, (0, 0))
        if sealed != there:
            report.wrong(
                f"the last seal of {workspace} counts {sealed[0]} requests up to OSPO-{sealed[1]}, "
                f"and there are {there[0]} up to OSPO-{there[1]}"
            )
