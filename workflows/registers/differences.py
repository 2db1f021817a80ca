# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is different between two texts of an entry: field by field, and the long ones line by line."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflows.facts import Answer
from workflows.fields import Field
from workflows.registers.entry import Content, Entry
from workflows.registers.register import Register

#: Lines that are told of a text; the rest is counted.
_SHOWN = 40
#: Pairs of lines that are compared; more of them take minutes in texts of thousands of short lines.
_COMPARED = 10_000


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs. ``lines`` are of a long text: ``+`` or ``-`` and the line; else they are empty.

    ``name`` is as in forms; ``more`` counts the lines that are not among ``lines``.
    """

    name: str
    label: str
    before: str
    after: str
    lines: tuple[str, ...] = ()
    more: int = 0


def differences(register: Register, before: Content, after: Content) -> tuple[Difference, ...]:
    """Every field that differs, in the order of the form."""
    return tuple(_differing(register, before, after))


def between(register: Register, before: Entry, after: Entry) -> tuple[Difference, ...]:
    """The same for two versions of an entry, with its owner and state; a waiting text counts as what it will be."""
    found = list(_differing(register, before.content, after.content))
    if before.owner != after.owner:
        found.append(Difference("owner", "Owner", _mention(before), _mention(after)))
    if before.state is not after.state:
        found.append(Difference("state", "State", before.state.value, after.state.value))
    if after.pending is not None and after.pending != before.pending:
        base = before.pending.content if before.pending else after.content
        found += differences(register, base, after.pending.content)
    return tuple(found)


def _differing(register: Register, before: Content, after: Content) -> Iterator[Difference]:
    yield from _if_other("title", "Title", before.title, after.title)
    if before.text != after.text:
        yield _by_lines("text", register.text_label, before.text, after.text)
    for field in register.fields:
        was, now = before.values.get(field.name), after.values.get(field.name)
        if was == now:
            continue
        if field.type == "long_text":
            yield _by_lines(field.name, field.label, str(was or ""), str(now or ""))
        else:
            yield Difference(field.name, field.label, _words(field, was), _words(field, now))
    yield from _if_other("petal", "Petal", before.petal, after.petal)
    yield from _if_other("source", "Source", before.source, after.source)
    yield from _if_other("as_of", "As of", _day(before.as_of), _day(after.as_of))
    yield from _if_other("review_on", "Review on", _day(before.review_on), _day(after.review_on))


def _if_other(name: str, label: str, before: str, after: str) -> Iterator[Difference]:
    if before != after:
        yield Difference(name, label, before, after)


def _by_lines(name: str, label: str, before: str, after: str) -> Difference:
    was, now = _apart(before.splitlines(), after.splitlines())
    changed = list(_compared(was, now) if len(was) * len(now) <= _COMPARED else _counted(was, now))
    lines = tuple(f"{sign} {line}" for sign, line in changed[:_SHOWN])
    return Difference(name, label, before, after, lines, len(changed) - len(lines))


def _apart(was: list[str], now: list[str]) -> tuple[list[str], list[str]]:
    """Both without the lines with which both begin and end."""
    shorter = min(len(was), len(now))
    begin = next((n for n in range(shorter) if was[n] != now[n]), shorter)
    end = next((n for n in range(shorter - begin) if was[-1 - n] != now[-1 - n]), shorter - begin)
    return was[begin : len(was) - end], now[begin : len(now) - end]


def _compared(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    from difflib import SequenceMatcher  # noqa: PLC0415 - few ask what is different: a start is spared it

    for _, old, old_end, new, new_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if was[old:old_end] != now[new:new_end]:
            yield from (("-", line) for line in was[old:old_end])
            yield from (("+", line) for line in now[new:new_end])


def _counted(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    """The lines that only one of them has; where they only moved, all of them."""
    gone, new = Counter(was) - Counter(now), Counter(now) - Counter(was)
    if not gone and not new:
        gone, new = Counter(was), Counter(now)
    for sign, lines, left in (("-", was, gone), ("+", now, new)):
        for line in lines:
            if left[line] > 0:
                left[line] -= 1
                yield sign, line


def _words(field: Field, answer: Answer | None) -> str:
    return "" if answer is None else field.label_of(answer)


def _mention(entry: Entry) -> str:
    return entry.owner.mention if entry.owner else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
