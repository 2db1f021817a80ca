# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What Slack adds to blocks before it gives them back: block ids, action ids, `emoji` and `verbatim`."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.practice.records import Json

INTERACTIVE = frozenset(
    {
        "button", "workflow_button", "overflow", "static_select", "external_select", "users_select",
        "conversations_select", "channels_select", "multi_static_select", "multi_external_select",
        "multi_users_select", "multi_conversations_select", "multi_channels_select", "radio_buttons", "checkboxes",
        "datepicker", "timepicker", "datetimepicker", "plain_text_input", "email_text_input", "url_text_input",
        "number_input", "rich_text_input", "file_input", "icon_button", "feedback_buttons",
    }
)  # fmt: skip


def filled(blocks: list[Json], mint: Callable[[], str]) -> list[Json]:
    """Return a copy of the blocks as Slack stores them.

    `mint` gives a new short id for each block without block_id and each interactive element without action_id.
    `emoji: true` and `verbatim: false` are what real payloads show for texts that left them out.
    """
    done: list[Json] = _copied(blocks)
    for block in _with_inner(done):
        block.setdefault("block_id", mint())
    _fill(done, mint)
    return done


def _copied(node: Any) -> Any:
    """A copy of JSON; of what else there may be, copy.deepcopy keeps account, which takes most of its time."""
    if isinstance(node, dict):
        return {name: _copied(value) for name, value in node.items()}
    return [_copied(item) for item in node] if isinstance(node, list) else node


def filled_text(text: Json) -> Json:
    """Return a text object as Slack gives it back."""
    return {"emoji": True} | text if text.get("type") == "plain_text" else {"verbatim": False} | text


def _with_inner(blocks: list[Json]) -> Iterator[Json]:
    """Yield the blocks, and those that stand in a carousel or container."""
    for block in blocks:
        yield block
        yield from _with_inner(block["elements"] if block["type"] == "carousel" else block.get("child_blocks", []))


def _fill(node: Any, mint: Callable[[], str]) -> None:
    if isinstance(node, list):
        for item in node:
            _fill(item, mint)
    if not isinstance(node, dict):
        return
    if node.get("type") == "plain_text":
        node.setdefault("emoji", True)
    elif node.get("type") == "mrkdwn":
        node.setdefault("verbatim", False)
    elif node.get("type") in INTERACTIVE:
        node.setdefault("action_id", mint())
    for value in node.values():
        if isinstance(value, dict | list):
            _fill(value, mint)
