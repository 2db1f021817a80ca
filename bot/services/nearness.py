# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Looking up the precedents near to a question."""

import asyncio
from collections.abc import Mapping
from datetime import date

from storage.database import UnitOfWork
from workflows.facts import Answers, Fact
from workflows.kind import RequestKind
from workflows.nearest import NEAR, Near, nearest
from workflows.precedents import Subject


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


async def near_subject(
    tx: UnitOfWork, workspace: str, subject: Subject, words: str, *, on: date, least: float = NEAR
) -> tuple[Near, ...]:
    """The precedents near to a license and its use, and to words."""
    valid = await tx.precedents.valid(workspace, on)
    if not valid:
        return ()
    # In a thread: thousands of precedents are some milliseconds, and nobody else may wait for them.
    return await asyncio.to_thread(nearest, subject, words, valid, on=on, least=least)
