# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The button that exports the evidence of a request, and what goes with the file."""

from messages.blocks import Block, actions, button, confirm, modal, section
from messages.buttons import request_value
from workflows.request import Request

EXPORT = "evidence:export"


def export_block(request: Request) -> Block:
    """The button among the details, for those who may."""
    sure = confirm(
        f"Export the evidence of {request.name}?",
        "You get one file with every revision, review and event. That you exported it is recorded.",
        "Export",
        "Cancel",
    )
    value = request_value(request)
    described = f"Export the evidence of {request.name} as a file"
    return actions(button("Evidence", EXPORT, value, confirm=sure, described=described))


def under_way(request: Request) -> Block:
    """What stands over the details once the file is on its way."""
    said = f"The evidence of *{request.name}* comes as a file in your messages with the bot. The export is recorded."
    return modal(f"Evidence of {request.name}", [section(said)], close="Close")


def comment(request: Request, *, withheld: bool) -> str:
    """The sentence beside the file."""
    left_out = " Answers that are only for other groups are withheld; the file says which." if withheld else ""
    return f"The evidence of {request.name}.{left_out} `ospo verify` says whether the file is what was exported."
