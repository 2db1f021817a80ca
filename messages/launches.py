# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The buttons and forms with which something approved becomes public: its day, and its address."""

from typing import Any

from messages.blocks import Block, button, modal
from messages.buttons import request_value
from messages.inputs import labelled
from messages.submissions import raw_value
from workflows.errors import UnknownForm
from workflows.request import Request, State

DAY, PUBLIC = "launch:day", "launch:public"


def launch_buttons(request: Request) -> tuple[Block, ...]:
    """The two buttons after an approval; none once it is public, or for what never becomes public."""
    waits = request.state is State.APPROVED and request.route.launch_group and request.launch.public_at is None
    if not waits or request.confidential:
        return ()
    value, name = request_value(request), request.name
    return (
        button("Mark as public", PUBLIC, value, style="primary", described=f"Say that {name} is public"),
        button("Set the launch date", DAY, value, described=f"Launch date of {name}"),
    )


def day_modal(request: Request) -> Block:
    """The form for the day on which it becomes public."""
    element: Block = {"type": "datepicker", "action_id": DAY}
    element |= {"initial_date": request.launch_day.isoformat()} if request.launch_day else {}
    box = labelled(DAY, "When does it become public?", element)
    return _form(request, f"Launch {request.name}", [box], DAY, "Save")


def public_modal(request: Request, address: str) -> Block:
    """The form for where it is public; ``address`` is what the request's form said."""
    element: Block = {"type": "url_text_input", "action_id": PUBLIC, "focus_on_load": True}
    element |= {"initial_value": address} if address else {}
    hint = "The address of the public repository. What is owed after the launch counts from now."
    box = labelled(PUBLIC, "Where is it public?", element, hint=hint)
    return _form(request, f"{request.name} is public", [box], PUBLIC, "It is public")


def launch_value(view: Any, which: str) -> str:
    """What a submitted form has under ``which``. Raises UnknownForm for what is malformed or empty."""
    try:
        value = raw_value(view["state"]["values"][which], which)
    except (TypeError, KeyError) as malformed:
        raise UnknownForm from malformed
    if not isinstance(value, str) or not value:
        raise UnknownForm
    return value


def _form(request: Request, title: str, blocks: list[Block], callback: str, submit: str) -> Block:
    metadata = request_value(request)
    return modal(title, blocks, callback_id=callback, metadata=metadata, submit=submit, close="Cancel")
