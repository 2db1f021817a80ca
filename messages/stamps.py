# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The stamps of those who decided: who, for which group, when, on which revision, and what counts no more."""

from messages.outcomes import verdict_words
from messages.text import capital, escape, escaped_line, mention, moment
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.overturned import Overturning, Way
from workflows.request import Request, Review

#: A condition has 400 characters at most, of which each may be five once escaped: none is ever cut.
_CONDITION_TEXT = 2000 + 2
_REASON_TEXT = 600
_WAYS = {Way.UNDO: "Undone", Way.REOPEN: "Reopened", Way.APPEAL: "Appealed"}


def stamp(review: Review, kind: RequestKind, organization: Organization) -> str:
    """Who gave which verdict, when, for which group, on which revision."""
    who = f"{capital(escape(verdict_words(review.verdict, kind)))} by {mention(review.reviewer.id)}"
    group = escape(organization.title_of(review.role))
    group += f" as deputy of {mention(review.instead_of.id)}" if review.instead_of else ""
    return f"{who}, {moment(review.at)}, for {group}, revision {review.revision}"


def remarks(review: Review, kind: RequestKind) -> tuple[str, ...]:
    """The conditions and the reason of a review, and what an answer holds for and until when, a line each."""
    conditions = (f"• Condition: {escaped_line(one, _CONDITION_TEXT)}" for one in review.conditions)
    reason = (f"• Reason: {escaped_line(review.reason, _REASON_TEXT)}",) if review.reason else ()
    return (*conditions, *reason, *holds(review, kind))


def holds(review: Review, kind: RequestKind) -> tuple[str, ...]:
    """What an answer holds for, and when it is looked at again; nothing for the review of a request."""
    scope = kind.answer.scope_of(review.scope) if kind.answer else review.scope
    said = (f"• Holds for: {escape(scope)}",) if scope else ()
    return (*said, f"• To be looked at again on {review.review_on:%Y-%m-%d}") if review.review_on else said


def overturned_lines(
    request: Request, step: str, kind: RequestKind, organization: Organization, only: Overturning | None = None
) -> list[str]:
    """The reviews of a step that count no more, each with who took it back, when and why.

    Why it was taken back while the request was confidential stays there once everybody reads it.
    """
    lines = []
    for one in [only] if only else request.overturned:
        if one.step == step:
            lines += [f":heavy_minus_sign: Overturned: {stamp(review, kind, organization)}" for review in one.reviews]
            told = one.reason and (request.confidential or not one.private)
            why = f": {escaped_line(one.reason, _REASON_TEXT)}" if told else ""
            lines.append(f"    {who(one, organization)}, {moment(one.at)}{why}")
    return lines


def who(one: Overturning, organization: Organization) -> str:
    """Who opened it again, in which way and for which group."""
    group = f" for {escape(organization.title_of(one.role))}" if one.role else ""
    return f"{_WAYS[one.way]} by {mention(one.by.id)}{group}"
