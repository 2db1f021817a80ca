# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The lines of an evidence pack that sum up its events for readers: revisions, reviews, decisions, what was taken back.

They follow from the events alone, so that whoever checks a pack makes them anew and compares.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from workflows.events import Event
from workflows.told import Told


def summaries(events: Sequence[Event]) -> Iterator[dict[str, Any]]:
    """A line for each form revision, review and decision, and for each that was taken back, in the order of events.

    A text that is erased or withheld is null. Raises ValueError, KeyError or TypeError for bodies that this bot never
    wrote.
    """
    for event in events:
        told = Told(event)
        if event.kind in _LINES:
            about = {"event": event.sequence, "at": event.at, "by": _text(told, "actor")}
            yield about | _LINES[event.kind](told)


def _revision(told: Told) -> dict[str, Any]:
    data = told.data
    facts = _texts(told, "facts.")
    kept = ("kind", "revision", "lane", "rules", "steps", "policy_version", "policy_adopted_on")
    return {
        "line": "revision",
        "title": _text(told, "title"),
        "answers": _texts(told, "answers."),
        "facts": {name: {"value": value, "origin": data["origins"].get(name)} for name, value in facts.items()},
        "policy_adopted_by": _text(told, "policy.adopted_by"),
        **{name: data[name] for name in kept},
    }


def _review(told: Told) -> dict[str, Any]:
    conditions = sorted((name for name in told.committed if name.startswith("condition.")), key=_place)
    said = {"line": "review", "reason": _text(told, "reason"), "conditions": [_text(told, one) for one in conditions]}
    return dict(told.data) | said


def _decision(told: Told) -> dict[str, Any]:
    return dict(told.data) | {"line": "decision"}


def _overturned(told: Told) -> dict[str, Any]:
    return dict(told.data) | {"line": "overturned", "reason": _text(told, "reason")}


_LINES: Mapping[str, Callable[[Told], dict[str, Any]]] = {
    "submitted": _revision,
    "revised": _revision,
    "reviewed": _review,
    "decided": _decision,
    "overturned": _overturned,
}


def _place(name: str) -> tuple[int, str]:
    number = name.rpartition(".")[2]
    return (int(number) if number.isdecimal() else 0, name)


def _texts(told: Told, start: str) -> dict[str, str | None]:
    return {name.removeprefix(start): _text(told, name) for name in sorted(told.committed) if name.startswith(start)}


def _text(told: Told, name: str) -> str | None:
    """The text of that name: empty where none was given, None where it was and is not there any more."""
    if name in told.missing:
        return None
    return told.event.private.get(name, ("", ""))[1]
