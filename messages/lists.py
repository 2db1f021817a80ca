# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Lists of requests, a row with an *Open* button each; what waits for a reviewer stands in queues.py."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from messages.blocks import Block, Message, button, context, header, message, section
from messages.buttons import request_value
from messages.checklists import summary
from messages.expectations import turn_briefly
from messages.outcomes import state_words
from messages.requester import OPEN
from messages.text import capital, day, escape, escaped_line, joined, moment
from messages.turns import whose_turn_plainly
from workflows.home import NEWEST
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.request import Request
from workflows.turns import Turns

#: Rows of one list: more than that nobody reads, and all of them fit into a message.
ROWS = 20
_TITLE = 100
_OLDER = "These are your newest. Older ones: `/ospo status OSPO-…` with their number."
_NO_ORGANIZATION = Organization()
#: For lists that are not told whose turn it is.
NO_TURNS: Mapping[int, Turns] = MappingProxyType({})


def row(
    request: Request,
    kinds: Mapping[str, RequestKind],
    organization: Organization,
    *,
    own: bool,
    turns: Turns | None = None,
) -> Block:
    """A request in two or three lines, with a button that opens it.

    Of a confidential one others see the number only, and nobody the title of a private one.
    """
    hidden, kind = _hidden(request, own=own), kinds.get(request.kind)
    turn = whose_turn_plainly(request, organization, "you" if own else "the requester")
    state = capital(state_words(request, kind) if kind and own else request.state.words)
    work = f"checklist {summary(request)}" if request.checklist and not hidden else ""
    due = _due(request, turns.at if turns else None, day)
    plainly = (kind.title if kind else request.kind, state, _turn(turn), work)
    second = " · ".join(filter(None, (*map(escape, plainly), due)))
    third = f"\n{capital(waiting)}" if (waiting := turn_briefly(turns, organization)) else ""
    return section(f"{_named(request, hidden=hidden)}\n{second}{third}", _open(request))


def brief_row(request: Request, kinds: Mapping[str, RequestKind], at: datetime, *, opens: bool) -> Block:
    """The same for a list of what waits for its reader at that instant: what it is, and until when it is expected."""
    kind = kinds.get(request.kind)
    second = " · ".join(filter(None, (escape(kind.title if kind else request.kind), _due(request, at, moment))))
    return section(
        f"{_named(request, hidden=_hidden(request, own=False))}\n{second}", _open(request) if opens else None
    )


def status_list(
    requests: Sequence[Request],
    kinds: Mapping[str, RequestKind],
    organization: Organization = _NO_ORGANIZATION,
    turns: Mapping[int, Turns] = NO_TURNS,
) -> Message:
    """The answer to a bare status command: the person's own requests."""
    if not requests:
        nothing = "You have no requests. `/ospo help` shows what you can start."
        return message(nothing, [section(nothing)])
    summary = f"Your requests: {numbers(requests[:NEWEST])}."
    return message(summary, [header("Your requests"), *own_rows(requests, kinds, organization, turns)])


def own_rows(
    requests: Sequence[Request],
    kinds: Mapping[str, RequestKind],
    organization: Organization,
    turns: Mapping[int, Turns],
) -> list[Block]:
    """The person's newest requests, and how to see older ones where there are any."""
    rows = [row(one, kinds, organization, own=True, turns=turns.get(one.number)) for one in requests[:NEWEST]]
    return [*rows, *([context(_OLDER)] if len(requests) > NEWEST else [])]


def numbers(requests: Sequence[Request]) -> str:
    """Numbers only: a summary is shown in notifications, on locked screens too."""
    return joined(one.name for one in requests[:ROWS])


def _turn(turn: str) -> str:
    return f"turn of {turn}" if turn else ""


def _hidden(request: Request, *, own: bool) -> bool:
    return request.private or (request.confidential and not own)


def _named(request: Request, *, hidden: bool) -> str:
    title = ("private" if request.private else "in its own room") if hidden else escaped_line(request.title, _TITLE)
    return f"*{request.name}* · {title}"


def _open(request: Request) -> Block:
    return button("Open", OPEN, request_value(request), described=f"Open {request.name}")


def _due(request: Request, at: datetime | None, words: Callable[[datetime], str]) -> str:
    """When an answer is expected, or since when it is overdue at an instant, if that is known; times by ``words``."""
    if request.due_at is None or not request.state.open:
        return ""
    late = at is not None and request.due_at <= at
    return f"*overdue since {words(request.due_at)}*" if late else f"expected by {words(request.due_at)}"
