# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What an answer to a question changed in the form, from before to now."""

from messages import facts
from messages.blocks import Block, section
from messages.text import escape, escaped_line
from workflows.kind import RequestKind
from workflows.request import Question, Request

_LONGEST = 300
_NOTHING = "nothing"


def differences(request: Request, found: Question, kind: RequestKind, viewer: facts.Viewer) -> list[Block]:
    """What the answer edited, from before to now, as far as this reader may see it."""
    was = request.model_copy(update={"answers": found.before})
    old = {one.label: one.value for one in facts.lines(was, kind, found.changed, viewer)}
    new = {one.label: one.value for one in facts.lines(request, kind, found.changed, viewer)}
    lines = [
        f"• {escape(label)}: {_said(old.get(label, _NOTHING))} → {_said(new.get(label, _NOTHING))}"
        for label in dict.fromkeys((*old, *new))
    ]
    return [section("\n".join(("*With the answer, the form was edited:*", *lines)))] if lines else []


def _said(value: str | None) -> str:
    """An answer in one line; None is one that this reader may not read."""
    return "not shown here" if value is None else escaped_line(value, _LONGEST)
