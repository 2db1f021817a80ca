# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Rich text: sections, lists, quotes and preformatted text, and the parts in them."""

from collections.abc import Mapping

from bot.practice.blockkit.checks import Check, Findings, Shape, boolean, by_type, integer, many, one_of, text
from bot.practice.blockkit.objects import PAGES, WEB_ADDRESS

PAGE = f"{PAGES}/blocks/rich-text-block"

STYLE = Shape(
    "",
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)


def _part(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Shape:
    return Shape("", required, {"style": STYLE, **(optional or {})})


PARTS: Mapping[str, Check] = {
    "text": _part({"text": text(1)}),
    "link": _part({"url": WEB_ADDRESS}, {"text": text(), "unsafe": boolean}),
    "user": _part({"user_id": text(1)}),
    "usergroup": _part({"usergroup_id": text(1)}),
    "channel": _part({"channel_id": text(1)}),
    "team": _part({"team_id": text(1)}),
    "emoji": _part({"name": text(1)}, {"skin_tone": integer(1, 6), "unicode": text(1)}),
    "date": _part({"timestamp": integer(0), "format": text(1)}, {"url": WEB_ADDRESS, "fallback": text()}),
    "broadcast": _part({"range": one_of("here", "channel", "everyone")}),
    "color": _part({"value": text(1)}),
}

SECTION = Shape("", {"elements": many(by_type(PARTS))})
BORDER: Mapping[str, Check] = {"border": integer(0, 1)}

GROUPS: Mapping[str, Check] = {
    "rich_text_section": SECTION,
    "rich_text_list": Shape(
        "",
        {
            "elements": many(by_type({"rich_text_section": SECTION})),
            "style": one_of("bullet", "ordered"),
        },
        {**BORDER, "indent": integer(0, 8), "offset": integer(0)},
    ),
    "rich_text_preformatted": Shape(
        "", {"elements": many(by_type(PARTS, frozenset({"text", "link"})))}, {**BORDER, "language": text(1)}
    ),
    "rich_text_quote": Shape("", {"elements": many(by_type(PARTS))}, BORDER),
}

RICH_TEXT = Shape(PAGE, {"elements": many(by_type(GROUPS))}, {"block_id": text(1, 255)})


def rich_text(findings: Findings, pointer: str, value: object) -> None:
    """Check a rich_text object that stands inside another block."""
    by_type({"rich_text": RICH_TEXT})(findings, pointer, value)
