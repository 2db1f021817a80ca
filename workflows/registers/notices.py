# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is told of an entry: its new owner, who wrote what was sent back, who may approve, and whom a day concerns.

Notices hold names of registers and entries only; what they say is written from the newest entry when they are sent.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from workflows.notice import Notice
from workflows.people import Person
from workflows.plain_notices import plain_notice
from workflows.registers.entry import Act, Change, Entry, EntryState
from workflows.registers.register import Register
from workflows.registers.reminding import EntryReminder

#: What a message about entries is about; its notice's detail says so.
About: TypeAlias = Literal["owner", "sent_back", "approved", "published", "waiting", "due", "news"]
#: Reminders of one message; how many there are beyond them, it says.
MOST_DUE = 30
_MAKING = frozenset({Act.MADE, Act.CHANGED, Act.PUBLISHED, Act.RESTORED, Act.IMPORTED, Act.AGREED})
_TOLD: dict[Act, About] = {Act.SENT_BACK: "sent_back", Act.APPROVED: "approved", Act.PUBLISHED: "published"}


@dataclass(frozen=True, slots=True)
class Due:
    """A day of an entry that somebody is reminded of, as a notice names it."""

    register: str
    entry: str
    about: str
    on: date
    days: int

    @classmethod
    def of(cls, entry: Entry, reminder: EntryReminder) -> "Due":
        """The reminder of an entry."""
        return cls(entry.register, entry.name, reminder.about, reminder.on, reminder.days)

    def __str__(self) -> str:
        """The same in a notice."""
        return f"{self.register}/{self.entry}/{self.about}/{self.on.isoformat()}/{self.days}"

    @classmethod
    def read(cls, text: str) -> "Due":
        """The same back. Raises ValueError for anything else."""
        register, entry, about, on, days = text.split("/")
        return cls(register, entry, about, date.fromisoformat(on), int(days))


def after(before: Entry | None, entry: Entry, change: Change) -> Iterator[Notice]:
    """Who is told of an act for themselves: never who did it."""
    if entry.owner and entry.owner != change.by and before is not None and before.owner != entry.owner:
        yield _notice("owner", entry, change, entry.owner)
    about = _TOLD.get(change.act)
    if about is None or before is None:
        return
    writers = before.proposed.authors if before.proposed else ()
    for person in writers:
        if person != change.by:
            yield _notice(about, entry, change, person)


def waits_anew(before: Entry | None, entry: Entry, change: Change) -> bool:
    """Whether somebody has to look at what is proposed, who was not asked for it yet."""
    proposed = entry.proposed
    if proposed is None or proposed.state is not EntryState.DRAFT or change.act not in {Act.MADE, Act.CHANGED}:
        return False
    if before is None or before.proposed is None or before.proposed.state is not EntryState.DRAFT:
        return True
    return before.changed_by not in before.proposed.authors  # it was sent back, or somebody else saw to it


def asked(register: Register, *, editor: bool) -> tuple[str, ...]:
    """The groups that look at a draft: who approves it, else who keeps the register unless one of them wrote it."""
    if register.approvers:
        return register.approvers
    return () if editor or register.consent else register.editors


def waiting(entry: Entry, change: Change, to: Iterable[str]) -> Iterator[Notice]:
    """The notices to those who look at a draft: rooms of groups, or people by id."""
    for one in to:
        if change.by is None or one != change.by.id:
            yield _to("waiting", entry, change, one)


def made_known(entry: Entry, change: Change) -> bool:
    """Whether an act let readers read something new; a proposal does not."""
    proposal = entry.pending is not None and entry.pending.at == change.at
    return entry.visible and change.act in _MAKING and not proposal


def is_news(register: Register, entry: Entry, change: Change) -> bool:
    """Whether an act is told of: of what everybody reads, in a register whose news are told."""
    return register.news == "petal" and register.open and not register.consent and made_known(entry, change)


def news(entry: Entry, change: Change, channel: str) -> Notice:
    """That something was published, in the petal's channel: one message an hour, which each more is added to."""
    hour = change.at.replace(minute=0, second=0, microsecond=0)
    message = f"register:news:{entry.petal}:{channel}:{hour:%Y%m%dT%H}"
    return plain_notice(
        entry.workspace,
        channel,
        "register",
        message,
        key=f"{message}:{int(change.at.timestamp() * 1_000_000)}",
        detail={"about": "news", "petal": entry.petal, "since": hour.isoformat()},
    )


def reminder(workspace: str, to: str, dues: Sequence[Due]) -> Notice:
    """What comes near for somebody, all of a day in one message; its key is that of the first."""
    first = sorted(dues, key=lambda one: (one.on, str(one)))
    name = f"register:due:{to}:{first[0]}"
    detail: dict[str, str | int] = {"about": "due", "dues": ",".join(str(one) for one in first[:MOST_DUE])}
    detail |= {"more": len(first) - MOST_DUE} if len(first) > MOST_DUE else {}
    return plain_notice(workspace, to, "register", name, detail=detail)


def answered(workspace: str, to: str, due: Due, version: int) -> Notice:
    """The edit of a reminder of one entry, after somebody did what it asks for."""
    said = reminder(workspace, to, [due])
    return replace(said, key=f"{said.key}:{version}", detail={**said.detail, "ended": 1})


def _notice(about: About, entry: Entry, change: Change, person: Person) -> Notice:
    return _to(about, entry, change, person.id)


def _to(about: About, entry: Entry, change: Change, to: str) -> Notice:
    name = f"register:{about}:{entry.register}:{entry.name}:{change.version}:{to}"
    detail: dict[str, str | int] = {
        "about": about,
        "register": entry.register,
        "entry": entry.name,
        "version": change.version,
    }
    return plain_notice(entry.workspace, to, "register", name, detail=detail)
