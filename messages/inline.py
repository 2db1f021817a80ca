# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Emphasis, code and links inside a line of Markdown, as parts of rich text. Only addresses of the web are followed."""

import re
from collections.abc import Iterator
from typing import TypeAlias
from urllib.parse import urlsplit

from messages.blocks import SECTION_TEXT, Block

Part: TypeAlias = Block
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!<>~|-])"
    r"|(?P<ticks>`{1,3})(?P<code>[^\n]{1,400}?)(?P=ticks)"
    r"|!?\[(?P<label>[^\[\]\n]{0,300})\]\((?P<target>[^()\s]{1,2000})(?:\s+\"[^\"\n]{0,200}\")?\)"
    r"|<(?P<auto>https?://[^\s<>|]{1,2000})>"
    r"|(?P<bare>https?://[^\s<>\"`|]{1,2000})"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>[^\n]{1,600}?)(?<=\S)(?P=strong)"
    r"|~~(?=\S)(?P<struck>[^\n]{1,600}?)(?<=\S)~~"
    r"|(?P<em>[*_])(?=[^\s*_])(?P<italic>[^\n*_]{1,600}?)(?<=\S)(?P=em)(?!\w)"
)
_TRAILING = ".,;:!?'\")]}*_"
_LIKE_AN_ADDRESS = re.compile(r"://|^[\w-]+(\.[\w-]+)+(/|$)")
_STYLED = {"bold": "bold", "struck": "strike", "italic": "italic"}
#: Rich text says nothing of a longest text; what Slack takes in a section it takes here.
_LONGEST = SECTION_TEXT // 2


def parts_of(text: str, *, bold: bool = False) -> list[Part]:
    """The parts of a line; empty for an empty one."""
    parts: list[Part] = []
    for part in _parts(text, {"bold": True} if bold else {}):
        last = parts[-1] if parts else {}
        alike = part["type"] == last.get("type") == "text" and part.get("style") == last.get("style")
        if alike and len(last["text"]) + len(part["text"]) <= _LONGEST:
            last["text"] += part["text"]
        elif shown_text(part):
            parts.append(part)
    return parts


def shown_text(part: Part) -> str:
    """What a reader sees of a part."""
    return str(part.get("text") or part.get("url") or "")


def web_address(address: str) -> bool:
    """Whether a link may lead there: http or https, with a host and without a name or password in it."""
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _parts(text: str, style: dict[str, bool]) -> Iterator[Part]:
    end = 0
    for found in _TOKEN.finditer(text):
        if found["em"] == "_" and found.start() and text[found.start() - 1].isalnum():
            continue  # snake_case is no emphasis
        yield from _texts(text[end : found.start()], style)
        end = found.end()
        yield from _token(found, style)
    yield from _texts(text[end:], style)


def _token(found: re.Match[str], style: dict[str, bool]) -> Iterator[Part]:
    if found["escaped"]:
        yield from _texts(found["escaped"], style)
    elif found["code"]:
        yield from _texts(found["code"].strip() or found["code"], {**style, "code": True})
    elif found["target"]:
        yield from _link(found["target"], found["label"], style)
    elif found["auto"]:
        yield from _link(found["auto"], "", style)
    elif found["bare"]:
        address = found["bare"].rstrip(_TRAILING)
        yield from _link(address, "", style)
        yield from _texts(found["bare"][len(address) :], style)
    else:
        name = next(one for one in _STYLED if found[one])
        yield from _parts(found[name], {**style, _STYLED[name]: True})


def _link(address: str, label: str, style: dict[str, bool]) -> Iterator[Part]:
    """A link that can be followed; its label must not look like another address than the one that it leads to."""
    if not web_address(address):
        yield from _texts(f"{label} ({address})" if label else address, style)
        return
    said = label.strip()
    part: Part = {"type": "link", "url": address}
    if said and said != address and not _LIKE_AN_ADDRESS.search(said):
        part["text"] = said
    yield part | ({"style": style} if style else {})


def _texts(text: str, style: dict[str, bool]) -> Iterator[Part]:
    for start in range(0, len(text), _LONGEST):
        part: Part = {"type": "text", "text": text[start : start + _LONGEST]}
        yield part | ({"style": style} if style else {})
