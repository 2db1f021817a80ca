# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Messages, modals and Home tabs as a whole: which blocks they take, how many, and what must be unique or fit."""

from collections.abc import Mapping
from typing import Any, Literal

from bot.practice.blockkit.blocks import BLOCKS, SURFACES
from bot.practice.blockkit.checks import Check, Findings, Problem, Shape, boolean, many, text
from bot.practice.blockkit.data import CHARTS_PER_MESSAGE, DATA_TABLE_CHARACTERS, TABLE_CHARACTERS, characters
from bot.practice.blockkit.objects import PAGES, plain_text
from bot.practice.records import Json

Surface = Literal["message", "modal", "home"]
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MARKDOWN_CHARACTERS = 12_000
VIEWS = "docs.slack.dev/reference/views"


def problems(surface: str, payload: Json) -> tuple[Problem, ...]:
    """Return the rules that a message (`{"blocks": […]}`), modal or Home tab breaks; empty when Slack would take it."""
    findings = Findings(surface)
    SHAPES[surface](findings, "", payload)
    return tuple(findings.problems)


def _block(findings: Findings, pointer: str, value: Any) -> None:
    if not isinstance(value, dict):
        findings.add(pointer, "wrong_type", "must provide an object")
        return
    kind = str(value.get("type"))
    shape = BLOCKS.get(kind)
    if shape is None:
        findings.add(f"{pointer}/type", "unsupported_type", f"unsupported type: {kind}")
    elif findings.surface not in SURFACES[kind]:
        with findings.by(f"{PAGES}/blocks"):
            findings.add(f"{pointer}/type", "not_allowed_here", f"{kind} is not available in a {findings.surface}")
    else:
        shape(findings, pointer, value)


def _distinct_block_ids(findings: Findings, pointer: str, value: Json) -> None:
    seen: set[str] = set()
    for position, block in enumerate(value["blocks"]):
        block_id = block.get("block_id")
        if block_id in seen:
            findings.add(f"{pointer}/blocks/{position}/block_id", "duplicate", f"block_id already exists: {block_id}")
        if block_id:
            seen.add(block_id)


def _within_message_totals(findings: Findings, pointer: str, value: Json) -> None:
    """Limits over all blocks of a message together (slack.md §1)."""
    by_kind: dict[str, list[Json]] = {}
    for block in value.get("blocks", []):
        by_kind.setdefault(block["type"], []).append(block)
    totals = (
        ("markdown", sum(len(one["text"]) for one in by_kind.get("markdown", [])), MARKDOWN_CHARACTERS),
        ("table", sum(characters(one) for one in by_kind.get("table", [])), TABLE_CHARACTERS),
        ("data_table", sum(characters(one) for one in by_kind.get("data_table", [])), DATA_TABLE_CHARACTERS),
    )
    for kind, total, limit in totals:
        if total > limit:
            with findings.by(f"{PAGES}/blocks/{kind.replace('_', '-')}-block"):
                said = f"must be less than {limit + 1} characters over all {kind} blocks of a message"
                findings.add(f"{pointer}/blocks", "too_long", said)
    if len(by_kind.get("data_visualization", [])) > CHARTS_PER_MESSAGE:
        with findings.by("github.com/vercel/chat#696"):
            findings.add(
                f"{pointer}/blocks", "too_many", "no more than 2 data_visualization blocks allowed in a message"
            )


def _submit_with_inputs(findings: Findings, pointer: str, value: Json) -> None:
    if "submit" not in value and any(block["type"] == "input" for block in value["blocks"]):
        findings.add(f"{pointer}/submit", "missing", "missing required field when an input block is present")


VIEW_FACTS: Mapping[str, Check] = {
    "private_metadata": text(0, 3000),
    "callback_id": text(0, 255),
    "external_id": text(0, 255),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
}


class _View(Shape):
    """A view: a shape whose `type` must be that of its surface."""

    def __call__(self, findings: Findings, pointer: str, value: Any) -> None:
        """Check a value against the shape."""
        if isinstance(value, dict) and value.get("type") != findings.surface:
            with findings.by(self.source):
                findings.add(f"{pointer}/type", "invalid_value", f"must be {findings.surface}")
            return
        super().__call__(findings, pointer, value)


class _Content(Shape):
    """The blocks of a message; what else a payload holds is not the business of Block Kit."""

    def __call__(self, findings: Findings, pointer: str, value: Any) -> None:
        """Check the blocks, if there are any."""
        blocks = {"blocks": value["blocks"]} if isinstance(value, dict) and value.get("blocks") else {}
        if blocks:
            super().__call__(findings, pointer, blocks)


SHAPES: Mapping[str, Shape] = {
    "message": _Content(
        f"{PAGES}/blocks",
        {"blocks": many(_block, 0, MESSAGE_BLOCKS)},
        {},
        (_distinct_block_ids, _within_message_totals),
    ),
    "modal": _View(
        f"{VIEWS}/modal-views",
        {"title": plain_text(24), "blocks": many(_block, 1, VIEW_BLOCKS)},
        {**VIEW_FACTS, "submit": plain_text(24), "close": plain_text(24), "submit_disabled": boolean},
        (_distinct_block_ids, _submit_with_inputs),
    ),
    "home": _View(
        f"{VIEWS}/home-tab-views",
        {"blocks": many(_block, 0, VIEW_BLOCKS)},
        {**VIEW_FACTS, "title": plain_text(24)},
        (_distinct_block_ids,),
    ),
}
