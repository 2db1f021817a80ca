# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The small forms of what people do with an entry: publish, send back, hand over, retire, restore, drop a next text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from messages.blocks import Block, modal, section
from messages.inputs import PREFIX, labelled, person_element, text_element
from messages.registers.about import About, about, value_of
from messages.registers.changed import overtaken_words
from messages.submissions import raw_answers
from messages.text import escaped_line
from workflows.errors import UnknownForm
from workflows.registers.entry import LONGEST_NOTE, Entry
from workflows.registers.possible import Doable
from workflows.registers.register import Register

#: The callback of every such form; which one it is, its metadata says.
FORM = "register:form"
_TITLE = 300


@dataclass(frozen=True, slots=True)
class Filled:
    """What a submitted small form says: about what, a note or reason, and a person's user id."""

    about: About
    note: str = ""
    owner: str = ""


def act_modal(register: Register, entry: Entry, of: About) -> Block:
    """The form of the act that ``of`` names. Raises UnknownForm for one without such a form."""
    if of.act not in _FORMS:
        raise UnknownForm
    title, submit, boxes = _FORMS[of.act]
    blocks = [section(f"*{escaped_line(entry.title, _TITLE)}*"), *boxes(register, entry)]
    return modal(title, blocks, callback_id=FORM, metadata=value_of(of), submit=submit, close="Back")


def filled(view: Any) -> Filled:
    """What a submitted form says. Raises UnknownForm for what is malformed."""
    of = about(view.get("private_metadata") if isinstance(view, dict) else None)
    if of.act not in _FORMS:
        raise UnknownForm
    found = raw_answers(view)
    return Filled(of, *(str(found.get(name) or "").strip() for name in ("note", "owner")))


def note_box(label: str, hint: str, *, optional: bool = False, initial: str = "") -> Block:
    """The box of a note that the history keeps."""
    box = text_element(f"{PREFIX}note", multiline=True, longest=LONGEST_NOTE, initial=initial)
    return labelled(f"{PREFIX}note", label, box, hint=hint, optional=optional)


def _publish(register: Register, entry: Entry) -> list[Block]:
    hint = "One sentence for those who read it. It stands in the history, and where news of the register are told."
    lost = overtaken_words(register, entry)
    return [*([section(lost)] if lost else []), note_box("What is new?", hint, optional=not register.approvers)]


def _send_back(_: Register, __: Entry) -> list[Block]:
    return [note_box("What should be different?", "Whoever wrote it reads this, and changes the text.")]


def _hand_over(_: Register, entry: Entry) -> list[Block]:
    hint = "They get a direct message, and the reminders from now on. Empty: nobody owns it."
    person = person_element(f"{PREFIX}owner", entry.owner.id if entry.owner else "")
    return [
        labelled(f"{PREFIX}owner", "Owner", person, hint=hint, optional=True),
        note_box("Note", "For the new owner; it stands in the history.", optional=True),
    ]


def _retire(_: Register, __: Entry) -> list[Block]:
    hint = "It leaves lists, search and reminders; its history stays, and it can be restored."
    return [note_box("Why is it not needed any more?", hint)]


def _restore(_: Register, __: Entry) -> list[Block]:
    return [note_box("Why is it needed again?", "It stands in the history.", optional=True)]


def _withdraw(_: Register, __: Entry) -> list[Block]:
    hint = "What was published stays as it is; the dropped text stays in the history."
    return [note_box("Why is it dropped?", hint, optional=True)]


_FORMS: dict[Doable | None, tuple[str, str, Callable[[Register, Entry], list[Block]]]] = {
    "publish": ("Publish", "Publish", _publish),
    "send_back": ("Send it back", "Send back", _send_back),
    "hand_over": ("Hand over", "Hand over", _hand_over),
    "retire": ("Retire an entry", "Retire", _retire),
    "restore": ("Restore an entry", "Restore", _restore),
    "withdraw": ("Drop the next text", "Drop it", _withdraw),
}
