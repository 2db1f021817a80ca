# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The App Home of one person: what waits for them, what they owe, their own requests, what they can start."""

from collections.abc import Mapping, Sequence

from messages.answers import start_buttons
from messages.blocks import Block, context, divider, header, section
from messages.lists import ROWS, row
from messages.obligations import home_rows
from messages.text import escape
from workflows.kind import RequestKind
from workflows.obligations import Obligation
from workflows.organization import Organization
from workflows.request import Request


def home(
    waiting: Sequence[Request],
    total_waiting: int,
    mine: Sequence[Request],
    kinds: Mapping[str, RequestKind],
    organization: Organization,
    owed: Sequence[tuple[Request, Obligation]] = (),
    total_owed: int = 0,
) -> Block:
    """The Home view. ``waiting`` and ``owed`` are the first of all that waits for this person, or is owed by them."""
    own = [row(one, kinds, organization, own=True) for one in mine[:ROWS]]
    blocks = [
        *_waiting(waiting, total_waiting, kinds, organization),
        *home_rows(owed, total_owed),
        divider(),
        header("Your requests"),
        *(own or [section("You have no requests yet.")]),
        *([context("Older ones: `/ospo status OSPO-…` with their number.")] if len(mine) > ROWS else []),
        divider(),
        header("Start something"),
        *start_buttons(kinds),
        context(_office(organization)),
    ]
    return {"type": "home", "blocks": blocks}


def _waiting(
    waiting: Sequence[Request], total: int, kinds: Mapping[str, RequestKind], organization: Organization
) -> list[Block]:
    if not waiting:
        return [header("Waiting for you"), section("Nothing waits for you.")]
    rows = [row(one, kinds, organization, own=False) for one in waiting[:ROWS]]
    more = total - len(rows)
    rest = [context(f"{more:,} more: `/ospo queue` lists them as you decide these.")] if more > 0 else []
    return [header(f"Waiting for you ({total:,})"), *rows, *rest]


def _office(organization: Organization) -> str:
    name = escape(organization.program.name)
    if organization.policy.adopted:
        return f"{name}. `/ospo help` shows all commands."
    which = "a changed version" if organization.policy.version else "the shipped default"
    return f"{name}. Its policy is {which}, not yet adopted by your company. `/ospo help` shows all commands."
