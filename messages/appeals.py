# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a requester can do after a decline: appeal once, or ask again; and the form for the appeal."""

from messages.blocks import Block, modal, section
from messages.buttons import request_value
from messages.inputs import labelled, text_element
from messages.small_forms import TEXT
from workflows.request import Request

APPEAL, AGAIN = "decision:appeal", "request:again"


def appeal_modal(request: Request) -> Block:
    """The form for why the requester does not agree."""
    said = section("Somebody who did not decide before decides once more. There is one appeal.")
    hint = "Whoever decides reads this, and everybody who follows the request."
    box = labelled(TEXT, "Why do you not agree?", text_element(TEXT, multiline=True, focus=True), hint=hint)
    metadata = request_value(request)
    title = f"Appeal {request.name}"
    return modal(title, [said, box], callback_id=APPEAL, metadata=metadata, submit="Appeal", close="Cancel")
