# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What waits for a reviewer: as the answer to a command, and in Home with menus that narrow it and pages."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from messages.blocks import (
    SELECT_OPTIONS,
    Block,
    Message,
    actions,
    button,
    context,
    header,
    message,
    option,
    plain,
    plain_section,
)
from messages.bulk import OPEN_BULK
from messages.lists import numbers, row
from messages.text import capital, counted, joined
from workflows.bulk import steps_together
from workflows.errors import UnknownForm
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.queue import EVERYTHING, Waiting, Wanted

NARROW = "queue:narrow"
EARLIER, LATER = "queue:earlier", "queue:later"
#: Requests that do not take a road of their own are in this lane.
_STANDARD = "standard"
_ALL, _OVERDUE, _MINE = "all", "overdue", "mine"
_LONGEST = 60
_KEYS = {"k": "kind", "g": "group", "l": "lane", "o": "overdue", "m": "mine", "p": "page"}
_Kinds = Mapping[str, RequestKind]
_WANTED = TypeAdapter(Wanted)


def queue(waiting: Waiting, kinds: _Kinds, organization: Organization) -> Message:
    """The answer to the queue command: a page of what waits for a reviewer, oldest first."""
    if not waiting.requests:
        nothing = _nothing(waiting, organization)
        return message(nothing, [plain_section(nothing)])
    total = waiting.total
    summary = f"{counted(total, 'request waits', 'requests wait')} for you: {numbers(waiting.requests)}."
    more = f"{_page(waiting)} `/ospo queue {waiting.wanted.page + 2}` shows the next ones."
    rest = [context(more)] if waiting.last < total else []
    how = "`/ospo queue overdue`, `mine`, or a kind, a group or a lane narrows this; Home has menus for it."
    return message(summary, [header(_heading(waiting)), *_rows(waiting, kinds, organization), *rest, context(how)])


def queue_blocks(waiting: Waiting, kinds: _Kinds, organization: Organization) -> list[Block]:
    """The same in Home, with menus and pages."""
    menus = _menus(waiting, kinds, organization) if waiting.total or waiting.wanted.narrowed else []
    if not waiting.requests:
        return [header(_heading(waiting)), *menus, plain_section(_nothing(waiting, organization))]
    pages = [button("Earlier ones", EARLIER)] if waiting.first > 1 else []
    pages += [button("Next ones", LATER)] if waiting.last < waiting.total else []
    rows = _rows(waiting, kinds, organization)
    several = len(steps_together(waiting.requests, kinds, waiting.deciding)) > 1
    pages += [button("Approve several…", OPEN_BULK)] if several else []
    turning = [context(_page(waiting)), actions(*pages)] if pages else []
    return [header(_heading(waiting)), *menus, *rows, *turning]


def metadata_of(wanted: Wanted) -> str:
    """What Home carries of what somebody wants to see."""
    carried = {key: getattr(wanted, name) for key, name in _KEYS.items()}
    return json.dumps({key: value for key, value in carried.items() if value}, separators=(",", ":"))


def wanted_of(metadata: Any) -> Wanted:
    """What a view carries; everything when it carries nothing. Raises UnknownForm when it is malformed."""
    if not metadata:
        return EVERYTHING
    try:
        return _WANTED.validate_python({_KEYS[key]: one for key, one in json.loads(metadata).items()})
    except (ValueError, TypeError, ValidationError, RecursionError, KeyError, AttributeError) as malformed:
        raise UnknownForm from malformed


def narrowed(wanted: Wanted, which: str, chosen: str) -> Wanted:
    """What is wanted after a choice in one of the menus, from its first page on. Raises UnknownForm."""
    if which == "show":
        return Wanted(wanted.kind, wanted.group, wanted.lane, chosen == _OVERDUE, chosen == _MINE)
    if which not in {"kind", "group", "lane"} or len(chosen) > _LONGEST:
        raise UnknownForm
    change: dict[str, Any] = {which: "" if chosen == _ALL else chosen, "page": 0}
    return replace(wanted, **change)


def waiting_lanes(kinds: _Kinds) -> tuple[str, ...]:
    """The lanes in which requests wait for somebody."""
    own = {lane.name for kind in kinds.values() for lane in kind.lanes if lane.outcome != "approve"}
    return (_STANDARD, *sorted(own - {_STANDARD}))


def _menus(waiting: Waiting, kinds: _Kinds, organization: Organization) -> list[Block]:
    wanted = waiting.wanted
    groups = {name: capital(organization.title_of(name)) for name in sorted(waiting.groups)}
    lanes = {name: capital(f"{name} lane") for name in waiting_lanes(kinds)}
    shown = _OVERDUE if wanted.overdue else _MINE if wanted.mine else ""
    menus = [_menu("kind", "Every kind", {name: kind.title for name, kind in kinds.items()}, wanted.kind)]
    menus += [_menu("group", "All your groups", groups, wanted.group)] if len(groups) > 1 else []
    menus += [_menu("lane", "Every lane", lanes, wanted.lane)] if len(lanes) > 1 else []
    return [actions(*menus, _menu("show", "All", {_OVERDUE: "Overdue", _MINE: "Mine: named or taken"}, shown))]


def _menu(which: str, everything: str, choices: Mapping[str, str], chosen: str) -> Block:
    options = {_ALL: option(_ALL, everything)} | {name: option(name, label) for name, label in choices.items()}
    return {
        "type": "static_select",
        "action_id": f"{NARROW}:{which}",
        "placeholder": plain(everything, _LONGEST),
        "options": list(options.values())[:SELECT_OPTIONS],
        "initial_option": options.get(chosen or _ALL, options[_ALL]),
    }


def _rows(waiting: Waiting, kinds: _Kinds, organization: Organization) -> list[Block]:
    turns = waiting.turns
    return [row(one, kinds, organization, own=False, turns=turns.get(one.number)) for one in waiting.requests]


def _heading(waiting: Waiting) -> str:
    which = "Of that, waiting for you" if waiting.wanted.narrowed else "Waiting for you"
    return f"{which} ({waiting.total:,})" if waiting.total else "Waiting for you"


def _page(waiting: Waiting) -> str:
    return f"{waiting.first:,} to {waiting.last:,} of {waiting.total:,}, oldest first."


def _nothing(waiting: Waiting, organization: Organization) -> str:
    if waiting.wanted.narrowed:
        return "Nothing of that waits for you."
    titles = joined(organization.title_of(group) for group in sorted(waiting.groups))
    return f"Nothing waits for you{f' in {titles}' if titles else ''}."
