# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Working with the maturity board as people do: opening an item of it, claiming it, confirming it."""

from pathlib import Path

import bot.practice
from bot.practice.messages import Message
from bot.practice.person import Person
from tests.support.walking import form

ORGANIZATION = Path(bot.practice.__file__).parent / "organization"
#: Items of the shipped model, by their words.
PRINCIPLES = "Our principles on using"
NAME = "The program has a name"


async def open_item(person: Person, words: str, *, stage: str = "") -> None:
    """Open the board, turn to a stage of it, and open the item that begins with these words."""
    await person.command("/ospo", "maturity")
    if stage:
        await person.choose("maturity:stage", stage)
    await person.open_row(words)


async def claim(person: Person, words: str, link: str = "https://example.com/principles") -> None:
    """Claim an item with a link, from the board on."""
    await open_item(person, words)
    await person.press("Claim with evidence…")
    await person.type("Where can it be seen?", link)
    await person.submit()


def about(person: Person, channel: str, words: str) -> Message:
    """The newest message in a channel, or in the direct messages where none is given, that has these words."""
    messages = person.messages(channel) if channel else person.direct_messages()
    return next(one for one in reversed(messages) if words in person.sees(one))


def offered(person: Person) -> set[str]:
    """The texts of the buttons under what the person looks at in the open modal."""
    rows = (block["elements"] for block in form(person).blocks if block["type"] == "actions")
    return {one["text"]["text"] for row in rows for one in row if one["type"] == "button"}
