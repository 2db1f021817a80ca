# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The offer to use what the requester wrote in the thread as the answer to a question."""

from messages.blocks import Block, Message, actions, button, message, section
from messages.buttons import Clicked, value_of
from messages.rich_text import quote
from messages.text import mention
from workflows.request import Question, Request

USE = "thread:use"


def offer(request: Request, question: Question, sequence: int, text: str) -> Message:
    """The offer, for the requester alone. Only the button makes it the answer."""
    about = value_of(Clicked(request.number, revision=request.revision, question=question.number, sequence=sequence))
    said = f"You wrote this in the thread of *{request.name}*, while {mention(question.by.id)} waits for your answer:"
    use: Block = button("Use as my answer", USE, about, style="primary", described=f"Answer about {request.name}")
    return message(f"Is this your answer about {request.name}?", [section(said), quote(text), actions(use)])
