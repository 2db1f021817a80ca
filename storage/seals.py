# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Seals: each covers the heads of the chains that changed since the one before it, and names that one by its hash.

Of the logs of maturity and of registers, whose chains stand beside them, it covers every new link.

What is sealed cannot be deleted, cut or rewritten without a seal saying otherwise; with a signing key the seals cannot
be rewritten either. Two replicas may seal at once: the seal before can have only one successor.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError
from sqlalchemy import Integer, String, bindparam, literal_column, select, text, union, update

from storage.engine import Engine
from storage.errors import Duplicate
from storage.log_tables import LogLinkRow
from storage.request_tables import RequestRow, SealRow
from storage.rows import table
from storage.statements import Batch, Call, Row, Script, Statement, insertion
from workflows.events import START, canonical
from workflows.logs import Log
from workflows.model import Value

if TYPE_CHECKING:  # a library of its own weight, which the caller has loaded if it has a key
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SEALS = table(SealRow)
_REQUESTS = table(RequestRow)
_S = _SEALS.c
_R = _REQUESTS.c
_LINKS = table(LogLinkRow)
_L = _LINKS.c
#: Heads of one seal at most: after an import, several seals follow each other.
_HEADS = 500
#: Requests that one statement marks.
_MARKED = 50
_ADD = insertion(_SEALS)
_LAST = Statement(
    select(_S.sequence, _S.hash, _S.document)
    .where(_S.workspace_id == bindparam("of_workspace"))
    .order_by(_S.sequence.desc())
    .limit(literal_column("1"))
)
_UNSEALED = Statement(
    select(_R.id, _R.number, _R.head_sequence, _R.head_hash, _R.sealed)
    .where(_R.workspace_id == bindparam("of_workspace"), text("head_sequence > sealed"))
    .order_by(_R.id)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)  # one that is being changed has its turn with the next seal
)
#: The rows are locked since they were read, so that their heads are still those of the seal.
_MARK = Statement(
    update(_REQUESTS)
    .where(_R.id.in_([bindparam(f"request_{n}", type_=String) for n in range(_MARKED)]))
    .values(sealed=_R.head_sequence)
)
_LINKED = Statement(
    select(_L.workspace_id, _L.register_id, _L.name, _L.sequence, _L.hash)
    .where(_L.workspace_id == bindparam("of_workspace"), text("NOT sealed"))
    .order_by(_L.register_id, _L.name, _L.sequence)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)
_MARK_LINKS = Statement(
    update(_LINKS)
    .where(_L.hash.in_([bindparam(f"hash_{n}", type_=String) for n in range(_MARKED)]))
    .values(sealed=text("true"))
)
_WORKSPACES = Statement(
    select(
        union(
            select(_R.workspace_id).where(text("head_sequence > sealed")),
            select(_L.workspace_id).where(text("NOT log_links.sealed")),
        )
        .subquery()
        .c.workspace_id
    )
)


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as it is stored; ``document`` is the canonical JSON that the hash and the signature are over."""

    workspace: str
    sequence: int
    previous: str
    hash: str
    signature: str
    document: str

    @property
    def body(self) -> "SealBody | None":
        """What the document says; None for one that this bot never wrote."""
        try:
            return SealBody.model_validate_json(self.document)
        except ValidationError:
            return None


class SealBody(Value):
    """What a seal says: how many requests there ever were and their highest number, and the heads that are new.

    A head is a request's id and number, and the sequence and hash of its newest event. ``logs`` has of each new link
    which sort of log it is of, its sequence and its hash: no entry's name, as evidence holds whole seals.
    """

    workspace: str
    sequence: int
    previous: str
    at: datetime
    requests: int
    highest: int
    heads: tuple[tuple[str, int, int, str], ...]
    logs: tuple[tuple[str, int, str], ...] = ()


class Seals:
    """Writes the seals of a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def seal(self, now: datetime, key: "Ed25519PrivateKey | None" = None) -> int:
        """Seal every chain that has changed, and return how many seals that took. Signed (Ed25519) with a key."""
        count = 0
        for (workspace,) in await self._engine.scan(_WORKSPACES()):
            while await self._next(workspace, now, key):
                count += 1
        return count

    async def _next(self, workspace: str, now: datetime, key: "Ed25519PrivateKey | None") -> bool:
        try:
            return await self._engine.run(_write(workspace, now, key))
        except Duplicate:  # another replica was faster, and has sealed the same
            return False


def _write(workspace: str, now: datetime, key: "Ed25519PrivateKey | None") -> Script[bool]:
    of = {"of_workspace": workspace}
    last, unsealed, linked = yield Batch(
        [_LAST(**of), _UNSEALED(**of, limit=_HEADS), _LINKED(**of, limit=_HEADS)],
    )
    if not (unsealed.rows or linked.rows):
        return False
    seal = _after(last.first, workspace, unsealed.rows, linked.rows, now)
    add = _ADD(
        workspace_id=workspace,
        sequence=seal.sequence,
        previous=seal.previous,
        hash=seal.hash,
        at=now,
        signature=base64.b64encode(key.sign(seal.document.encode())).decode() if key else "",
        document=seal.document,
    )
    marks = _marks(_MARK, "request", [row[0] for row in unsealed.rows])
    marks += _marks(_MARK_LINKS, "hash", [row[-1] for row in linked.rows])
    yield Batch([add, *marks], last=True)
    return True


def _marks(statement: Statement, name: str, every: list[str]) -> list[Call]:
    parts = (every[start : start + _MARKED] for start in range(0, len(every), _MARKED))
    full = (part + part[-1:] * (_MARKED - len(part)) for part in parts)
    return [statement(**{f"{name}_{n}": one for n, one in enumerate(part)}) for part in full]


def _after(last: Row | None, workspace: str, rows: list[Row], links: list[Row], now: datetime) -> Seal:
    sequence, previous, document = last or (0, START, canonical({"requests": 0, "highest": 0}))
    before = json.loads(document)
    body = {
        "workspace": workspace,
        "sequence": sequence + 1,
        "previous": previous,
        "at": now.isoformat(),
        "requests": before["requests"] + sum(1 for row in rows if row[4] == 0),
        "highest": max([before["highest"], *(row[1] for row in rows)]),
        "heads": [list(row[:4]) for row in rows],
    }
    if links:
        body["logs"] = [[Log(*row[:3]).sort, row[3], row[4]] for row in links]
    document = canonical(body)
    return Seal(workspace, sequence + 1, previous, hash_of(document), "", document)


def hash_of(document: str) -> str:
    """The hash of a seal."""
    return hashlib.sha256(document.encode()).hexdigest()
