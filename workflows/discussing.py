# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people write in the thread of a request, kept with its record where the organization wants that.

Only events have it, each text beside its commitment, so that it can be erased. A confidential request has no thread
that is kept: what stands in rooms of groups stays there.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from workflows.events import Event
from workflows.people import Person
from workflows.request import Request
from workflows.text import cleaned
from workflows.transitions import happened

SAID, EDITED, DELETED = "discussed", "discussion_edited", "discussion_deleted"
DISCUSSION = frozenset({SAID, EDITED, DELETED})
#: Characters of one message that are kept; Slack takes 40,000.
LONGEST = 12_000


def said(request: Request, events: Sequence[Event], text: str, *, ts: str, by: Person, now: datetime) -> Request:
    """Keep a message of the thread; the request itself when it is kept already, empty, or nothing may be kept."""
    if not _kept(request) or not cleaned(text) or text_of(events, ts) is not None:
        return request
    return happened(request, SAID, now, by, {"ts": ts}, {"text": cleaned(text)[:LONGEST]})


def edited(request: Request, events: Sequence[Event], text: str, *, ts: str, by: Person, now: datetime) -> Request:
    """Keep what a message of the thread was changed into; the request itself when nothing is new."""
    before = text_of(events, ts)
    if not _kept(request) or before is None or before == cleaned(text)[:LONGEST]:
        return request
    return happened(request, EDITED, now, by, {"ts": ts}, {"text": cleaned(text)[:LONGEST]})


def deleted(request: Request, events: Sequence[Event], *, ts: str, now: datetime) -> Request:
    """Keep that a message of the thread was deleted, by whom ever; what it said stays until it is erased."""
    kinds = [one.kind for one in _about(events, ts)]
    if not kinds or DELETED in kinds:
        return request
    return happened(request, DELETED, now, None, {"ts": ts})


def _kept(request: Request) -> bool:
    return not request.confidential and not request.forgotten


def text_of(events: Sequence[Event], ts: str) -> str | None:
    """What a message says now as far as it is kept; empty once it is deleted or erased. None: it is not kept."""
    about = _about(events, ts)
    if not about:
        return None
    return about[-1].private.get("text", ("", ""))[1] if about[-1].kind != DELETED else ""


def said_by(events: Sequence[Event], sequence: int, person: Person) -> str:
    """The newest text of the message whose event has that number, if this person wrote it; else empty."""
    event = next((one for one in events if one.sequence == sequence and one.kind == SAID), None)
    if event is None or event.private.get("actor", ("", ""))[1] != person.id:
        return ""
    return text_of(events, _ts(event)) or ""


def _about(events: Sequence[Event], ts: str) -> list[Event]:
    return [one for one in events if one.kind in DISCUSSION and _ts(one) == ts]


def _ts(event: Event) -> str:
    return str(json.loads(event.body)["data"]["ts"])
