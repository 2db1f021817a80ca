# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the requester reads when people answered a question: the answer in its words, why, and until when."""

from messages.blocks import Block, actions, button, paragraphs, section
from messages.buttons import request_value
from messages.outcomes import state_words
from messages.requester import DETAILS
from messages.rich_text import quote
from messages.stamps import holds
from messages.text import capital, escape, escaped_line, mention, moment
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Request, Review, State

_MARKS = {State.APPROVED: ":white_check_mark:", State.DECLINED: ":no_entry:"}
_CONDITION = 2_000


def answered_by_people(request: Request, kind: RequestKind) -> bool:
    """Whether this is a question to which people gave the answer."""
    decided = request.state in _MARKS and any(step.reviews for step in request.steps)
    return kind.answer is not None and decided


def ruling(request: Request, kind: RequestKind, organization: Organization) -> list[Block]:
    """The answer with its conditions, reasons, scope and review date, one part for each who gave it."""
    blocks = [section(f"{_MARKS[request.state]} *{capital(escape(state_words(request, kind)))}*")]
    asked = None if request.private else request.answers.get(kind.title_field)
    blocks += [section("*You asked*"), quote(str(asked))] if asked else []
    for review in (review for step in request.steps for review in step.reviews):
        blocks += _given(review, kind, organization)
    instructions = request.route.instructions if request.state is State.APPROVED else ()
    todo = [f"• {escape(one)}" for one in (*instructions, *(one.text for one in request.route.obligations))]
    return blocks + (paragraphs(("*What to do now*", *todo)) if instructions else [])


def ruling_buttons(request: Request, kind: RequestKind) -> Block:
    """Looking at all of it, and asking again."""
    return actions(
        button("Details", DETAILS, request_value(request), described=f"Details of {request.name}"),
        button("Ask again", f"form:start:{kind.name}", described=f"New question: {kind.title}"),
    )


def _given(review: Review, kind: RequestKind, organization: Organization) -> list[Block]:
    who = f"{mention(review.reviewer.id)} for {escape(organization.title_of(review.role))}, {moment(review.at)}"
    conditions = [f"• {escaped_line(one, _CONDITION)}" for one in review.conditions]
    blocks = [section(f"*Answered by* {who}:"), quote(review.reason)] if review.reason else [section(f"*By* {who}")]
    blocks += paragraphs(("*Conditions*", *conditions)) if conditions else []
    return blocks + paragraphs(holds(review, kind))
