# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The chain of events of a request: what is hashed, how texts are committed to, and how a chain is verified.

Each event's hash covers its body in canonical JSON, which holds the previous hash. The body has identifiers, numbers
and times, and for each personal or free text a salted commitment; text and salt live beside it and can be erased.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from workflows.request import Happening, Request

#: What the first event of a chain names as its predecessor.
START = "0" * 64
_SLOWLY = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it is stored. ``private`` maps a text's name to (salt, text); an erased one is not there."""

    request_id: str
    sequence: int
    kind: str
    at: str
    body: str
    previous: str
    hash: str
    private: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a look at one chain found: how many events, how many values are erased, and the first thing wrong."""

    events: int
    erased: int
    problem: str = ""


def canonical(value: Mapping[str, Any] | Sequence[Any] | float | None) -> str:
    """Canonical JSON: keys sorted, no blanks, UTF-8 as it is.

    Integers above 64 bits, which orjson refuses, are left to Python's own encoder: a tenth as fast, the same spelling.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:
        return _SLOWLY.encode(value)


def commitment(salt: str, text: str) -> str:
    """What stands in the chain for a text: it reveals nothing once the salt is erased.

    The salt's length is hashed too, so that no part of the text can be passed off as part of the salt.
    """
    return hashlib.sha256(f"{len(salt)}:{salt}:{text}".encode()).hexdigest()


def chained(
    request: Request, happened: Iterable[Happening], sequence: int, previous: str, salt: Callable[[], str]
) -> tuple[Event, ...]:
    """The events for what happened, continuing a chain that has ``sequence`` events and ends with ``previous``.

    ``salt`` gives a fresh random text of at least 128 bits at every call.
    """
    events = []
    for number, one in enumerate(happened, sequence + 1):
        event = _event(request, one, number, previous, salt)
        events.append(event)
        previous = event.hash
    return tuple(events)


def verify(events: Iterable[Event]) -> Verification:
    """Check one request's events, in order: sequence, links, hashes, and every text that is still there."""
    previous, count, erased = START, 0, 0
    for count, event in enumerate(events, 1):
        problem = _problem(event, count, previous)
        if problem:
            return Verification(count, erased, problem)
        committed = json.loads(event.body)["commitments"]
        erased += sum(1 for name in committed if name not in event.private)
        previous = event.hash
    return Verification(count, erased)


def _event(request: Request, one: Happening, number: int, previous: str, salt: Callable[[], str]) -> Event:
    texts = dict(one.texts)
    if one.actor is not None:
        texts["actor"] = one.actor.id
    private = {name: (salt(), text) for name, text in texts.items()}
    at = one.at.isoformat()
    body = canonical(
        {
            "workspace": request.workspace,
            "request": request.id,
            "number": request.number,
            "sequence": number,
            "kind": one.kind,
            "at": at,
            "data": one.data,
            "commitments": {name: commitment(*pair) for name, pair in private.items()},
            "previous": previous,
        }
    )
    digest = hashlib.sha256(body.encode()).hexdigest()
    return Event(request.id, number, one.kind, at, body, previous, digest, private)


def _problem(event: Event, number: int, previous: str) -> str:
    if hashlib.sha256(event.body.encode()).hexdigest() != event.hash:
        return f"event {number} was changed after it was written"
    try:
        body = json.loads(event.body)
        written = (body["request"], body["sequence"], body["kind"], body["at"], body["previous"])
        commitments = dict(body["commitments"])
    except (ValueError, TypeError, KeyError):
        return f"event {number} is not readable"
    if written != (event.request_id, event.sequence, event.kind, event.at, event.previous):
        return f"the columns of event {number} differ from its body"
    if event.sequence != number or event.previous != previous:
        return f"event {number} does not follow the one before it"
    for name, pair in event.private.items():
        if commitments.get(name) != commitment(*pair):
            return f"the text `{name}` of event {number} was changed after it was written"
    return ""
