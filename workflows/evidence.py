# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The evidence pack: all that the record has of one request, in one file of canonical JSON lines (docs/evidence.md).

What stands in a pack is an event of the chain, follows from one, or says that nothing but the signature vouches for it.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict
from pydantic import Field as Constrained

from workflows.events import Event, canonical
from workflows.evidence_summaries import summaries
from workflows.model import Value
from workflows.recorded import asked_whole
from workflows.request import Request

#: What the first line says; any change of the format changes it.
FORMAT = "ospo-evidence/1"

Digest: TypeAlias = Annotated[str, Constrained(pattern=r"^[0-9a-f]{64}$")]
_KEY = r"^([0-9a-f]{64})?$"
_SIGNATURE = r"^([0-9a-f]{128})?$"


class Line(Value):
    """One line of a pack. Types are strict: a number in quotes is another line."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @property
    def text(self) -> str:
        """The line as it is written, without its line feed."""
        return canonical(self.model_dump(mode="json"))


class Counts(Line):
    """How many lines of each sort there are."""

    events: int
    summaries: int
    notices: int
    seals: int


class Head(Line):
    """The first line: of which request, made when and by which version; ``exported_by`` is empty for a terminal."""

    line: Literal["head"] = "head"
    format: Literal["ospo-evidence/1"] = "ospo-evidence/1"
    product: str
    exported_at: str
    exported_by: str
    workspace: str
    id: str
    number: int
    request: str
    kind: str
    counts: Counts


class RouteText(Line):
    """What the newest revision was routed as: the text of which the chain has the digest; empty where withheld."""

    line: Literal["route"] = "route"
    text_of_digest: str
    withheld: bool


class EventLine(Line):
    """An event of the chain: its exact body, the body's SHA-256, and each text with its salt."""

    line: Literal["event"] = "event"
    sequence: int
    hash: Digest
    body: str
    texts: dict[str, list[str]]
    withheld: list[str]


class NoticeLine(Line):
    """A message about the request: what it is for, where it stands in Slack, and when it was sent or edited.

    ``to`` is a channel or a person, never which; ``ts`` is Slack's own id of the message, empty where none stands.
    ``sent`` is as far back as the outbox keeps it.
    """

    line: Literal["notice"] = "notice"
    template: str
    to: Literal["channel", "person"]
    ts: str
    sent: list[str]


class SealLine(Line):
    """A seal over the chain: its exact document, the document's SHA-256, and the signature over it in base64."""

    line: Literal["seal"] = "seal"
    sequence: int
    hash: Digest
    document: str
    signature: str


class End(Line):
    """The last line: how many lines there are before it, their SHA-256, and the signature over them (Ed25519)."""

    line: Literal["end"] = "end"
    lines: int
    digest: Digest
    key: Annotated[str, Constrained(pattern=_KEY)]
    signature: Annotated[str, Constrained(pattern=_SIGNATURE)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a pack is made of. ``withheld`` are the texts that its reader may not have, by the event's sequence."""

    request: Request
    events: Sequence[Event]
    seals: Sequence[SealLine] = ()
    notices: Sequence[NoticeLine] = ()
    withheld: Mapping[int, frozenset[str]] = field(default_factory=dict)
    route_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """The public key in lower-case hex, and what signs bytes with the private one."""

    key: str
    sign: Callable[[bytes], bytes]


def pack(evidence: Evidence, *, product: str, at: datetime, by: str, signer: Signer | None) -> bytes:
    """The bytes of the file. ``by`` is the user id of who exported it, empty for a terminal."""
    lines = list(_lines(evidence, product, at, by))
    body = "".join(f"{line}\n" for line in lines).encode()
    signature = signer.sign(body).hex() if signer else ""
    end = End(lines=len(lines), digest=digest_of(body), key=signer.key if signer else "", signature=signature)
    return body + f"{end.text}\n".encode()


def digest_of(body: bytes) -> str:
    """The SHA-256 of bytes, in lower-case hex."""
    return hashlib.sha256(body).hexdigest()


def json_of(text: str) -> Any:
    """What JSON says; numbers that JSON does not have are none. Raises ValueError or RecursionError."""
    return json.loads(text, parse_constant=_no_number)


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _lines(evidence: Evidence, product: str, at: datetime, by: str) -> Iterator[str]:
    request = evidence.request
    events = [_event(one, evidence.withheld.get(one.sequence, frozenset())) for one in evidence.events]
    summed_up = [canonical(one) for one in summaries([shown(request.id, one) for one in events])]
    yield Head(
        product=product,
        exported_at=at.isoformat(),
        exported_by=by,
        workspace=request.workspace,
        id=request.id,
        number=request.number,
        request=request.name,
        kind=request.kind,
        counts=Counts(
            events=len(events), summaries=len(summed_up), notices=len(evidence.notices), seals=len(evidence.seals)
        ),
    ).text
    hidden = evidence.route_withheld
    yield RouteText(text_of_digest="" if hidden else asked_whole(request), withheld=hidden).text
    yield from summed_up
    for line in (*events, *evidence.notices, *evidence.seals):
        yield line.text


def _event(event: Event, withheld: frozenset[str]) -> EventLine:
    texts = {name: list(pair) for name, pair in event.private.items() if name not in withheld}
    hidden = sorted(withheld & event.private.keys())
    return EventLine(sequence=event.sequence, hash=event.hash, body=event.body, texts=texts, withheld=hidden)


def shown(request_id: str, line: EventLine) -> Event:
    """The event of a line. Raises ValueError, KeyError or TypeError for a body that this bot never wrote."""
    body = json_of(line.body)
    texts = {name: (salt, text) for name, (salt, text) in line.texts.items()}
    return Event(request_id, line.sequence, body["kind"], body["at"], line.body, body["previous"], line.hash, texts)
