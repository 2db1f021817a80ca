# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The blocks of Block Kit: what each must and may hold, and on which surfaces it is shown."""

from collections.abc import Mapping

from bot.practice.blockkit.checks import (
    Check,
    Findings,
    Shape,
    at_least_one,
    boolean,
    by_type,
    exactly_one,
    many,
    one_of,
    text,
)
from bot.practice.blockkit.data import DATA_TABLE, DATA_VISUALIZATION, TABLE
from bot.practice.blockkit.elements import (
    ELEMENTS,
    IN_ACTIONS,
    IN_CARD,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from bot.practice.blockkit.objects import ID, PAGES, SLACK_FILE, WEB_ADDRESS, any_text, plain_text
from bot.practice.blockkit.rich_text import RICH_TEXT, rich_text
from bot.practice.records import Json

EVERYWHERE = frozenset({"message", "modal", "home"})
MESSAGE = frozenset({"message"})
IMAGE = by_type(ELEMENTS, frozenset({"image"}))
BLOCK_ID: Mapping[str, Check] = {"block_id": ID}


def _page(name: str) -> str:
    return f"{PAGES}/blocks/{name}-block"


def _elements(allowed: frozenset[str], at_most: int) -> Check:
    return many(by_type(ELEMENTS, allowed), 1, at_most)


def _distinct_action_ids(findings: Findings, pointer: str, value: Json) -> None:
    """An action_id may not repeat within its block."""
    seen: set[str] = set()
    for position, element in enumerate(value["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            findings.add(
                f"{pointer}/elements/{position}/action_id", "duplicate", f"action_id already exists: {action_id}"
            )
        if action_id:
            seen.add(action_id)


def _divider_or_collapsible(findings: Findings, pointer: str, value: Json) -> None:
    if value.get("is_collapsible") and value.get("has_header_divider"):
        findings.add(f"{pointer}/has_header_divider", "conflict", "cannot be set when is_collapsible is true")
    if value.get("default_collapsed") and not value.get("is_collapsible"):
        findings.add(f"{pointer}/default_collapsed", "conflict", "requires is_collapsible")


TASK_CARD = Shape(
    _page("task-card"),
    {"task_id": text(1), "title": text(1), "status": one_of("pending", "in_progress", "complete", "error")},
    {
        **BLOCK_ID,
        "details": rich_text,
        "output": rich_text,
        "sources": many(by_type({"url": Shape("", {"url": WEB_ADDRESS, "text": text(1)})})),
    },
)
CARD = Shape(
    _page("card"),
    {},
    {
        **BLOCK_ID,
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "actions": many(by_type(ELEMENTS, IN_CARD), 1),
    },
    (at_least_one("hero_image", "title", "actions", "body"),),
)


def _child(findings: Findings, pointer: str, value: object) -> None:
    """A container holds blocks of a message, but no container."""
    inner = {kind: shape for kind, shape in BLOCKS.items() if kind != "container" and "message" in SURFACES[kind]}
    by_type(inner)(findings, pointer, value)


BLOCKS: Mapping[str, Check] = {
    "section": Shape(
        _page("section"),
        {},
        {
            **BLOCK_ID,
            "text": any_text(3000),
            "fields": many(any_text(2000), 1, 10),
            "accessory": by_type(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        (at_least_one("text", "fields"),),
    ),
    "header": Shape(_page("header"), {"text": plain_text(150)}, BLOCK_ID),
    "divider": Shape(_page("divider"), {}, BLOCK_ID),
    "context": Shape(_page("context"), {"elements": _elements(IN_CONTEXT, 10)}, BLOCK_ID),
    "actions": Shape(_page("actions"), {"elements": _elements(IN_ACTIONS, 25)}, BLOCK_ID, (_distinct_action_ids,)),
    "context_actions": Shape(
        _page("context-actions"), {"elements": _elements(IN_CONTEXT_ACTIONS, 5)}, BLOCK_ID, (_distinct_action_ids,)
    ),
    "input": Shape(
        _page("input"),
        {"label": plain_text(2000), "element": by_type(ELEMENTS, IN_INPUT)},
        {**BLOCK_ID, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "image": Shape(
        _page("image"),
        {"alt_text": text(0, 2000)},
        {**BLOCK_ID, "image_url": WEB_ADDRESS, "slack_file": SLACK_FILE, "title": plain_text(2000)},
        (exactly_one("image_url", "slack_file"),),
    ),
    "rich_text": RICH_TEXT,
    "markdown": Shape(_page("markdown"), {"text": text(1, 12_000)}, BLOCK_ID),
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "card": CARD,
    "carousel": Shape(_page("carousel"), {"elements": many(by_type({"card": CARD}), 1, 10)}, BLOCK_ID),
    "container": Shape(
        _page("container"),
        {"child_blocks": many(_child, 1, 10)},
        {
            **BLOCK_ID,
            "title": plain_text(150),
            "rich_text_title": rich_text,
            "subtitle": any_text(150),
            "icon": IMAGE,
            "width": one_of("narrow", "standard", "wide", "full"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        (at_least_one("title", "rich_text_title"), _divider_or_collapsible),
    ),
    "alert": Shape(
        _page("alert"),
        {"text": any_text(200)},
        {**BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
    ),
    "task_card": TASK_CARD,
    "plan": Shape(_page("plan"), {"title": text(1)}, {**BLOCK_ID, "tasks": many(by_type({"task_card": TASK_CARD}))}),
    "video": Shape(
        _page("video"),
        {"alt_text": text(1), "title": plain_text(199), "thumbnail_url": WEB_ADDRESS, "video_url": WEB_ADDRESS},
        {
            **BLOCK_ID,
            "author_name": text(0, 49),
            "description": plain_text(200),
            "provider_icon_url": WEB_ADDRESS,
            "provider_name": text(),
            "title_url": WEB_ADDRESS,
        },
    ),
}

SURFACES: Mapping[str, frozenset[str]] = {
    "section": EVERYWHERE,
    "header": EVERYWHERE,
    "divider": EVERYWHERE,
    "context": EVERYWHERE,
    "actions": EVERYWHERE,
    "context_actions": MESSAGE,
    "input": EVERYWHERE,
    "image": EVERYWHERE,
    "rich_text": EVERYWHERE,
    "markdown": MESSAGE,
    "table": MESSAGE,
    "data_table": MESSAGE,
    "data_visualization": MESSAGE,
    "card": EVERYWHERE,
    "carousel": frozenset({"message", "home"}),
    "container": MESSAGE,
    "alert": frozenset({"modal"}),
    "task_card": MESSAGE,
    "plan": MESSAGE,
    "video": EVERYWHERE,
}
