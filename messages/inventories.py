# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The third-party inventory of a request: the form that takes it, its table in the thread, its line on the card."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from messages.blocks import INPUT_TEXT, SECTION_TEXT, Block, Message, button, context, message, modal, section
from messages.buttons import Clicked, clicked, request_value
from messages.inputs import labelled, text_element
from messages.licenses import MARKS
from messages.text import counted, escape, escaped_line, mention, size
from messages.uploads import file_in, file_input
from workflows.attached import AttachedInventory, InventoryLine
from workflows.errors import UnknownForm
from workflows.kind import RequestKind
from workflows.licenses.advice import DISCLAIMER, HEADLINES
from workflows.licenses.tables import Verdict
from workflows.request import Request

ATTACH = "inventory:attach"
FILE, PASTED = "inventory:file", "inventory:pasted"
_TITLE_NAME, _FILETYPES = 200, ("json", "text")
_ROOM = 6_000  # of a message's 11,000 characters as JSON, where each character of a text may be escaped


@dataclass(frozen=True, slots=True)
class Given:
    """What the form brought: the id of an uploaded file, or a pasted inventory. ``field`` is what to show errors at."""

    about: Clicked
    file: str
    pasted: str
    field: str


def attach_button(request: Request, kind: RequestKind) -> tuple[Block, ...]:
    """The button for requests of kinds that have inventories."""
    if kind.inventory is None:
        return ()
    described = f"Attach an inventory to {request.name}"
    return (button(kind.inventory.label, ATTACH, request_value(request), described=described),)


def attach_modal(request: Request, *, files: bool = True) -> Block:
    """The form: a file, where the office may read files, or a small inventory as text."""
    file = file_input(
        FILE, "File", "CycloneDX 1.2 to 1.7 or SPDX 2.2 or 2.3, as JSON, 10 MB at most.", _FILETYPES
    )  # fmt: skip
    longer = "Give anything longer as a file." if files else "For files the app lacks the scope `files:read`."
    pasted = labelled(
        PASTED, "… or pasted" if files else "Pasted inventory", text_element(PASTED, multiline=True), optional=files,
        hint=f"Slack takes {INPUT_TEXT:,} characters here, some ten components. {longer}",
    )  # fmt: skip
    replaces = "It replaces the one that is attached now." if request.inventory else ""
    about = context(
        f"Every component is looked up, and the result is posted where {request.name} is reviewed. {replaces}"
    )
    return modal(
        "Third-party inventory", [about, *([file] if files else []), pasted],
        callback_id=ATTACH, metadata=request_value(request), submit="Look up", close="Cancel",
    )  # fmt: skip


def given_in(view: Any) -> Given:
    """What the submitted form holds; both or neither of file and text are empty then. Raises UnknownForm."""
    try:
        values, metadata = view["state"]["values"], view["private_metadata"]
        file, pasted = file_in(values, FILE), values[PASTED][PASTED].get("value") or ""
    except (KeyError, TypeError, AttributeError, IndexError) as malformed:
        raise UnknownForm from malformed
    if not isinstance(pasted, str):
        raise UnknownForm
    pasted = pasted.strip()
    return Given(clicked(metadata), file, pasted, FILE if FILE in values and (file or not pasted) else PASTED)


def found(request: Request, kind: RequestKind, *, open_room: bool) -> Message:
    """The table: how many components got each verdict, and each license, the worst first. The rest is counted."""
    kept = request.inventory
    if kept is None or (open_room and request.confidential):
        return message(request.name, [section(request.name)])
    said = f"{mention(kept.by.id)} attached a third-party inventory to {request.name} ({escape(kind.title)})"
    blocks = [section(f"{said}: {counted(kept.components, 'component', 'components')}.\n{_counts(kept)}{_since(kept)}")]
    blocks += _table(kept)
    if kept.differing:
        blocks.append(section(f"Of {counted(kept.differing, 'component', 'components')} the file says two things."))
    blocks += [section(one) for one in _on_the_checklist(request, kept)]
    return message(f"{said}: {_counts(kept)}", [*blocks, context(_basis(kept)), context(escape(_closing(kept)))])


def summary(request: Request) -> str:
    """The line on the card; empty without an inventory."""
    kept = request.inventory
    return f"*Third-party inventory:* {_counts(kept)}" if kept else ""


def _counts(kept: AttachedInventory) -> str:
    return " · ".join(
        f"{MARKS[verdict]} {number:,} {verdict}" for verdict, number in _worst_first(kept.counts) if number
    )


def _worst_first(counts: Mapping[Verdict, int]) -> list[tuple[Verdict, int]]:
    return sorted(counts.items(), key=lambda one: -one[0].rank)


def _since(kept: AttachedInventory) -> str:
    """What changed in counts since the one that it replaces."""
    if not kept.before:
        return ""
    changes = [
        f"{verdict} {kept.before.get(verdict, 0):,} → {number:,}"
        for verdict, number in _worst_first(kept.counts)
        if number != kept.before.get(verdict, 0)
    ]
    return f"\nIt replaces the one before: {', '.join(changes) or 'the counts are the same'}."


def _table(kept: AttachedInventory) -> Iterator[Block]:
    room, shown = _ROOM, 0
    for verdict in sorted(Verdict, key=lambda one: -one.rank):
        title = f"*{HEADLINES[verdict]}*"
        lines: list[str] = []
        for line in (one for one in kept.lines if one.verdict is verdict):
            written = _line(line)
            fits = size("\n".join([title, *lines, written])) <= SECTION_TEXT and size(written) <= room
            if not fits:
                break
            lines.append(written)
            room -= size(written)
        shown += len(lines)
        if lines:
            yield section("\n".join([title, *lines]))
    if left := kept.licenses - shown:
        more = counted(left, "more license is", "more licenses are")
        yield context(f"{more} not shown: `ospo sbom` in a terminal shows all of them, with every component.")


def _line(line: InventoryLine) -> str:
    names = ", ".join(escape(name) for name in line.names)
    more = f" and {line.components - len(line.names):,} more" if line.components > len(line.names) else ""
    because = f" _{escape(line.because)}_" if line.because and line.verdict.rank >= Verdict.REVIEW.rank else ""
    return f"• {escaped_line(line.license, _TITLE_NAME)}: {names}{more}.{because}"


def _on_the_checklist(request: Request, kept: AttachedInventory) -> Iterator[str]:
    """What the inventory did to the checklist."""
    for item in request.checklist:
        if item.mark and item.mark.inventory == kept.number:
            cleared = "does not clear the item" if item.open else "clears the item"
            concerns = f" by itself: {escape(item.mark.note)}" if item.open else ", for nothing in it needs a person"
            yield f"It {cleared} *{escape(item.title)}*{concerns}."


def _basis(kept: AttachedInventory) -> str:
    into = f" into {kept.into}" if kept.into else ""
    return escape(f"Looked up as {kept.usage}{into}. {kept.format}, SHA-256 {kept.sha256[:16]}…. Data: {kept.data}.")


def _closing(kept: AttachedInventory) -> str:
    return f"{kept.statement[:1].upper()}{kept.statement[1:]}. {DISCLAIMER}"
