# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Lists that are longer than Slack shows at once: their pages, counted from 1, and the buttons that turn them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from messages.blocks import Block, actions, button, context

_T = TypeVar("_T")


def page_of(listed: Sequence[_T], number: int, rows: int) -> tuple[Sequence[_T], int, int]:
    """The page of that number or the nearest there is, with its number and how many pages of ``rows`` there are."""
    pages = max(1, -(-len(listed) // rows))
    number = min(max(number, 1), pages)
    return listed[(number - 1) * rows : number * rows], number, pages


def turning(action: str, number: int, pages: int, carries: Callable[[int], str] = str) -> list[Block]:
    """*Earlier* and *Later*, as ``action:back`` and ``action:on``; ``carries`` gives the value of a page's button."""
    turns = [
        button(label, f"{action}:{to}", carries(page), described=f"{label} page")
        for label, to, page in (("Earlier", "back", number - 1), ("Later", "on", number + 1))
        if 1 <= page <= pages
    ]
    return [actions(*turns), context(f"Page {number} of {pages}.")] if turns else []
