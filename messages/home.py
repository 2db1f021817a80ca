# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The App Home of one person: what waits for them, what they owe, their own requests, the program, what to start."""

from collections.abc import Mapping

from messages.answers import start_buttons
from messages.asking.about import OPEN as ASK
from messages.blocks import VIEW_BLOCKS, Block, actions, button, context, divider, header, section
from messages.home_program import program_blocks
from messages.lists import own_rows
from messages.obligations import home_rows
from messages.queues import metadata_of, queue_blocks
from messages.registers.about import LISTS
from messages.registers.home import home_entries
from messages.settings import settings_button
from messages.text import escape
from workflows.home import Visit
from workflows.kind import RequestKind
from workflows.organization import Organization

_Kinds = Mapping[str, RequestKind]
_EMPTY = "Nothing waits for you, and you have no requests yet. What you start stands here, with whose turn it is."
_NO_LIST = "*Settings* can send you what waits for you as a list of the day."


def home(visit: Visit, kinds: _Kinds, organization: Organization) -> Block:
    """The Home view, in the order of what is urgent; somebody who has nothing sees what to start."""
    start = [header("Start something"), *start_buttons(kinds)]
    end = [actions(*_everybody(), settings_button()), context(*_small_print(visit, organization))]
    if visit.empty:
        blocks = [*start, section(_EMPTY), *end]
    else:
        program = program_blocks(visit.program, kinds, organization) if visit.program else []
        own = [*_own(visit, kinds, organization), *program, divider()]
        queue = queue_blocks(visit.waiting, kinds, organization)
        blocks = [
            *queue,
            *home_rows(visit.owed, visit.total_owed, organization.calendar, visit.today),
            *_entries(visit),
            divider(),
            *own,
            *start,
            *end,
        ]
    metadata = metadata_of(visit.waiting.wanted)
    return {"type": "home", "blocks": blocks[:VIEW_BLOCKS], "private_metadata": metadata}


def closed_home(sentence: str) -> Block:
    """The Home of somebody who may see nothing of the office (any more), and why: nothing of what it showed stays."""
    return {"type": "home", "blocks": [section(sentence)]}


def _own(visit: Visit, kinds: _Kinds, organization: Organization) -> list[Block]:
    rows = own_rows(visit.mine, kinds, organization, visit.turns)
    return [header("Your requests"), *(rows or [section("You have no requests yet.")])]


def _everybody() -> list[Block]:
    """What anybody may look up: an answer, and what the office knows."""
    return [
        button("Ask a question…", ASK, described="Ask the office a question"),
        button("Registers", LISTS, described="What the office knows and keeps up to date"),
    ]


def _entries(visit: Visit) -> list[Block]:
    return home_entries(visit.entries, visit.today) if visit.today else []


def _small_print(visit: Visit, organization: Organization) -> list[str]:
    if not visit.waiting.groups:
        return [_office(organization)]
    daily = f"Your list of the day comes at {visit.daily_at:%H:%M} on working days." if visit.daily_at else _NO_LIST
    return [daily, _office(organization)]


def _office(organization: Organization) -> str:
    name = escape(organization.program.name)
    if organization.policy.adopted:
        return f"{name}. `/ospo help` shows all commands."
    which = "a changed version" if organization.policy.version else "the shipped default"
    return f"{name}. Its policy is {which}, not yet adopted by your company. `/ospo help` shows all commands."
