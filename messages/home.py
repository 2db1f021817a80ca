# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The App Home of one person: what waits for them, what they owe, their own requests, what they can start."""

from collections.abc import Mapping, Sequence

from messages.answers import start_buttons
from messages.blocks import Block, actions, context, divider, header, section
from messages.lists import NO_TURNS, ROWS, row
from messages.obligations import home_rows
from messages.queues import metadata_of, queue_blocks
from messages.settings import settings_button
from messages.text import escape
from workflows.kind import RequestKind
from workflows.obligations import Obligation
from workflows.organization import Organization
from workflows.queue import Waiting
from workflows.request import Request
from workflows.turns import Turns


def home(
    waiting: Waiting,
    mine: Sequence[Request],
    kinds: Mapping[str, RequestKind],
    organization: Organization,
    owed: Sequence[tuple[Request, Obligation]] = (),
    total_owed: int = 0,
    turns: Mapping[int, Turns] = NO_TURNS,
) -> Block:
    """The Home view. ``owed`` are the first of all that is owed by this person; ``turns`` those of ``mine``."""
    own = [row(one, kinds, organization, own=True, turns=turns.get(one.number)) for one in mine[:ROWS]]
    blocks = [
        *queue_blocks(waiting, kinds, organization),
        *home_rows(owed, total_owed),
        divider(),
        header("Your requests"),
        *(own or [section("You have no requests yet.")]),
        *([context("Older ones: `/ospo status OSPO-…` with their number.")] if len(mine) > ROWS else []),
        divider(),
        header("Start something"),
        *start_buttons(kinds),
        actions(settings_button()),
        context(_office(organization)),
    ]
    return {"type": "home", "blocks": blocks, "private_metadata": metadata_of(waiting.wanted)}


def _office(organization: Organization) -> str:
    name = escape(organization.program.name)
    if organization.policy.adopted:
        return f"{name}. `/ospo help` shows all commands."
    which = "a changed version" if organization.policy.version else "the shipped default"
    return f"{name}. Its policy is {which}, not yet adopted by your company. `/ospo help` shows all commands."
