# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The checklist of a request and the stages of its road: on cards as a few lines, and as forms in which to clear it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from messages.blocks import Block, button, context, modal, option, overflow, section
from messages.buttons import Clicked, Entry, clicked, request_value, value_of
from messages.inputs import labelled, text_element
from messages.small_forms import TEXT, small_text, small_values
from messages.text import capital, counted, escape, escaped_line, mention, moment
from workflows.checklist import may_mark
from workflows.items import REQUESTER, Item, ItemState, Mark
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request
from workflows.stages import milestones

SHOW, ITEM, MARK = "checklist:show", "checklist:item", "checklist:mark"
EVIDENCE = "checklist:evidence"
_MARKS = {
    ItemState.OPEN: ":white_large_square:",
    ItemState.DONE: ":white_check_mark:",
    ItemState.NOT_APPLICABLE: ":heavy_minus_sign:",
}
_STATES: dict[Entry, ItemState] = {
    "done": ItemState.DONE,
    "note": ItemState.DONE,
    "open": ItemState.OPEN,
    "waive": ItemState.NOT_APPLICABLE,
}
#: How many open blockers a card names.
_NAMED = 5
_TITLE = 100
_SAID = 500


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody says of an item: about which, where it stands now, with which evidence and note."""

    about: Clicked
    state: ItemState
    evidence: str = ""
    note: str = ""


def summary(request: Request) -> str:
    """The checklist in a few words, such as *9 of 15 done*; empty where there is none."""
    cleared = sum(not item.open for item in request.checklist)
    return f"{cleared} of {len(request.checklist)} done" if request.checklist else ""


def lines(request: Request, organization: Organization) -> list[str]:
    """The stages and the checklist as lines of a card, the open blockers with their owners."""
    if request.confidential:
        return []
    road = " → ".join(
        f"{':white_check_mark: ' if one.done else ''}{f'*{escape(one.title)}*' if one.here else escape(one.title)}"
        for one in milestones(request)
    )
    stages = [f"*Stage:* {road}"] if road else []
    return [*stages, *_checklist(request, organization), *_launch(request)]


def checklist_buttons(request: Request) -> tuple[Block, ...]:
    """The button that opens the checklist; none where there is none."""
    if not request.checklist or request.confidential:
        return ()
    return (button("Checklist", SHOW, request_value(request), described=f"Checklist of {request.name}"),)


def checklist_modal(request: Request, organization: Organization, viewer: Person, groups: frozenset[str]) -> Block:
    """Every item with where it stands, and for those that this person may mark a menu."""
    about = [context(f"{capital(summary(request))}. Each item is cleared by the one who owns it.")]
    rows = [_row(request, item, organization, viewer, groups) for item in request.checklist]
    return modal(f"Checklist {request.name}", [*about, *rows], metadata=request_value(request), close="Close")


def mark_modal(request: Request, item: Item, about: Clicked) -> Block:
    """The form for evidence and a note, or for the reason why an item does not apply."""
    waived = _STATES.get(about.entry) is ItemState.NOT_APPLICABLE
    link: Block = {"type": "url_text_input", "action_id": EVIDENCE}
    hint = item.evidence or "An address that begins with https://"
    optional = not item.evidence_required
    evidence = labelled(EVIDENCE, "Where is the evidence?", link, hint=hint, optional=optional)
    label = "Why does it not apply?" if waived else "Note"
    read = "Everybody who can see the request reads this, not your group alone."
    note = labelled(TEXT, label, text_element(TEXT, multiline=True), hint=read, optional=not waived)
    blocks = [section(_about(item)), *([] if waived else [evidence]), note]
    title = f"{'Not applicable' if waived else 'Done'}: {request.name}"
    return modal(title, blocks, callback_id=MARK, metadata=value_of(about), submit="Save", close="Back")


def marked(view: Any) -> Marked:
    """What a submitted form says of an item. Raises UnknownForm for what is malformed."""
    values = small_values(view)
    chosen = said_of(clicked(view.get("private_metadata")))
    return Marked(chosen.about, chosen.state, small_text(values, EVIDENCE), small_text(values, TEXT))


def said_of(about: Clicked) -> Marked:
    """What an entry of an item's menu says."""
    return Marked(about, _STATES.get(about.entry, ItemState.OPEN))


def _checklist(request: Request, organization: Organization) -> list[str]:
    if not request.checklist:
        return []
    line = f"*Checklist:* {summary(request)}"
    blockers = request.blockers
    if not blockers:
        return [f"{line}, no blocker is open."]
    named = [f"• {_called(item)} ({_owner(item, organization)})" for item in blockers[:_NAMED]]
    more = [f"• and {len(blockers) - _NAMED} more"] if len(blockers) > _NAMED else []
    return ["\n".join((f"{line}. {counted(len(blockers), 'blocker is', 'blockers are')} open:", *named, *more))]


def _launch(request: Request) -> list[str]:
    launch = request.launch
    if launch.public_at is not None:
        return [f"*Public* since {moment(launch.public_at)}: {escape(launch.address)}"]
    day = request.launch_day
    return [f"*Launch:* {day.isoformat()}"] if day and request.route.launch_group else []


def _row(request: Request, item: Item, organization: Organization, viewer: Person, groups: frozenset[str]) -> Block:
    parts = [f"{_MARKS[item.state]} {_about(item)}", f"_{_owner(item, organization)}{_blocks(item)}_", *_said(item)]
    entries = _entries(request, item, viewer, groups)
    value = Clicked(request.number, revision=request.revision, item=item.name)
    menu = [option(value_of(_with(value, entry)), label) for entry, label in entries]
    return section("\n".join(parts), overflow(ITEM, menu) if menu else None)


def _entries(request: Request, item: Item, viewer: Person, groups: frozenset[str]) -> Iterable[tuple[Entry, str]]:
    def may(state: ItemState) -> bool:
        return may_mark(request, item, state, viewer, groups)

    changeable = request.state.open or (request.decision is not None and request.state == "approved")
    if not changeable:
        return
    if item.open and may(ItemState.DONE):
        if not item.evidence_required:
            yield "done", "Done"
        yield "note", "Done, with evidence or a note…"
    if item.open and may(ItemState.NOT_APPLICABLE):
        yield "waive", "Does not apply…"
    if not item.open and may(ItemState.OPEN) and (request.state.open or not item.blocker):
        yield "open", "Open again"


def _with(value: Clicked, entry: Entry) -> Clicked:
    return Clicked(value.number, revision=value.revision, item=value.item, entry=entry)


def _about(item: Item) -> str:
    text = f"\n{escape(item.text)}" if item.text and not item.condition_of else ""
    because = f"\n_Why: {escape(item.because)}_" if item.because else ""
    return f"*{_called(item)}*{text}{because}"


def _called(item: Item) -> str:
    kind = "Condition: " if item.condition_of else ""
    return f"{kind}{escaped_line(item.called, 400 if item.condition_of else _TITLE)}"


def _owner(item: Item, organization: Organization) -> str:
    if item.owner == REQUESTER:
        return "the requester"
    return escape(organization.title_of(item.owner))


def _blocks(item: Item) -> str:
    return " · blocks the approval" if item.blocker and item.open else ""


def _said(item: Item) -> list[str]:
    if item.mark is None:
        return ["Done, as the form says."] if item.auto else []
    if item.mark.inventory:
        return _said_by_inventory(item.mark)
    words = {ItemState.OPEN: "Opened again"}.get(item.state, capital(item.state.words))
    lines = [f"{words} by {mention(item.mark.by.id)}, {moment(item.mark.at)}"]
    lines += [f"Evidence: {escape(item.mark.evidence)}"] if item.mark.evidence else []
    return [*lines, *([f"Note: {escaped_line(item.mark.note, _SAID)}"] if item.mark.note else [])]


def _said_by_inventory(mark: Mark) -> list[str]:
    attached = f"by the inventory that {mention(mark.by.id)} attached, {moment(mark.at)}"
    if mark.state is ItemState.OPEN:
        return [f"Not cleared {attached}: {escape(mark.note)}. Its owner decides."]
    return [f"Done, {attached}: nothing in it needs a person", f"Evidence: {escape(mark.evidence)}"]
