# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The history of a request: one line for each of its events, in words."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from messages.blocks import Block, divider, header, section
from messages.text import counted, day, escape, mention, moment
from workflows.events import Event
from workflows.organization import Organization
from workflows.reminding import LEAD
from workflows.request import group_of

_HISTORY_LINES = 40
_LINES_OF_A_SECTION = 10


def history_blocks(events: Sequence[Event], organization: Organization) -> list[Block]:
    """The newest entries last, ten lines to a block."""
    if not events:
        return []
    lines = [_event(one, organization) for one in events[-_HISTORY_LINES:]]
    left_out = len(events) - len(lines)
    lines = [f"• {counted(left_out, 'earlier entry', 'earlier entries')}", *lines] if left_out else lines
    parts = [lines[start : start + _LINES_OF_A_SECTION] for start in range(0, len(lines), _LINES_OF_A_SECTION)]
    return [divider(), header("History"), *(section("\n".join(part)) for part in parts)]


def _event(event: Event, organization: Organization) -> str:
    """One entry: when, who, and what. A body that cannot be read is named, never hidden.

    What somebody did who was erased since is not said of the office, which did what nobody did.
    """
    _, actor = event.private.get("actor", ("", ""))
    try:
        body = json.loads(event.body)
        at, data, somebody = moment(datetime.fromisoformat(event.at)), body["data"], "actor" in body["commitments"]
    except (ValueError, KeyError, TypeError):
        return f"• entry {event.sequence} cannot be read: please tell the OSPO"
    who = mention(actor) if actor else "an erased person" if somebody else "the office"
    group = escape(organization.title_of(group_of(str(data.get("role") or data.get("step") or ""))))
    words = _HAPPENED.get(event.kind)
    return f"• {at}: " + (words(who, group, data) if words else f"{who}: {escape(event.kind.replace('_', ' '))}")


def _verdict(data: Mapping[str, Any]) -> str:
    verdict = str(data.get("verdict", ""))
    return {"approve": "approved", "approve_with_conditions": "approved with conditions", "decline": "declined"}.get(
        verdict, "reviewed"
    )


def _item(data: Mapping[str, Any]) -> str:
    state = str(data.get("state", "")).replace("_", " ")
    return f"“{escape(str(data.get('item', '')))}” on the checklist is {escape(state)}"


def _told(data: Mapping[str, Any]) -> str:
    return "the group's lead" if data.get("to") == LEAD else "the OSPO"


def _until(data: Mapping[str, Any]) -> str:
    try:
        return day(datetime.fromisoformat(str(data.get("until"))))
    except ValueError:
        return "later"


def _outcome(data: Mapping[str, Any]) -> str:
    return escape(str(data.get("outcome", "closed")).replace("_", " "))


_HAPPENED: dict[str, Callable[[str, str, Mapping[str, Any]], str]] = {
    "submitted": lambda who, _, __: f"{who} submitted it",
    "revised": lambda who, _, data: f"{who} edited it, now revision {escape(str(data.get('revision', '')))}",
    "reviewed": lambda who, group, data: f"{who} {_verdict(data)} for {group}",
    "asked": lambda who, group, _: f"{who} asked the requester for {group}",
    "answered": lambda who, _, __: f"{who} answered",
    "overturned": lambda who, group, _: f"{who} opened a decided step again, for {group}",
    "taken": lambda who, group, _: f"{who} gave the step of {group} to one person",
    "away": lambda _, group, data: f"nobody of {group} is there until {escape(str(data.get('back_on', '')))}",
    "there": lambda _, group, __: f"somebody of {group} is there again",
    "linked": lambda who, _, __: f"{who} linked a pull request",
    "nudged": lambda _, group, __: f"the office reminded {group}",
    "escalated": lambda _, group, data: f"the office told {_told(data)} that {group} is overdue",
    "snoozed": lambda who, group, data: f"{who} put the reminders of {group} off until {_until(data)}",
    "revived": lambda who, *_: f"{who} opened it again after it had expired",
    "warned": lambda *_: "the office warned the requester that it will expire",
    "decided": lambda who, _, data: f"the request was {_outcome(data)} ({who})",
    "owed": lambda _, __, data: f"{counted(len(data.get('obligations', ())), 'obligation', 'obligations')} began",
    "reminded": lambda *_: "the office reminded of what is owed",
    "ticked": lambda who, _, __: f"{who} ticked an obligation off",
    "waived": lambda who, _, __: f"{who} said that an obligation is not needed",
    "not_owed": lambda *_: "nothing is owed any more",
    "checked": lambda who, group, data: f"{who} said for {group}: {_item(data)}",
    "scheduled": lambda who, _, data: f"{who} set the launch to {escape(str(data.get('day', '')))}",
    "published": lambda who, _, __: f"{who} said that it is public",
    "held": lambda who, *_: f"{who} placed a legal hold",
    "released": lambda who, *_: f"{who} lifted the legal hold",
    "noted": lambda who, group, _: f"{who} kept a note for {group} only",
    "inventory": lambda who, *_: f"{who} attached an inventory",
    "precedent_made": lambda who, *_: f"{who} made the answer a precedent",
    "precedent_ended": lambda who, *_: f"the answer is no precedent any more ({who})",
    "embargo_began": lambda *_: "an embargo began",
    "embargo_invited": lambda who, *_: f"{who} let somebody into the embargo",
    "embargo_left": lambda who, *_: f"{who} took somebody out of the embargo",
    "embargo_postponed": lambda who, *_: f"{who} said that the embargo cannot be lifted yet",
    "embargo_asked": lambda *_: "the office asked whether to lift the embargo",
    "embargo_lifted": lambda who, *_: f"{who} lifted the embargo",
    "exported": lambda who, _, __: f"{who} exported the evidence",
    "erased": lambda who, _, __: f"{who} erased personal texts, as the law asks",
}
