# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An entry of a register as it stands: what it says, whose it is, when it is looked at again, and what is pending."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from workflows.facts import Answer
from workflows.people import Person

#: Characters: what an entry, its title and a note may have at most.
LONGEST_TEXT, LONGEST_TITLE, LONGEST_NOTE, LONGEST_SOURCE = 12_000, 150, 500, 300


class EntryState(StrEnum):
    """How far an entry is. Only what is published is read by all readers of its register."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    RETIRED = "retired"


class Act(StrEnum):
    """What was done with an entry, as its history says."""

    MADE = "made"
    CHANGED = "changed"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    PUBLISHED = "published"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    RETIRED = "retired"
    RESTORED = "restored"
    HANDED_OVER = "handed_over"
    AGREED = "agreed"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an entry says, which is written, approved and published as one. ``text`` is Markdown.

    ``as_of`` is the day for which a fact was true according to ``source``.
    """

    title: str
    text: str = ""
    petal: str = ""
    review_on: date | None = None
    values: Mapping[str, Answer] = field(default_factory=dict)
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The next text of an entry while the published one stays visible: a draft, or approved.

    ``authors`` are all who wrote at it: none of them approves it. ``overtaken`` are fields that were changed in the
    published text since it was written, which it would take back (workflows/registers/overtaking.py).
    """

    content: Content
    state: EntryState
    authors: tuple[Person, ...]
    at: datetime
    note: str = ""
    approved_by: Person | None = None
    overtaken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. ``name`` is a slug, unique in its register and never changed; ``version`` counts every act.

    Version 0 is as shipped: nobody of the company has touched it. ``authors`` are those of a text that was never
    published; ``once_published`` says whether it ever was. ``asked`` are the people named in it who have not said
    yes to that yet, and ``agreed`` those who have.
    ``tick_at`` is when it is reminded of next.
    """

    workspace: str
    register: str
    name: str
    content: Content
    state: EntryState
    owner: Person | None = None
    version: int = 0
    changed_at: datetime | None = None
    changed_by: Person | None = None
    note: str = ""
    authors: tuple[Person, ...] = ()
    approved_by: Person | None = None
    once_published: bool = False
    asked: tuple[Person, ...] = ()
    agreed: tuple[Person, ...] = ()
    pending: Revision | None = None
    tick_at: datetime | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.content.title

    @property
    def text(self) -> str:
        """What it says, as Markdown."""
        return self.content.text

    @property
    def petal(self) -> str:
        """The petal that it belongs to."""
        return self.content.petal

    @property
    def review_on(self) -> date | None:
        """The day by which somebody should look whether it still holds."""
        return self.content.review_on

    @property
    def values(self) -> Mapping[str, Answer]:
        """Its answers to the fields of its register, by their names."""
        return self.content.values

    @property
    def source(self) -> str:
        """Where what it says comes from."""
        return self.content.source

    @property
    def as_of(self) -> date | None:
        """The day for which it was true according to its source."""
        return self.content.as_of

    @property
    def shipped(self) -> bool:
        """Whether it is as it came with the product: not reviewed by the company yet."""
        return self.version == 0

    @property
    def visible(self) -> bool:
        """Whether the readers of its register read it."""
        return self.state is EntryState.PUBLISHED

    @property
    def proposed(self) -> Revision | None:
        """What waits for approval or publication: the pending revision, or the entry itself while it is a draft."""
        if self.pending is not None or self.state in {EntryState.PUBLISHED, EntryState.RETIRED}:
            return self.pending
        return Revision(
            content=self.content,
            state=self.state,
            authors=self.authors,
            at=self.changed_at or datetime.min,  # noqa: DTZ901 - a draft was made by somebody, at some time
            note=self.note,
            approved_by=self.approved_by,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One act on an entry, as its history keeps it. ``by`` is None where the office itself did it."""

    act: Act
    version: int
    at: datetime
    by: Person | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change of the history with the entry as it was after it."""

    change: Change
    entry: Entry
