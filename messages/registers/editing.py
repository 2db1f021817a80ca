# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The form that makes or changes an entry, from the fields of its register; and what comes back from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from messages.blocks import SELECT_OPTIONS, Block, actions, button, context, modal, option, section, too_large
from messages.inputs import PREFIX, field_input, labelled, person_element, select_element, text_element
from messages.registers.about import About, about, value_of
from messages.registers.changed import difference_lines, fitting
from messages.registers.forms import note_box
from messages.registers.text_boxes import MOST, boxes, typed_in
from messages.small_forms import small_values
from messages.submissions import raw_answers, raw_value
from messages.text import clean, mention
from workflows.errors import UnknownForm
from workflows.forms import Raw
from workflows.registers.differences import Difference
from workflows.registers.entry import LONGEST_SOURCE, LONGEST_TITLE, Content, Entry
from workflows.registers.refusals import TooLargeForForm
from workflows.registers.register import Register

#: The callback of the form, its button for one more box, and its choice to keep a draft.
EDIT, MORE = "register:edit", "register:more"
DRAFT = "register:draft"


@dataclass(frozen=True, slots=True)
class Editing:
    """What the form is filled with. ``content`` is what stands there or was typed; ``petals`` is what each is called.

    ``meanwhile``: the entry as somebody else made it while the form was open, with what is ``different`` in it since.
    ``editor``: what is sent is published at once unless a draft is wanted.
    """

    register: Register
    content: Content
    petals: Mapping[str, str]
    entry: Entry | None = None
    owner: str = ""
    note: str = ""
    editor: bool = False
    draft: bool = False
    meanwhile: Entry | None = None
    different: Sequence[Difference] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What a submitted or half-filled form says: by the names that the register reads, and what is not of the entry."""

    about: About
    raw: Mapping[str, Raw] = field(default_factory=dict)
    note: str = ""
    owner: str = ""
    draft: bool = False


def edit_modal(editing: Editing, of: About) -> Block:
    """The form. Raises TooLargeForForm for an entry of which Slack would refuse the form."""
    register, content = editing.register, editing.content
    title = text_element(f"{PREFIX}title", initial=clean(content.title), longest=LONGEST_TITLE, focus=not content.title)
    hint = "Markdown: # heading, **bold**, - list."
    texts, borders = boxes(
        content.text, register.text_label, count=of.boxes or 1, required=register.text_required, hint=hint
    )
    blocks = [
        *_meanwhile(editing),
        labelled(f"{PREFIX}title", "Title", title),
        *(field_input(one, content.values.get(one.name)) for one in register.fields),
        *texts,
        *_room(len(texts)),
        *_own(editing),
        context(*_what_happens(editing)),
    ]
    of = replace(of, boxes=len(texts), borders=borders, version=_version(editing, of))
    name, submit = ("Change", "Save") if editing.entry else ("New", "Make it")
    if editing.meanwhile:
        submit = "Save over it"
    view = modal(
        f"{name}: {register.one}", blocks, callback_id=EDIT, metadata=value_of(of), submit=submit, close="Cancel"
    )
    if too_large(view):
        raise TooLargeForForm(register.name)
    return view


def typed(view: Any) -> Typed:
    """What the form says. Raises UnknownForm for what is malformed, and FormProblems for a box with more than fits."""
    of = about(view.get("private_metadata") if isinstance(view, dict) else None)
    if of.act not in {"make", "change"}:
        raise UnknownForm
    values, found = small_values(view), raw_answers(view)
    raw = {**found, "text": typed_in(values, of.borders)}
    chosen = raw_value(values[DRAFT], DRAFT) if DRAFT in values else ()
    note, owner = (str(found.get(name) or "").strip() for name in ("note", "owner"))
    return Typed(of, raw, note, owner, bool(chosen))


def _version(editing: Editing, of: About) -> int:
    return editing.meanwhile.version if editing.meanwhile else of.version


def _meanwhile(editing: Editing) -> Iterator[Block]:
    """What somebody else changed while the form was open: it can be sent over that, deliberately."""
    newest = editing.meanwhile
    if newest is None:
        return
    who = mention(newest.changed_by.id) if newest.changed_by else "the office"
    first = f"*Changed meanwhile by {who}.* What you typed is still here. *Save over it* replaces what differs below."
    yield section(fitting([first, *difference_lines(editing.different)]))


def _room(count: int) -> list[Block]:
    more = button("More room for the text", MORE, "more", described="Add one more box for the text")
    return [actions(more)] if count < MOST else []


def _own(editing: Editing) -> Iterator[Block]:
    """What every entry has, beside what its register asks for."""
    content = editing.content
    if len(editing.petals) > 1:
        petals = [option(name, title) for name, title in islice(editing.petals.items(), SELECT_OPTIONS)]
        chosen = next((one for one in petals if one["value"] == content.petal), None)
        yield labelled(f"{PREFIX}petal", "Petal", select_element(f"{PREFIX}petal", petals, chosen))
    if editing.editor:
        hint = (
            "Who keeps it up to date and is reminded. Empty: nobody owns it."
            if editing.entry
            else ("Who keeps it up to date and is reminded: you, unless you name somebody.")
        )
        yield labelled(
            f"{PREFIX}owner", "Owner", person_element(f"{PREFIX}owner", editing.owner), hint=hint, optional=True
        )
    review = "When somebody should look whether it still holds."
    yield _day("review_on", "Look at it again on", content.review_on, review)
    source = text_element(f"{PREFIX}source", initial=clean(content.source), longest=LONGEST_SOURCE)
    yield labelled(f"{PREFIX}source", "Source", source, hint="Where what it says comes from.", optional=True)
    yield _day("as_of", "True as of", content.as_of, "The day for which the source says so.")
    if editing.entry is not None:
        yield note_box("What did you change?", "It stands in the history.", optional=True, initial=clean(editing.note))
    if editing.editor and not editing.register.approvers:
        yield _draft(editing)


def _draft(editing: Editing) -> Block:
    choice = option("draft", "Keep it as a draft: nobody else reads it yet")
    element: Block = {"type": "checkboxes", "action_id": DRAFT, "options": [choice]}
    element |= {"initial_options": [choice]} if editing.draft else {}
    return labelled(DRAFT, "Publish", element, optional=True)


def _day(name: str, label: str, chosen: date | None, hint: str) -> Block:
    picker: Block = {"type": "datepicker", "action_id": PREFIX + name}
    picker |= {"initial_date": chosen.isoformat()} if chosen else {}
    return labelled(PREFIX + name, label, picker, hint=hint, optional=True)


def _what_happens(editing: Editing) -> list[str]:
    register = editing.register
    if register.approvers:
        return ["It is a draft until another person approved it and it is published with a note on what is new."]
    if not editing.editor:
        return ["It is a proposal: those who keep the register see it, and publish it."]
    return ["It is published at once, unless you keep it as a draft."]
