# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The side room in Slack: the thread in the group's own room, the form of a note, and the notes among the details."""

from collections.abc import Sequence
from typing import Any

from messages.blocks import Block, Message, actions, button, context, header, message, modal, section
from messages.buttons import Clicked, clicked, request_value, value_of
from messages.inputs import labelled, text_element
from messages.requester import DETAILS
from messages.rich_text import quote
from messages.small_forms import small_text, small_values
from messages.text import capital, escape, mention, moment
from workflows.organization import Organization
from workflows.request import Request
from workflows.side_room import ReadNote

WRITE, FORM, TEXT = "side:write", "side:note", "side:text"
_PROBLEMS = {
    "erased": "The text of this note was erased.",
    "side_key_missing": "This note cannot be read: the key that it was encrypted with is not set. Please tell whoever "
    "runs the open source office.",
}
_CHANGED = "This note cannot be read: it was changed after it was written. Please tell the OSPO."


def write_button(number: int, group: str, title: str) -> Block:
    """The button that opens the form of a note for one group; its value names the group where others name a step."""
    value = value_of(Clicked(number, step=group))
    label = f"Note for {title} only…"
    return button(label, WRITE, value, described=f"Keep a note on OSPO-{number} for {title} only")


def note_buttons(number: int, group: str, organization: Organization) -> list[Block]:
    """The button for one group, in a row of its own."""
    return [actions(write_button(number, group, organization.title_of(group)))]


def note_modal(about: Clicked, title: str) -> Block:
    """The form of a note."""
    name = f"OSPO-{about.number}"
    said = section(
        f"Kept encrypted with *{name}*, and shown in {escape(title)}'s own channel. It never stands on the card, in "
        "messages to the requester, in digests, search or exports."
    )
    text = labelled(TEXT, f"Note for {title} only", text_element(TEXT, multiline=True, focus=True))
    metadata = value_of(about)
    return modal(f"Note on {name}", [said, text], callback_id=FORM, metadata=metadata, submit="Keep it", close="Cancel")


def written(view: Any) -> tuple[Clicked, str]:
    """What the submitted form says. Raises UnknownForm for what is malformed, FormProblems for what is too long."""
    return clicked(view.get("private_metadata")), small_text(small_values(view), TEXT)


def root(request: Request, group: str, organization: Organization) -> Message:
    """The message in the group's room in whose thread its notes stand: the number, and how to go on."""
    title = organization.title_of(group)
    said = f"*{request.name}*: notes of {escape(title)} stand in this thread."
    small = "What you write in this thread stays in this channel; the button keeps it with the record, encrypted."
    details = button("Details", DETAILS, request_value(request), described=f"Details of {request.name}")
    blocks = [section(said), context(small), actions(write_button(request.number, group, title), details)]
    return message(f"Notes on {request.name} for {escape(title)} only.", blocks)


def note(request: Request, read: ReadNote) -> Message:
    """One note, where only its group reads. Its text stands in the blocks alone, never in a notification."""
    return message(f"A note on {request.name}.", [*_note(read), context(moment(read.note.at))])


def notes_blocks(
    request: Request, notes: Sequence[ReadNote], groups: Sequence[str], titles: Organization
) -> list[Block]:
    """The notes that a reader may see, among the details of a request, with the buttons to add one."""
    shown: list[Block] = []
    for read in notes:
        group = capital(escape(titles.title_of(read.note.group)))
        shown += [*_note(read), context(f"{group} only · {moment(read.note.at)}")]
    buttons = [write_button(request.number, group, titles.title_of(group)) for group in groups]
    if not shown and not buttons:
        return []
    return [header("Side room"), *shown, *([actions(*buttons)] if buttons else [])]


def _note(read: ReadNote) -> list[Block]:
    who = section(f"{mention(read.note.by.id)} noted:")
    if read.text is None:
        return [who, section(f"_{_PROBLEMS.get(read.problem, _CHANGED)}_")]
    return [who, quote(read.text)]
