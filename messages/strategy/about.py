# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The ids of what the strategy and its interview offer to click, and what a button carries: the name of an entry."""

import re
from typing import Any

from messages.blocks import Block, actions, button
from workflows.errors import UnknownForm

OVERVIEW, EXECUTIVE, CHANGED = "strategy:overview", "strategy:executive", "strategy:changed"
EXPORT = "strategy:export"
EXPORT_FILE, EXPORT_DRAFTS, EXPORT_CANVAS = (f"{EXPORT}:{what}" for what in ("file", "drafts", "canvas"))
INTERVIEW, DIFFERENCES = "interview:show", "interview:differences"
START, START_FORM, END = "interview:start", "interview:start-form", "interview:end"
ANSWER, ANSWER_FORM = "interview:answer", "interview:answer-form"
DECLINE, DECLINE_FORM = "interview:decline", "interview:decline-form"
PASS_ON, PASS_ON_FORM = "interview:pass-on", "interview:pass-on-form"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def entry_name(value: Any) -> str:
    """The name of an entry that a button or form carries. Raises UnknownForm for anything else."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise UnknownForm
    return value


def back() -> Block:
    """The way back to the overview."""
    return actions(button("Back to the strategy", OVERVIEW))
