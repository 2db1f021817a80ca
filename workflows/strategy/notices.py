# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is told of what in the interview: who is asked, reminders, and the OSPO of answers, declines and delays."""

from collections.abc import Iterator, Sequence

from workflows.notice import Notice
from workflows.organization import Organization
from workflows.plain_notices import plain_notice
from workflows.registers.entry import Entry
from workflows.strategy.interviewing import Moved
from workflows.strategy.interviews import REMINDED, Asked, Step


def office_of(organization: Organization, members: Sequence[str]) -> tuple[str, ...]:
    """Where the OSPO reads of the interview: its private room, else each of its people."""
    room = organization.room_of("ospo")
    return (room,) if room else tuple(sorted(members))


def after(moved: Moved, before: Asked | None, office: Sequence[str]) -> Iterator[Notice]:
    """The notices of an act; ``before`` is how the question stood that it was about, if it was about one.

    A message that asked for what has moved on is edited.
    """
    changed = {entry.name: entry for entry, _ in moved.done}
    if before is not None and before.step is Step.ASKED and before.name in changed:
        yield from _edits(before, changed[before.name].version)
    if before is not None and before.name in changed:
        entry = changed[before.name]
        told = {Step.ANSWERED.value: "answered", Step.DECLINED.value: "declined"}.get(str(entry.values["step"]))
        for to in office if told else ():
            name = f"interview:{entry.name}:{told}:{to}"
            yield _notice(f"{name}:{entry.version}", f"{name}:{entry.version}", told or "", entry, to)
    for entry in moved.asked:
        to = entry.owner.id if entry.owner else ""
        yield _notice(f"{_asked_name(entry)}:{entry.version}", _asked_name(entry), "asked", entry, to)


def ended(asked: Sequence[Asked], versions: Sequence[Entry]) -> Iterator[Notice]:
    """The edits of what was asked in a round that was ended."""
    newest = {entry.name: entry.version for entry in versions}
    for one in asked:
        if one.step is Step.ASKED and one.name in newest:
            yield from _edits(one, newest[one.name])


def reminder(asked: Asked, days: int) -> Notice:
    """The reminder of so many days before the day on which an answer is wanted, once."""
    name = f"{_asked_name(asked.entry)}:remind:{days}"
    due = asked.due.isoformat() if asked.due else ""
    return _notice(f"{name}:{due}", f"{name}:{due}", "reminder", asked.entry, asked.person)


def late(asked: Asked, to: str) -> Notice:
    """To the OSPO: an answer does not come, once."""
    due = asked.due.isoformat() if asked.due else ""
    name = f"{_asked_name(asked.entry)}:overdue:{due}:{to}"
    return _notice(name, name, "overdue", asked.entry, to)


def _edits(before: Asked, version: int) -> Iterator[Notice]:
    entry, due = before.entry, before.due.isoformat() if before.due else ""
    names = [_asked_name(entry), *(f"{_asked_name(entry)}:remind:{days}:{due}" for days in REMINDED)]
    for name in names:
        yield _notice(f"{name}:moved:{version}", name, "asked", entry, before.person, ended=1)


def _asked_name(entry: Entry) -> str:
    return f"interview:{entry.name}:{entry.owner.id if entry.owner else ''}:{entry.values.get('passes', 0)}"


def _notice(key: str, message: str, about: str, entry: Entry, to: str, **more: int) -> Notice:
    return plain_notice(
        entry.workspace, to, "interview", message, key=key, detail={"about": about, "entry": entry.name, **more}
    )
