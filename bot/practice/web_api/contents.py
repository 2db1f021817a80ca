# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The content of a message as chat methods and response URLs take it: text, blocks, attachments and metadata."""

import json
from typing import Any

from bot.practice.blockkit import Problem, problems
from bot.practice.records import Json
from bot.practice.web_api.call import ApiError, Call
from bot.practice.web_api.pictures import refuse_unknown_pictures

CONTENT = {
    "text": "text",
    "blocks": "array",
    "attachments": "array",
    "markdown_text": "text",
    "metadata": "object",
    "parse": "text",
    "link_names": "flag",
}
TEXT_POSTED = 40_000
"""chat.postMessage truncates longer texts (slack.md §1)."""
TEXT_EDITED = 4_000
"""chat.update refuses longer texts (slack.md §1)."""
MARKDOWN_TEXT = 12_000
ATTACHMENTS = 100
BLOCKS_TOTAL = 13_200
"""Characters of all blocks of a message, near which Slack answers msg_blocks_too_long (bolt-js#2509)."""
OWN_BUDGET = frozenset({"table", "data_table", "markdown"})
"""Blocks whose characters have a limit of their own, checked with the blocks."""


def checked_content(call: Call, *, longest: int = TEXT_EDITED, required: bool = True) -> Json:
    """Return what the message is to hold: text, blocks and attachments, each only when given.

    Raises no_text, msg_too_long, invalid_blocks, msg_blocks_too_long, too_many_attachments or markdown_text_conflict.
    """
    content: Json = {name: call.given[name] for name in ("text", "blocks", "attachments") if call.has(name)}
    if call.text("markdown_text"):
        content = _markdown(call, content)
    if required and not any(content.values()):
        raise ApiError("no_text")
    if len(content.get("attachments", [])) > ATTACHMENTS:
        raise ApiError("too_many_attachments")
    if len(content.get("text", "")) > longest:
        raise ApiError("msg_too_long")
    refuse_invalid_blocks(content.get("blocks", []))
    refuse_unknown_pictures(call.workspace, content.get("blocks", []))
    for attachment in content.get("attachments", []):
        if isinstance(attachment, dict):
            refuse_invalid_blocks(attachment.get("blocks", []))
    return content


def refuse_invalid_blocks(blocks: list[Any]) -> None:
    """Raise invalid_blocks or msg_blocks_too_long when Slack would not show these blocks in a message."""
    found = problems("message", {"blocks": blocks})
    if found:
        messages = pointed(found)
        metadata = {"messages": [f"[ERROR] {one}" for one in messages]}
        raise ApiError("invalid_blocks", errors=messages, response_metadata=metadata)
    if _characters(blocks) > BLOCKS_TOTAL:
        raise ApiError("msg_blocks_too_long")


def pointed(found: tuple[Problem, ...], root: str = "") -> list[str]:
    """Return the problems as Slack words them, each with its place."""
    return [f"{problem.message} [json-pointer:{root}{problem.pointer}]" for problem in found]


def checked_metadata(call: Call) -> Json | None:
    """Return the message metadata, {} to clear it, or None when not given.

    Raises invalid_metadata_schema unless it has event_type and event_payload.
    """
    metadata = call.object("metadata")
    if not metadata:
        return metadata
    payload = metadata.get("event_payload")
    if not isinstance(metadata.get("event_type"), str) or not metadata["event_type"] or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_schema")
    return {"event_type": metadata["event_type"], "event_payload": payload}


def _markdown(call: Call, content: Json) -> Json:
    if content.get("text") or content.get("blocks"):
        raise ApiError("markdown_text_conflict")
    if len(call.text("markdown_text")) > MARKDOWN_TEXT:
        raise ApiError("msg_too_long")
    return content | {"text": call.text("markdown_text")}


def _characters(blocks: list[Any]) -> int:
    return sum(_texts(block) for block in blocks if block["type"] not in OWN_BUDGET)


def _texts(node: Any) -> int:
    """Count the characters that are shown: the texts, without keys, ids and values of the JSON around them."""
    if isinstance(node, list):
        return sum(_texts(item) for item in node)
    if not isinstance(node, dict):
        return 0
    shown = (
        len(value) for key, value in node.items() if isinstance(value, str) and key in {"text", "alt_text", "title"}
    )
    return sum(shown) + sum(_texts(value) for value in node.values())


def size_of(view: Json) -> int:
    """Return the size of a view as JSON, in bytes."""
    return len(json.dumps(view, ensure_ascii=False).encode())
