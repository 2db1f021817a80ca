# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""From a notice of the outbox to the message that is sent for it, from the newest state of the request."""

from collections.abc import Callable

from messages import conditions, inventories, overturned, requests, reviews
from messages.absences import deputy
from messages.blocks import Message, message, section
from messages.embargoes import told
from messages.expiry import reopened
from messages.handovers import handed
from messages.obligations import owed
from messages.precedents import expired
from messages.reminders import reminder, warning
from messages.text import escape
from workflows.kind import RequestKind
from workflows.notice import Notice, Template
from workflows.obligations import Reminder
from workflows.organization import Organization
from workflows.request import Request
from workflows.similar import NOTHING_BEFORE, Before
from workflows.turns import Turns


def render(
    notice: Notice,
    request: Request,
    kind: RequestKind,
    organization: Organization,
    before: Before = NOTHING_BEFORE,
    turns: Turns | None = None,
) -> Message:
    """The message for a notice about a request, whose step may show what was decided before.

    ``turns`` are those of the request at this moment, for the messages that tell of them (TELLING_TURNS).

    Raises UnknownForm when it names a question that is not there.
    """
    if notice.template == "step":
        return _step(notice, request, kind, organization, before, turns)
    if notice.template in TELLING_TURNS:
        return TELLING_TURNS[notice.template](request, kind, organization, turns)
    return _TEMPLATES[notice.template](notice, request, kind, organization)


def standalone(notice: Notice) -> Message:
    """A notice that is about no request."""
    return deputy(notice) if notice.template == "deputy" else plain(notice)


def plain(notice: Notice) -> Message:
    """A notice that brings its own sentence, such as one to the OSPO about a parked message."""
    text = escape(str(notice.detail.get("text", "")))
    return message(text, [section(text)])


def _question(notice: Notice) -> int:
    return int(notice.detail["question"])


def _reminder(notice: Notice) -> Reminder | None:
    name = notice.detail.get("reminder")
    return "before" if name == "before" else "due" if name == "due" else None


def _step(
    notice: Notice,
    request: Request,
    kind: RequestKind,
    organization: Organization,
    before: Before = NOTHING_BEFORE,
    turns: Turns | None = None,
) -> Message:
    """A step message in a thread stands under the open card; elsewhere only the group, or one person, reads it."""
    name, on_duty = str(notice.detail["step"]), str(notice.detail.get("on_duty", ""))
    if notice.detail.get("gone"):
        return reviews.gone(request, name, organization)
    open_room, undo = bool(notice.thread), bool(notice.detail.get("undo"))
    return reviews.step(
        request, name, kind, organization, on_duty, open_room=open_room, before=before, turns=turns, undo=undo
    )


def _overturned(notice: Notice, request: Request, kind: RequestKind, organization: Organization) -> Message:
    number, on_duty = int(notice.detail["overturning"]), str(notice.detail.get("on_duty", ""))
    if notice.detail.get("own"):
        return overturned.stop(request, number, kind, organization)
    return overturned.news(request, number, kind, organization, on_duty, open_room=bool(notice.thread))


#: The messages that say whose turn it is, beside that of a step.
TELLING_TURNS: dict[Template, Callable[[Request, RequestKind, Organization, Turns | None], Message]] = {
    "card": requests.card,
    "progress": requests.progress,
}
_TEMPLATES: dict[Template, Callable[[Notice, Request, RequestKind, Organization], Message]] = {
    "question": lambda notice, request, kind, organization: requests.question(
        request, _question(notice), kind, organization
    ),
    "answer": lambda notice, request, kind, _: requests.answered(
        request, _question(notice), kind, open_room=not notice.detail.get("private")
    ),
    "revised": lambda notice, request, kind, _: requests.revised(
        request, kind, revived=bool(notice.detail.get("revived"))
    ),
    "decision": lambda notice, request, kind, organization: (
        reopened(request)
        if notice.detail.get("revived")
        else requests.decision(request, kind, organization, int(notice.detail.get("past", 0)))
    ),
    "overturned": _overturned,
    "reminder": lambda notice, request, _, organization: reminder(notice, request, organization),
    "warning": lambda notice, request, *_: warning(notice, request),
    "conditions": lambda notice, request, _, organization: conditions.conditions(
        request, organization, int(notice.detail.get("part", 0)), open_room=bool(notice.thread)
    ),
    "suspended": lambda _, request, kind, __: conditions.suspended(request, kind),
    "obligation": lambda notice, request, kind, organization: owed(
        request, str(notice.detail["obligation"]), kind, organization, _reminder(notice)
    ),
    "precedent": lambda notice, request, *_: expired(request, int(notice.detail["precedent"])),
    "inventory": lambda notice, request, kind, _: inventories.found(
        request, kind, open_room=not notice.detail.get("private")
    ),
    "embargo": lambda notice, request, *_: told(request, str(notice.detail["about"])),
    "plain": lambda notice, *_: plain(notice),
    "deputy": lambda notice, *_: deputy(notice),
    "handed": lambda notice, request, _, organization: handed(notice, request, organization),
}
