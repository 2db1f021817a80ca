# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Using the buttons under a row of a modal in which many rows have the same ones."""

from bot.practice.person import Person
from tests.support.walking import form


async def press_below(person: Person, words: str, label: str) -> None:
    """Press a button in the first row of buttons below the text that has these words."""
    view = form(person)
    rows = view.blocks
    found = next(n for n, one in enumerate(rows) if words in str(one.get("text", {}).get("text", "")))
    block = next(one for one in rows[found:] if one["type"] == "actions")
    element = next(one for one in block["elements"] if one["text"]["text"] == label)
    await person.act(view, block, element, {})
