# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Rich text: what people wrote is carried as text elements, which Slack never reads as a mention, link or markup."""

from collections.abc import Iterable

from messages.blocks import EMPTY, QUOTE_TEXT, Block
from messages.text import user_text

#: An element of a line: text, a link, a person or a channel.
Element = Block


def words(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """Words of the office itself."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    element: Element = {"type": "text", "text": text}
    return element | {"style": style} if style else element


def said(text: str, limit: int = QUOTE_TEXT) -> Element:
    """What a person wrote."""
    return {"type": "text", "text": user_text(text, limit) or EMPTY}


def person(user: str) -> Element:
    """A person by user id."""
    return {"type": "user", "user_id": user}


def channel(id_: str) -> Element:
    """A channel by its id; Slack shows its name to those who may know of it."""
    return {"type": "channel", "channel_id": id_}


def link(address: str) -> Element:
    """An address that can be followed."""
    return {"type": "link", "url": address}


def line(*elements: Element) -> Block:
    """One paragraph of a rich text block."""
    return {"type": "rich_text_section", "elements": list(elements)}


def lists(parts: Iterable[tuple[str, Iterable[Block]]]) -> Block:
    """Lists of lines, each under a heading of the office's own words where it has one, as one block."""
    elements: list[Block] = []
    for heading, lines in parts:
        elements += [line(words(heading, italic=True))] if heading else []
        elements.append({"type": "rich_text_list", "style": "bullet", "elements": list(lines)})
    return {"type": "rich_text", "elements": elements}


def quote(text: str, limit: int = QUOTE_TEXT) -> Block:
    """What somebody wrote, as one block."""
    quoted = {"type": "rich_text_quote", "elements": [said(text, limit)]}
    return {"type": "rich_text", "elements": [quoted]}
