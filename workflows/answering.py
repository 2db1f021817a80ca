# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Answers that edit what they were asked about: answer and new revision are one act, and the difference is kept."""

from collections.abc import Iterator
from datetime import datetime

from workflows.facts import Answers
from workflows.kind import Field, RequestKind
from workflows.lifecycle import Proposal, rerouted
from workflows.people import Person
from workflows.request import Question, Request
from workflows.reviewing import answer


def answer_with_edit(
    kind: RequestKind, request: Request, number: int, text: str, proposal: Proposal | None, *, by: Person, now: datetime
) -> Request:
    """Answer a question, and edit the fields that it is about as ``proposal`` has them (None: as they are).

    Raises like reviewing.answer. An answer that is given already edits nothing.
    """
    answered = answer(request, number, text, by=by, now=now)
    if proposal is None or answered is request:
        return answered
    questions = tuple(
        _with_difference(one, request.answers, proposal.answers) if one.number == number else one
        for one in answered.questions
    )
    return rerouted(kind, answered.model_copy(update={"questions": questions}), proposal, by=by, now=now)


def askable(kind: RequestKind, shown: frozenset[str], group: str) -> Iterator[Field]:
    """The fields that a group may ask about: those that the form shows and that it may read."""
    for field in kind.fields:
        if field.name in shown and (not field.restricted or group in field.visible_to):
            yield field


def _with_difference(question: Question, before: Answers, after: Answers) -> Question:
    changed = tuple(name for name in question.fields if before.get(name) != after.get(name))
    was = {name: before[name] for name in changed if name in before}
    return question.model_copy(update={"changed": changed, "before": was})
