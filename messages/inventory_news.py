# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An inventory that a form did not wait for: that it is being read, and what became of it."""

from messages.blocks import Block, Message, button, message, modal, section
from messages.buttons import request_value
from messages.inventories import summary
from messages.requester import OPEN
from workflows.request import Request


def being_read(number: int) -> Block:
    """What the form turns into when the file takes longer than a form may."""
    said = f"The inventory for OSPO-{number} is kept and being read. You get a direct message once that is done."
    return modal("Being read", [section(said)], close="Close")


def was_read(request: Request) -> Message:
    """To the requester, whose form did not wait for it."""
    said = f"The inventory that you gave for {request.name} is read."
    opened = button("Open", OPEN, request_value(request), described=f"Open {request.name}")
    return message(said, [section(f"{said}\n{summary(request)}", opened)])


def not_read(number: int, sentence: str) -> Message:
    """To the requester: why it could not be attached."""
    said = f"The inventory that you gave for OSPO-{number} is not attached. {sentence}"
    return message(said, [section(said)])
