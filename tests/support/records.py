# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Small, valid requests and notices for tests of the record, and a clock that only a test moves."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import create_engine, text

from storage.database import Database
from workflows import reviewing
from workflows.notice import Notice
from workflows.people import Person
from workflows.recorded import asked_data, asked_texts
from workflows.request import Happening, Request, State, Step, Verdict
from workflows.reviewing import Reviewer
from workflows.route import Because, Route
from workflows.scope import ScopeFields

WORKSPACE = "T0TEST"
AUTHOR = Person(WORKSPACE, "U0AUTHOR")
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WHY = Because(rule="test", text="Because of the test.", open_text="Because of the test.")


SCOPE = ScopeFields(project="repository", license="license", agreement="agreement")


class Clock:
    """Tells the time that the test gave it."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **duration: float) -> datetime:
        """Let time go by, in the words of timedelta."""
        self.time += timedelta(**duration)
        return self.time


def a_request(number: int, **changes: Any) -> Request:
    """An open request that waits for legal, with one event not yet stored."""
    facts: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": uuid4().hex,
        "number": number,
        "kind": "contribution",
        "title": "Fix the parser",
        "requester": AUTHOR,
        "state": State.IN_REVIEW,
        "answers": {"repository": "https://example.org/parser", "reason": "It crashed on “ümlauts”.", "lines": 12},
        "facts": {},
        "route": Route(lane="standard", outcome="review", because=WHY, scope=SCOPE),
        "steps": (a_step("legal"),),
        "submitted_at": START,
        "changed_at": START,
        "due_at": START + timedelta(days=3),
        "expires_at": START + timedelta(days=60),
    }
    request = Request(**(facts | changes))
    texts = {name: text for name, text in asked_texts(request).items() if text}
    submitted = Happening(kind="submitted", at=START, actor=AUTHOR, data=asked_data(request), texts=texts)
    return request.model_copy(update={"happened": (submitted,)}) if "happened" not in changes else request


def a_step(group: str, **changes: Any) -> Step:
    """An open step of a group."""
    return Step(**({"name": group, "group": group, "asked_for": (group,), "because": (WHY,)} | changes))


def approved(request: Request) -> Request:
    """The request as it is after its approval, with the events of it alone."""
    request = request.forget_happened()
    for step in request.steps:
        by = Reviewer(Person(WORKSPACE, "U0LEGAL"), frozenset({step.group}), request.revision)
        request = reviewing.review(request, step.name, Verdict.APPROVE, by=by, now=START)
    return request


def a_notice(key: str, **changes: Any) -> Notice:
    """A notice for a channel; its message is the part of the key before the ``@``."""
    facts = {
        "key": key,
        "workspace": WORKSPACE,
        "lane": "lane-1",
        "message": key.partition("@")[0],
        "template": "plain",
        "to": "C0REQUESTS",
    }
    return Notice(**(facts | changes))


async def stored(database: Database, request: Request, *, view_id: str | None = None) -> Request:
    """Store a new request with its events, and return it as it is read back."""
    async with database.transaction() as tx:
        await tx.requests.add(request, view_id=view_id, user=request.requester.id)
        await tx.events.append(request)
    async with database.reading() as tx:
        return await tx.requests.by_id(request.id)


async def queued(database: Database, *notices: Notice) -> None:
    """Put notices into the outbox."""
    async with database.transaction() as tx:
        await tx.outbox.add(*notices)


def run(url: str, *statements: str) -> None:
    """Run statements like somebody who has the database's password."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
