# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When a published text changes while its next text waits: the next text takes over what it does not change itself.

What both change stays as the next text has it, and is remembered, so that nobody takes it back without being told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from workflows.registers.entry import Content, Entry, Revision


def republished(entry: Entry, content: Content) -> Entry:
    """A published entry that says something else from now on, with the next text that waits, if any."""
    pending = entry.pending
    if pending is not None:
        pending = _rebased(pending, _parts(entry.content), _parts(content))
    return replace(entry, content=content, pending=pending)


def still_overtaken(pending: Revision | None, now: Content, then: Content) -> tuple[str, ...]:
    """Which fields, changed in the published text meanwhile, a rewritten next text ``then`` still takes back."""
    return _differing(pending.overtaken if pending else (), _parts(now), _parts(then))


def _rebased(pending: Revision, before: Mapping[str, Any], now: Mapping[str, Any]) -> Revision:
    then = _parts(pending.content)
    moved = [name for name in before.keys() | now.keys() if before.get(name) != now.get(name)]
    taken = {name: now.get(name) for name in moved if then.get(name) == before.get(name)}
    then = then | taken
    overtaken = _differing({*pending.overtaken, *moved}, now, then)
    return replace(pending, content=_content(pending.content, taken), overtaken=overtaken)


def _differing(names: Iterable[str], one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if one.get(name) != other.get(name)))


def _parts(content: Content) -> dict[str, Any]:
    """A text field by field, named as in forms; the fields of a register are never named like those of all."""
    return {name: getattr(content, name) for name in _OF_ALL} | dict(content.values)


def _content(content: Content, taken: Mapping[str, Any]) -> Content:
    own = {name: value for name, value in taken.items() if name in _OF_ALL}
    values = dict(content.values) | {name: value for name, value in taken.items() if name not in _OF_ALL}
    return replace(content, **own, values={name: value for name, value in values.items() if value is not None})


_OF_ALL = frozenset(field.name for field in fields(Content)) - {"values"}
