# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Answered questions about licenses, and the precedents made of them."""

from datetime import date
from typing import Any

from storage.database import Database
from tests.support.records import AUTHOR, START, WORKSPACE, a_request
from workflows import precedents, reviewing
from workflows.facts import Fact, Origin
from workflows.people import Person
from workflows.precedents import Precedent, Shown, Subject
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer

LAWYER = Person(WORKSPACE, "U0LEGAL")
BY = Reviewer(LAWYER, frozenset({"legal"}), 1)
ANSWERS = {"question": "May Fred ship it to ACME?", "license": "gpl2", "usage": "shipped", "product": "Rocket"}
REVIEW_ON = date(2027, 11, 23)


def answered(number: int = 1, verdict: Verdict = Verdict.APPROVE, **answers: Any) -> Request:
    """A question that legal has answered, with its events."""
    read = {"expression": Fact(value="GPL-2.0-only", origin=Origin.POLICY)}
    asked = a_request(number, answers={**ANSWERS, **answers}, facts=read, kind="contribution")
    conditions = ("Keep the notices",) if verdict is Verdict.APPROVE_WITH_CONDITIONS else ()
    return reviewing.review(
        asked, "legal", verdict, by=BY, now=START, reason="ACME's contract says so.", conditions=conditions
    )


def shown(**changes: Any) -> Shown:
    """A version for others."""
    words = {"question": "May a GPL tool be shipped beside ours?", "answer": "Yes, as a program of its own."}
    return Shown.model_validate({**words, "scope": "This license and use", "review_on": REVIEW_ON, **changes})


def a_precedent(number: int = 1, *, verdict: Verdict = Verdict.APPROVE, of: str = "r", **changes: Any) -> Precedent:
    """A precedent by itself; ``expression`` and other facts of its subject, or texts of what is shown, may be given."""
    about = {name: changes.pop(name) for name in Subject.model_fields if name in changes}
    texts = {name: changes.pop(name) for name in Shown.model_fields if name in changes}
    facts: dict[str, Any] = {
        "workspace": WORKSPACE,
        "number": number,
        "request_id": of,
        "request_number": number,
        "subject": Subject(**({"expression": "GPL-2.0-only", "usage": "shipped"} | about)),
        "verdict": verdict,
        "shown": shown(**texts),
        "group": "legal",
        "by": LAWYER,
        "made_at": START,
        "policy_version": "0123456789ab",
    }
    return Precedent(**(facts | changes))


async def made(database: Database, number: int = 1, **texts: Any) -> Precedent:
    """Store an answered question with a precedent of it, and return the precedent."""
    request, precedent = precedents.make(
        answered(number), shown(**texts), number=number, may_be_shown=True, by=BY, now=START
    )
    async with database.transaction() as tx:
        await tx.requests.add(request, view_id=None, user=AUTHOR.id)
        await tx.events.append(request)
        await tx.precedents.add(precedent)
    return precedent
