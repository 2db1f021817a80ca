# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`/ospo reading`: the next read whole, the following in a row each, and what one has read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from messages.blocks import Block, actions, button, context, divider, modal, section
from messages.inline import web_address
from messages.markdown import rich_text_of
from messages.registers.about import ASK, About, list_button, value_of
from messages.text import counted, day, escape
from workflows.errors import UnknownForm
from workflows.reading.links import Look, Outcome
from workflows.reading.next_read import READING, Reading, Wish, because

DONE, AGAIN, SHOW = "reading:done", "reading:again", "reading:show"
_WHY, _ROWS, _LONGEST_NAME = 3_000, 8, 80


def shelf_modal(
    left: Sequence[Reading], read: Sequence[Reading], wish: Wish, looks: Mapping[str, Look], shown: str = ""
) -> Block:
    """The queue: one whole, by default the next, the others below it."""
    first = next((one for one in left if one.name == shown), left[0] if left else None)
    blocks = [*_whole(first, wish, looks.get(first.name))] if first else [section("You have read all that there is.")]
    following = [one for one in left if one is not first][:_ROWS]
    blocks += [divider(), section("*After that*"), *(_row(one) for one in following)] if following else []
    blocks += [divider(), *_read(read)] if read else []
    suggest = button("Suggest one…", f"{ASK}:make", value_of(About(READING, act="make")), described="Suggest a reading")
    end = [
        actions(suggest, list_button(READING, "The whole queue")),
        context("What you have read is shown to you alone."),
    ]
    return modal("Reading", [*blocks, divider(), *end], close="Close")


def named(value: Any) -> str:
    """The reading that a button is about. Raises UnknownForm."""
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_NAME:
        raise UnknownForm
    return value


def _whole(one: Reading, wish: Wish, look: Look | None) -> Iterator[Block]:
    reason = because(one, wish)
    why = f"*Your next read*, because {reason}:" if reason else "*Your next read:*"
    yield section(f"{why}\n*{escape(one.title)}*\n{_about(one)}")
    yield from rich_text_of(one.why, _WHY)
    if web_address(one.link):
        yield from rich_text_of(f"[Read it]({one.link})", _WHY)
    if one.link:
        yield context(_found(look))
    yield actions(button("I have read it", DONE, one.name, style="primary", described=f"I have read {one.title}"))


def _row(one: Reading) -> Block:
    return section(f"{escape(one.title)}\n{_about(one)}", button("Show", SHOW, one.name, described=f"Show {one.title}"))


def _read(read: Sequence[Reading]) -> Iterator[Block]:
    yield section(f"*You have read {counted(len(read), 'of them', 'of them')}*")
    for one in read[:_ROWS]:
        yield section(escape(one.title), button("Not read", AGAIN, one.name, described=f"Put back {one.title}"))


def _about(one: Reading) -> str:
    publisher = f"{escape(one.publisher)} · " if one.publisher else ""
    return f"{publisher}{counted(one.minutes, 'minute', 'minutes')}"


def _found(look: Look | None) -> str:
    """What the last look at the link found."""
    if look is None:
        return "Nobody has looked yet whether the link still works."
    last = f" It was last seen to work on {day(look.verified_at)}." if look.verified_at else ""
    if look.outcome is Outcome.WORKS:
        return f"The link worked on {day(look.looked_at)}."
    if look.outcome is Outcome.BROKEN:
        return f":warning: The link was broken on {day(look.looked_at)}: {escape(look.reason)}.{last}"
    return f"The link could not be looked at on {day(look.looked_at)}.{last}"
