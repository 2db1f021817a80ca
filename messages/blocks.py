# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The few shapes of Block Kit that the office uses, always within Slack's limits; the only file that knows its numbers.

Figures are those of docs.slack.dev and of slack_sdk's models. Two are only reported by others: blocks of a message are
refused somewhere above 11,000 characters in all (bolt-js issues 2509 and 2867), and chat.update takes 4,000 of text.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, TypedDict

from messages.text import clean, cut, escape, shorten, size

Block: TypeAlias = dict[str, Any]

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
#: Counted over the whole JSON of the blocks, which is the strictest reading of the reports.
MESSAGE_CHARACTERS: Final = 11_000
#: Slack refuses a view above 250 KB; emoji travel as twelve ASCII characters.
VIEW_BYTES: Final = 240_000
MESSAGE_TEXT: Final = 3_000
SECTION_TEXT: Final = 3_000
FIELD_TEXT: Final = 2_000
FIELDS: Final = 10
HEADER_TEXT: Final = 150
CONTEXT_ELEMENTS: Final = 10
ACTION_ELEMENTS: Final = 25
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
OVERFLOW_OPTIONS: Final = 5
VISIBLE_OPTIONS: Final = 10
SELECT_OPTIONS: Final = 100
LABEL_TEXT: Final = 2_000
INPUT_TEXT: Final = 3_000
IMAGE_ADDRESS: Final = 3_000
ALT_TEXT: Final = 2_000
#: Of one table; its characters are counted over all tables of a message, of which there is one.
TABLE_ROWS: Final = 100
TABLE_COLUMNS: Final = 20
TABLE_CHARACTERS: Final = 10_000
#: What one cell shows: tables are read on phones.
CELL_TEXT: Final = 60
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30
VIEW_TITLE: Final = 24
METADATA: Final = 3_000
ERROR_TEXT: Final = 1_000
#: How much of one text of a person a message shows; all of it stands in the details.
QUOTE_TEXT: Final = 1_500
#: Slack refuses empty texts.
EMPTY: Final = "(empty)"

_CAN_BE_DROPPED = frozenset({"section", "rich_text", "context", "divider", "image", "table"})
_SHORTENED = "_Too long to show here: open the details of the request to read all of it._"


class Message(TypedDict):
    """What chat.postMessage takes: ``text`` is what screen readers and notifications use."""

    text: str
    blocks: list[Block]


def message(text: str, blocks: Iterable[Block]) -> Message:
    """A message within Slack's limits. ``text`` is escaped mrkdwn. The longest blocks give way, buttons never."""
    return Message(text=cut(text, MESSAGE_TEXT), blocks=_fitting(list(blocks)))


def plain(text: str, limit: int) -> Block:
    """A text that Slack shows as it is: no mention, no link, no markup. Never empty, which Slack refuses."""
    return {"type": "plain_text", "text": shorten(text.strip() or EMPTY, limit), "emoji": False}


def mrkdwn(text: str, limit: int = SECTION_TEXT) -> Block:
    """Slack's markup. Whatever a person wrote must have been escaped before."""
    return {"type": "mrkdwn", "text": cut(text or EMPTY, limit)}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph of mrkdwn, with a button beside it where wanted."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block | {"accessory": accessory} if accessory else block


def paragraphs(lines: Iterable[str]) -> list[Block]:
    """Lines of mrkdwn in as few paragraphs as hold them whole: a section cuts what is longer than it."""
    texts: list[str] = []
    for line in lines:
        joined = f"{texts[-1]}\n{line}" if texts else line
        texts[-1:] = [joined] if size(joined) <= SECTION_TEXT or not texts else [texts[-1], line]
    return [section(text) for text in texts]


def plain_section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph that interprets nothing, for what people wrote."""
    block: Block = {"type": "section", "text": plain(text, SECTION_TEXT)}
    return block | {"accessory": accessory} if accessory else block


def fields(pairs: Iterable[tuple[str, str]]) -> Block:
    """Up to ten pairs of a label and a value in mrkdwn, in two columns."""
    texts = [mrkdwn(f"*{escape(label)}*\n{value}", FIELD_TEXT) for label, value in pairs]
    return {"type": "section", "fields": texts[:FIELDS]}


def context(*texts: str) -> Block:
    """Small print in mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:CONTEXT_ELEMENTS]]}


def header(text: str) -> Block:
    """A heading; it interprets nothing."""
    return {"type": "header", "text": plain(text, HEADER_TEXT)}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def image(address: str, alt: str) -> Block:
    """A picture by its address, with the words for those who do not see it."""
    return {"type": "image", "image_url": address[:IMAGE_ADDRESS], "alt_text": shorten(clean(alt) or EMPTY, ALT_TEXT)}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Block:
    """A table of plain cells, its first column words and the others numbers; rows that do not fit are left out."""
    cells = [_cells(head)]
    for row in rows:
        added = _cells(row)
        if (
            len(cells) == TABLE_ROWS
            or sum(size(one["text"]) for row in (*cells, added) for one in row) > TABLE_CHARACTERS
        ):
            break
        cells.append(added)
    looks: list[Block] = [{"align": "left", "is_wrapped": True}, *({"align": "right"} for _ in cells[0][1:])]
    return {"type": "table", "rows": cells, "column_settings": looks}


def _cells(texts: Sequence[str]) -> list[Block]:
    return [{"type": "raw_text", "text": shorten(clean(text) or "-", CELL_TEXT)} for text in texts[:TABLE_COLUMNS]]


def picture(file_id: str, alt: str) -> Block:
    """A picture that is a file at Slack, with the words for those who do not see it."""
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": shorten(clean(alt) or EMPTY, ALT_TEXT)}


def without_pictures(message: Message) -> Message:
    """The message without the files that it shows."""
    return Message(text=message["text"], blocks=[one for one in message["blocks"] if "slack_file" not in one])


def actions(*elements: Block) -> Block:
    """Buttons and menus in a row."""
    return {"type": "actions", "elements": list(elements[:ACTION_ELEMENTS])}


def button(
    label: str,
    action_id: str,
    value: str = "",
    *,
    style: Literal["", "primary", "danger"] = "",
    confirm: Block | None = None,
    described: str = "",
) -> Block:
    """A button; ``described`` is what a screen reader says. Raises ValueError when the value is too long."""
    if size(value) > BUTTON_VALUE:
        raise ValueError(f"the value of {action_id} is too long for a button")
    block: Block = {"type": "button", "text": plain(label, BUTTON_TEXT), "action_id": action_id}
    block |= {"value": value} if value else {}
    block |= {"style": style} if style else {}
    block |= {"confirm": confirm} if confirm else {}
    return block | ({"accessibility_label": shorten(clean(described), BUTTON_TEXT)} if described else {})


def option(value: str, label: str) -> Block:
    """One choice. Raises ValueError above the limit, because a cut value would mean something else."""
    if size(value) > OPTION_VALUE:
        raise ValueError(f"the value `{value[:OPTION_VALUE]}` is too long for an option")
    return {"text": plain(label, OPTION_TEXT), "value": value}


def overflow(action_id: str, options: Sequence[Block]) -> Block:
    """The menu behind the three dots, with at most five entries."""
    return {"type": "overflow", "action_id": action_id, "options": list(options[:OVERFLOW_OPTIONS])}


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """The question before something that cannot be undone."""
    return {
        "title": plain(title, CONFIRM_TITLE),
        "text": plain(text, CONFIRM_TEXT),
        "confirm": plain(yes, CONFIRM_BUTTON),
        "deny": plain(no, CONFIRM_BUTTON),
        "style": "danger",
    }


def modal(
    title: str, blocks: Iterable[Block], *, callback_id: str = "", metadata: str = "", submit: str = "", close: str
) -> Block:
    """A modal view within Slack's limits. Raises ValueError when the metadata is too long."""
    if size(metadata) > METADATA:
        raise ValueError("the private metadata of a view is too long")
    view: Block = {
        "type": "modal",
        "title": plain(title, VIEW_TITLE),
        "close": plain(close, VIEW_TITLE),
        "blocks": list(blocks)[:VIEW_BLOCKS],
    }
    view |= {"submit": plain(submit, VIEW_TITLE)} if submit else {}
    view |= {"callback_id": callback_id} if callback_id else {}
    return view | ({"private_metadata": metadata} if metadata else {})


def too_large(view: Mapping[str, Any]) -> bool:
    """Whether Slack would refuse the view for its size."""
    return len(json.dumps(view)) > VIEW_BYTES


def _fitting(blocks: list[Block]) -> list[Block]:
    while len(blocks) > MESSAGE_BLOCKS:
        del blocks[_last_droppable(blocks)]
    while _weight(blocks) > MESSAGE_CHARACTERS:
        longest = max(range(len(blocks)), key=lambda number: _weight_of_droppable(blocks[number]))
        if _weight_of_droppable(blocks[longest]) <= _weight([context(_SHORTENED)]):
            break
        blocks[longest] = context(_SHORTENED)
    return blocks


def _last_droppable(blocks: list[Block]) -> int:
    return next((n for n in range(len(blocks) - 1, 0, -1) if _weight_of_droppable(blocks[n])), len(blocks) - 1)


def _weight_of_droppable(block: Block) -> int:
    return _weight([block]) if block["type"] in _CAN_BE_DROPPED and "accessory" not in block else 0


def _weight(blocks: list[Block]) -> int:
    return size(json.dumps(blocks, ensure_ascii=False))
