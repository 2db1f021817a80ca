# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Legal hold in Slack: what those who may place one read among the details of a request, and the form of it."""

from typing import Any

from messages.blocks import Block, actions, button, modal, section
from messages.buttons import Clicked, clicked, request_value, value_of
from messages.inputs import labelled, text_element
from messages.small_forms import small_text, small_values
from workflows.request import Request

PLACE, LIFT = "hold:place", "hold:lift"
REASON = "hold:reason"
_ON_HOLD = ":lock: *On legal hold*: nothing of it is erased until the hold is lifted."


def hold_blocks(request: Request, *, held: bool | None) -> list[Block]:
    """Whether it is on hold, with the button to change that; nothing (None) for who may not."""
    if held is None:
        return []
    value = request_value(request)
    if held:
        lift = button("Lift legal hold…", LIFT, value, described=f"Lift the legal hold on {request.name}")
        return [section(_ON_HOLD), actions(lift)]
    return [actions(button("Legal hold…", PLACE, value, described=f"Place a legal hold on {request.name}"))]


def hold_modal(about: Clicked, *, placing: bool) -> Block:
    """The form for placing a hold, or for lifting it."""
    said = "Nothing of it is erased, however long it has been kept, until somebody lifts the hold."
    if not placing:
        said = "From then on it is kept as long as any other request, and erased afterwards."
    reason = labelled(REASON, "Why?", text_element(REASON, multiline=True, focus=True))
    name, callback = f"OSPO-{about.number}", PLACE if placing else LIFT
    title = f"Hold {name}" if placing else f"Lift hold: {name}"
    submit = "Place the hold" if placing else "Lift the hold"
    blocks = [section(f"*{name}*: {said}"), reason]
    return modal(title, blocks, callback_id=callback, metadata=value_of(about), submit=submit, close="Cancel")


def hold_said(view: Any) -> tuple[Clicked, str]:
    """What the submitted form says. Raises UnknownForm for what is malformed, FormProblems for what is too long."""
    return clicked(view.get("private_metadata")), small_text(small_values(view), REASON)
