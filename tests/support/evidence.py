# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An evidence pack for tests: a request with a question, reviews, an edit and a decision, sealed and signed."""

import base64
import hashlib
import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.signing import signer_of
from tests.support.office import MONDAY, REQUESTER, contribution, person, proposal, small_fix, step, submitted
from workflows import lifecycle, reviewing
from workflows.events import START, Event, canonical, chained
from workflows.evidence import Evidence, NoticeLine, SealLine, pack
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


def a_decided_request() -> Request:
    """Everything happened to it: it was asked about, answered, edited, approved with conditions and approved."""
    steps = (step("legal"), step("ospo"))
    request = submitted(*steps, answers=small_fix(title="Zürich “parser” \u0001"))
    by = Reviewer(person("legal"), frozenset({"legal", "ospo"}), 1)
    request = reviewing.ask(request, "legal", "Who wrote it?", by=by, now=MONDAY)
    request = reviewing.answer(request, 1, "I did.", by=REQUESTER, now=MONDAY)
    asked, later = proposal(*steps, answers=small_fix(change="feature")), MONDAY + timedelta(hours=1)
    request = lifecycle.revise(contribution(), request, asked, by=REQUESTER, revision=1, now=later)
    by = Reviewer(by.person, by.groups, 2)
    conditions = ("Keep the notices.", "Only the parser.")
    verdict = Verdict.APPROVE_WITH_CONDITIONS
    request = reviewing.review(request, "legal", verdict, by=by, now=later, conditions=conditions)
    return reviewing.review(request, "ospo", Verdict.APPROVE, by=by, now=later)


def events_of(request: Request) -> tuple[Event, ...]:
    """Its chain, each salt another."""
    salts = iter(range(1_000))
    return chained(request, request.happened, 0, START, lambda: f"salt-{next(salts)}")


def a_seal(request: Request, events: tuple[Event, ...], key: Ed25519PrivateKey | None = KEY) -> SealLine:
    """A seal over the newest event."""
    head = [request.id, request.number, events[-1].sequence, events[-1].hash]
    body = {"workspace": request.workspace, "sequence": 7, "previous": START, "at": MONDAY.isoformat()}
    document = canonical(body | {"requests": 1, "highest": request.number, "heads": [["another", 9, 1, START], head]})
    digest = hashlib.sha256(document.encode()).hexdigest()
    signature = base64.b64encode(key.sign(document.encode())).decode() if key else ""
    return SealLine(sequence=7, hash=digest, document=document, signature=signature)


def a_pack(key: Ed25519PrivateKey | None = KEY, **changes: Any) -> bytes:
    """The pack of that request; ``changes`` replace parts of its evidence."""
    request = a_decided_request()
    events = events_of(request)
    notice = NoticeLine(template="card", to="channel", ts="1700000000.000100", sent=[MONDAY.isoformat()])
    parts: dict[str, Any] = {"events": events, "seals": (a_seal(request, events, key),), "notices": (notice,)}
    evidence = Evidence(request, **(parts | changes))
    return pack(evidence, product="0.0", at=MONDAY, by="", signer=signer_of(key))


def with_digest(data: bytes) -> bytes:
    """The pack, unsigned, with the digest that its lines have by now: what anybody can make of it."""
    lines = data.split(b"\n")[:-2]
    body = b"".join(line + b"\n" for line in lines)
    end = {"line": "end", "lines": len(lines), "digest": hashlib.sha256(body).hexdigest(), "key": "", "signature": ""}
    return body + canonical(end).encode() + b"\n"


def one_character_changed(text: str, seeded: random.Random) -> str:
    """The text with one character replaced, taken away or added."""
    place = seeded.randrange(len(text))
    other = seeded.choice([one for one in '0aAfF9 \n\r\t"\\{}[]:,éé\u0301\u200b' if one != text[place]])
    match seeded.randrange(4):
        case 0:
            return text[:place] + text[place + 1 :]
        case 1:
            return text[:place] + other + text[place:]
        case _:
            return text[:place] + (text[place].swapcase() if seeded.random() < 0.5 else other) + text[place + 1 :]


def really_changed(text: str, seeded: random.Random) -> str:
    """The same, never the text itself: swapping the case of a digit changes nothing."""
    while (changed := one_character_changed(text, seeded)) == text:
        pass
    return changed


def lines_of(data: bytes) -> Iterator[dict[str, Any]]:
    """What each line says."""
    return (json.loads(line) for line in data.decode().splitlines())
