# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Verifying an evidence pack from its bytes alone: its lines, its chain, its seals, and who signed it."""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from workflows.events import Event, verify
from workflows.evidence import (
    End,
    EventLine,
    Head,
    NoticeLine,
    RouteText,
    SealLine,
    digest_of,
    json_of,
    shown,
)
from workflows.evidence_lines import MALFORMED, Broken, Lines
from workflows.evidence_summaries import summaries
from workflows.told import Told

#: Whether a signature over a message is by the key: all as bytes.
Signed: TypeAlias = Callable[[bytes, bytes, bytes], bool]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. ``problem`` is the first thing that is wrong, in a sentence; ``key`` is who signed, in hex.

    ``sealed`` is how many of the events, from the first on, a seal covers; ``seals_signed`` counts by the same key.
    """

    problem: str = ""
    request: str = ""
    workspace: str = ""
    exported_at: str = ""
    key: str = ""
    events: int = 0
    reviews: int = 0
    notices: int = 0
    erased: int = 0
    withheld: int = 0
    seals: int = 0
    seals_signed: int = 0
    sealed: int = 0


def verify_pack(data: bytes, signed: Signed) -> Verified:
    """Check a pack. Nothing but its bytes is looked at, and whoever changed any of them is found.

    Who could change them all could write another pack, unsigned or with a key of their own: that is what ``key`` is
    compared for.
    """
    try:
        return _verified(data, signed)
    except Broken as broken:
        return Verified(problem=str(broken))


def _verified(data: bytes, signed: Signed) -> Verified:
    lines = Lines(data)
    end = _checked_end(lines, data, signed)
    head = lines.take(Head, "head")
    route = lines.take(RouteText, "route")
    summed_up = list(lines.summaries())
    events = list(lines.every(EventLine, "event"))
    notices = list(lines.every(NoticeLine, "notice"))
    seals = list(lines.every(SealLine, "seal"))
    lines.nothing_left()
    _check_counts(head, summed_up, (events, notices, seals))
    chain = _checked_chain(head, events)
    erased, withheld = _checked_texts(chain, events)
    _check_summaries(chain, summed_up)
    _check_route(chain, route)
    sealed = _checked_seals(head, chain, seals)
    return Verified(
        request=head.request,
        workspace=head.workspace,
        exported_at=head.exported_at,
        key=end.key,
        events=len(events),
        reviews=sum(one["line"] == "review" for one in summed_up),
        notices=len(notices),
        erased=erased,
        withheld=withheld,
        seals=len(seals),
        seals_signed=sum(_seal_signed(one, end.key, signed) for one in seals),
        sealed=sealed,
    )


def _checked_end(lines: Lines, data: bytes, signed: Signed) -> End:
    body = data[: -len(lines.last) - 1]
    end = lines.end()
    if end.lines != lines.count:
        raise Broken(f"the last line counts {end.lines} lines before it, and there are {lines.count}")
    if end.digest != digest_of(body):
        raise Broken("the lines are not those of which the last line has the digest: something was changed")
    if bool(end.key) != bool(end.signature):
        raise Broken("the last line has a key without a signature, or a signature without a key")
    if end.key and not signed(bytes.fromhex(end.key), bytes.fromhex(end.signature), body):
        raise Broken(f"the signature is not by the key {end.key}")
    return end


def _check_counts(head: Head, summed_up: Iterable[object], parts: tuple[list[Any], list[Any], list[Any]]) -> None:
    counts = head.counts
    if (counts.events, counts.notices, counts.seals, counts.summaries) != (*map(len, parts), len(list(summed_up))):
        raise Broken("there are not as many lines of each sort as the first line counts")
    if head.request != f"OSPO-{head.number}":
        raise Broken("the first line names another request than its number")


def _checked_chain(head: Head, lines: Iterable[EventLine]) -> list[Event]:
    try:
        events = [shown(head.id, one) for one in lines]
        found = verify(events)
    except MALFORMED as malformed:
        raise Broken("an event is not readable") from malformed
    if found.problem:
        raise Broken(found.problem)
    if not events:
        raise Broken("there is no event")
    for event in events:
        body = json_of(event.body)
        if (body.get("workspace"), body.get("number")) != (head.workspace, head.number):
            raise Broken(f"event {event.sequence} is of another request")
    return events


def _checked_texts(chain: list[Event], lines: list[EventLine]) -> tuple[int, int]:
    """How many texts are erased and withheld; any other that is not there is missing."""
    told = [Told(one) for one in chain]
    gone = {name for one in told if one.event.kind == "erased" for name in one.data.get("names", ())}
    erased = withheld = 0
    for one, line in zip(told, lines, strict=True):
        hidden = set(line.withheld)
        if len(hidden) != len(line.withheld) or not hidden <= one.missing:
            raise Broken(f"event {line.sequence} withholds texts that are there, or that it never had")
        if missing := one.missing - hidden - gone:
            raise Broken(f"the text `{min(missing)}` of event {line.sequence} is missing, and nothing says why")
        erased, withheld = erased + len(one.missing - hidden), withheld + len(hidden)
    return erased, withheld


def _check_summaries(chain: list[Event], summed_up: list[Mapping[str, Any]]) -> None:
    try:
        expected = list(summaries(chain))
    except MALFORMED as malformed:
        raise Broken("an event is not readable") from malformed
    if expected != summed_up:
        raise Broken("the revisions, reviews and decisions are not those of the events")


def _check_route(chain: list[Event], route: RouteText) -> None:
    asked = [Told(one).data for one in chain if one.kind in {"submitted", "revised"}]
    if route.withheld:
        if route.text_of_digest:
            raise Broken("the route is said to be withheld, and is there")
    elif not asked or digest_of(route.text_of_digest.encode()) != asked[-1].get("route"):
        raise Broken("the route is not the one of the newest revision")


def _checked_seals(head: Head, chain: list[Event], seals: list[SealLine]) -> int:
    """How many events are sealed. Each seal has to cover one of them."""
    hashes, sealed = {one.sequence: one.hash for one in chain}, 0
    for seal in seals:
        if digest_of(seal.document.encode()) != seal.hash:
            raise Broken(f"seal {seal.sequence} was changed after it was written")
        try:
            body = json_of(seal.document)
            own = [one for one in body["heads"] if one[0] == head.id]
            [(_, number, sequence, digest)] = own
        except MALFORMED as malformed:
            raise Broken(f"seal {seal.sequence} is not readable, or covers another request") from malformed
        named = (body.get("workspace"), body.get("sequence"), number)
        if named != (head.workspace, seal.sequence, head.number) or hashes.get(sequence) != digest:
            raise Broken(f"seal {seal.sequence} does not cover this chain")
        sealed = max(sealed, sequence)
    return sealed


def _seal_signed(seal: SealLine, key: str, signed: Signed) -> bool:
    try:
        signature = base64.b64decode(seal.signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    return bool(key and signature) and signed(bytes.fromhex(key), signature, seal.document.encode())
