# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A register as Markdown: a document to read, which can be read back.

Comments, which no reader sees, say where an entry and its long texts begin; everything else is as people see it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workflows.fields import Field
from workflows.forms import Raw
from workflows.registers.entry import Entry
from workflows.registers.exchange.filing import Filed, Unreadable, said_of, whole
from workflows.registers.exchange.headings import lifted, lowered
from workflows.registers.register import Register
from workflows.text import one_line

_ENTRY = re.compile(r"<!-- entry: ([a-z0-9-]*) -->")
_LONG = re.compile(r"<!-- ([a-z0-9_]+)( \+2)? -->")
_END = "<!-- end -->"
#: A line of a text that could be taken for one of these comments; it gets a backslash, which is taken away again.
_LIKE_OURS = re.compile(r"<!-- \\*(entry: [a-z0-9-]*|[a-z0-9_]+( \+2)?) -->")
_ITEM = re.compile(r"- \*\*(.+?):\*\* ?(.*)")
_OWN_LABELS = {
    "state": "State",
    "petal": "Petal",
    "owner": "Owner",
    "review_on": "Review on",
    "source": "Source",
    "as_of": "As of",
}


def written(register: Register, entries: Iterable[Entry]) -> str:
    """The entries as a document with a heading for each."""
    parts = [f"# {register.title}", register.about]
    for entry in entries:
        parts += _entry(register, entry)
    return "\n\n".join(parts) + "\n"


def filed(register: Register, text: str) -> Iterator[Filed]:
    """The entries of a document, each with its line. Raises Unreadable."""
    labels = {label: name for name, label in _labels(register).items()}
    entry: _Reading | None = None
    for number, line in enumerate(text.split("\n"), 1):
        begun = _ENTRY.fullmatch(line.strip()) if entry is None or entry.long is None else None
        if begun:
            if entry is not None:
                yield entry.filed(register)
            entry = _Reading(number, {"name": begun[1]})
        elif entry is not None:
            _take(entry, register, labels, line, number)
    if entry is None:
        return
    if entry.long is not None:
        raise Unreadable([f"line {entry.line}: a text of this entry has no `{_END}` behind it"])
    yield entry.filed(register)


@dataclass(slots=True)
class _Reading:
    """An entry that is being read. ``long`` is the text that is open, and ``lower`` whether its headings were."""

    line: int
    said: dict[str, Raw]
    long: str | None = None
    lower: bool = False
    lines: list[str] = field(default_factory=list)

    def filed(self, register: Register) -> Filed:
        return Filed(f"line {self.line}", whole(register, self.said))


def _take(entry: _Reading, register: Register, labels: dict[str, str], line: str, number: int) -> None:
    if entry.long is not None:
        if line.strip() != _END:
            entry.lines.append(_unmarked(line))
            return
        text = "\n".join(entry.lines)
        entry.said[entry.long] = lifted(text) if entry.lower else text
        entry.long, entry.lines = None, []
    elif begun := _LONG.fullmatch(line.strip()):
        if begun[1] not in {"text", *register.by_name}:
            raise Unreadable([f"line {number}: the register has no field `{begun[1]}`"])
        entry.long, entry.lower = begun[1], bool(begun[2])
    elif line.startswith("## ") and "title" not in entry.said:
        entry.said["title"] = line[3:]
    elif item := _ITEM.fullmatch(line.rstrip("\r")):
        name = labels.get(item[1])
        if name is None:
            raise Unreadable([f"line {number}: the register has no field “{item[1]}”"])
        entry.said[name] = _read(register.by_name.get(name), item[2])


def _entry(register: Register, entry: Entry) -> Iterator[str]:
    said, labels = said_of(entry), _labels(register)
    yield f"<!-- entry: {entry.name} -->\n## {entry.title}"
    short = [
        f"- **{label}:** {_shown(register.by_name.get(name), said[name])}"
        for name, label in labels.items()
        if said.get(name)
    ]
    if short:
        yield "\n".join(short)
    for one in register.fields:
        if one.type == "long_text" and said.get(one.name):
            yield f"**{one.label}**\n\n{_long(one.name, str(said[one.name]))}"
    if entry.text:
        yield _long("text", entry.text)


def _long(name: str, text: str) -> str:
    below = lowered(text)
    shown = text if below is None else below
    marked = "\n".join(_marked(line) for line in shown.split("\n"))
    return f"<!-- {name}{'' if below is None else ' +2'} -->\n{marked}\n{_END}"


def _marked(line: str) -> str:
    """The line as text: one that looks like a comment of ours is marked."""
    return line.replace("<!-- ", "<!-- \\", 1) if _LIKE_OURS.fullmatch(line.strip()) else line


def _unmarked(line: str) -> str:
    return line.replace("<!-- \\", "<!-- ", 1) if _LIKE_OURS.fullmatch(line.strip()) else line


def _labels(register: Register) -> dict[str, str]:
    """What each short key is called in the document; a label that another has, or that misleads, is its name."""
    labels = dict(_OWN_LABELS)
    for one in register.fields:
        if one.type != "long_text":
            taken = one.label in {*labels.values(), *register.by_name} or ":**" in one.label
            labels[one.name] = one.name if taken else one.label
    return labels


def _shown(one: Field | None, value: Raw) -> str:
    if one is None or not one.options:
        return one_line(value if isinstance(value, str) else ", ".join(value or ()))
    values = (value,) if isinstance(value, str) else tuple(value or ())
    return "; ".join(_label(one, each) for each in values)


def _label(one: Field, value: str) -> str:
    """The option in words, where these words can mean no other."""
    label = next((option.label for option in one.options if option.value == value), value)
    alike = [option for option in one.options if label in {option.label, option.value}]
    return label if len(alike) == 1 and ";" not in label and label == one_line(label) else value


def _read(one: Field | None, text: str) -> Raw:
    if one is None or not one.options:
        return text
    values = {option.label: option.value for option in one.options}
    said = [part.strip() for part in text.split(";")] if one.type == "many" else [text.strip()]
    read = tuple(part if part in one.values else values.get(part, part) for part in said if part)
    return read if one.type == "many" else "".join(read[:1])
