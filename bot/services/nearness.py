# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Looking up what people decided before: the precedents near to a question, and requests similar to one."""

import asyncio
from collections.abc import Mapping
from datetime import date

from storage.database import UnitOfWork
from workflows.facts import Answers, Fact
from workflows.kind import RequestKind
from workflows.nearest import NEAR, Near, nearest
from workflows.precedents import Subject
from workflows.request import Request
from workflows.similar import Similar, similar


async def near_question(
    tx: UnitOfWork,
    workspace: str,
    kind: RequestKind,
    asked: tuple[Answers, Mapping[str, Fact]],
    *,
    on: date,
    least: float = NEAR,
) -> tuple[Near, ...]:
    """The precedents near to a question with these answers and facts; none for a kind that is no question."""
    if kind.answer is None:
        return ()
    answers, facts = asked
    subject = Subject.of(answers, facts)
    return await near_subject(tx, workspace, subject, str(answers.get(kind.title_field, "")), on=on, least=least)


async def similar_to(tx: UnitOfWork, request: Request, kind: RequestKind) -> tuple[Similar, ...]:
    """What was decided of requests similar to one. A question has its precedents instead."""
    return similar(request, kind, await tx.decisions.near(request)) if kind.answer is None else ()


async def near_subject(
    tx: UnitOfWork, workspace: str, subject: Subject, words: str, *, on: date, least: float = NEAR
) -> tuple[Near, ...]:
    """The precedents near to a license and its use, and to words."""
    valid = await tx.precedents.valid(workspace, on)
    if not valid:
        return ()
    # In a thread: thousands of precedents are some milliseconds, and nobody else may wait for them.
    return await asyncio.to_thread(nearest, subject, words, valid, on=on, least=least)
