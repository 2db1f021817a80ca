# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The strategy as one document: its sections and goals, the page for executives, and what stands beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from workflows.registers.entry import Act, Content, Entry, EntryState, Recorded
from workflows.strategy.goals import FIELDS, GoalCounts, StrategyGoal, goal_of, in_order

SECTIONS = "strategy"
#: The place of a section that says none.
_LAST = 99


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it stands, or with ``draft`` as it is proposed; people are user ids, empty where there is nobody.

    ``state``: template (as shipped, or never approved), draft, approved, published. ``waits`` says that a next text of
    a published section is drafted or approved.
    """

    name: str
    title: str
    text: str
    summary: str = ""
    state: str = "published"
    waits: str = ""
    version: int = 0
    owner: str = ""
    approved_by: str = ""
    published_on: date | None = None
    note: str = ""
    review_on: date | None = None
    source: str = ""
    place: int = _LAST

    @property
    def in_force(self) -> bool:
        """Whether a second person approved it and it was published."""
        return self.state == "published"


@dataclass(frozen=True, slots=True)
class ExecutivePage:
    """One page for those who decide: goals under the objectives they serve, and what the records say. No names.

    ``stage``, ``risks`` and ``decision`` are sentences; ``stage`` is empty where the program uses no model.
    """

    objectives: tuple[tuple[str, tuple[StrategyGoal, ...]], ...] = ()
    counts: GoalCounts = field(default_factory=GoalCounts)
    stage: str = ""
    risks: tuple[str, ...] = ()
    decision: str = ""
    champions: str = ""


@dataclass(frozen=True, slots=True)
class Further:
    """An entry of another register that the document has or lists: a question with its answer, or a guide."""

    title: str
    text: str
    petal: str = ""
    source: str = ""
    as_of: date | None = None
    shipped: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """One publication of a section or goal: when, by whom (empty: from a file), with which note."""

    register: str
    name: str
    title: str
    version: int
    at: datetime
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StrategyDocument:
    """All of it, for the overview, the export and the canvas. ``drafts``: with what nobody has approved yet."""

    program: str
    on: date
    sections: tuple[Section, ...]
    goals: tuple[StrategyGoal, ...] = ()
    executive: ExecutivePage = field(default_factory=ExecutivePage)
    questions: tuple[Further, ...] = ()
    guides: tuple[Further, ...] = ()
    published: tuple[Published, ...] = ()
    drafts: bool = False
    drafted_goals: frozenset[str] = field(default_factory=frozenset)

    @property
    def edition(self) -> int:
        """How many times a part of it was published: each makes another edition."""
        return len(self.published)

    @property
    def newest(self) -> Published | None:
        """The last publication."""
        return max(self.published, key=lambda one: one.at, default=None)

    @property
    def next_review(self) -> date | None:
        """The day on which the first of its sections has to be looked at."""
        return min((one.review_on for one in self.sections if one.in_force and one.review_on), default=None)

    @property
    def people(self) -> frozenset[str]:
        """The user ids of everybody whom it names."""
        found = {one for each in self.sections for one in (each.owner, each.approved_by)}
        found |= {one.owner for one in self.goals} | {one.by for one in self.published}
        return frozenset(found - {""})


def sections_of(
    entries: Iterable[Entry], published: Sequence[Published] = (), *, drafts: bool = False, every: bool = False
) -> tuple[Section, ...]:
    """The sections in their order, of which only those in force without ``drafts`` and ``every``.

    With ``drafts`` each has its newest text, approved or not. ``published`` are the publications that are known.
    """
    last = {one.name: one for one in sorted(published, key=lambda one: one.at) if one.register == SECTIONS}
    found = [
        _section(entry, last.get(entry.name), drafts=drafts)
        for entry in entries
        if entry.state is not EntryState.RETIRED
    ]
    kept = [one for one in found if drafts or every or one.in_force]
    return tuple(sorted(kept, key=lambda one: (one.place, one.title.casefold())))


def goals_of(entries: Iterable[Entry], today: date, *, drafts: bool = False) -> tuple[StrategyGoal, ...]:
    """The goals in force; with ``drafts`` also those that nobody has approved, each in its newest text."""
    found: list[StrategyGoal] = []
    for entry in entries:
        if entry.state is EntryState.RETIRED:
            continue
        if drafts and entry.proposed is not None:
            found.append(goal_of(entry, entry.proposed.content, today))
        elif in_force(entry):
            found.append(goal_of(entry, entry.content, today))
    return in_order(found)


def in_force(entry: Entry) -> bool:
    """Whether the company stands behind it: published, by approval or from its own file; as shipped it is a template.

    Of an entry whose text is as shipped and that nobody approved, the version has to be given as 0.
    """
    return entry.visible and (entry.approved_by is not None or not entry.shipped)


def published_in(history: Iterable[Recorded]) -> tuple[Published, ...]:
    """The publications in a history, the oldest first."""
    found = (
        Published(
            one.entry.register,
            one.entry.name,
            one.entry.title,
            one.change.version,
            one.change.at,
            one.change.by.id if one.change.by else "",
            one.change.note,
        )
        for one in history
        if one.change.act in {Act.PUBLISHED, Act.IMPORTED}
    )
    return tuple(sorted(found, key=lambda one: one.at))


def few(count: int, limit: int) -> str:
    """A number of people as executives may read it: small ones only as such."""
    return f"fewer than {limit}" if 0 < count < limit else f"{count:,}"


def _section(entry: Entry, last: Published | None, *, drafts: bool) -> Section:
    proposed = entry.proposed
    shown = proposed.content if drafts and proposed is not None else entry.content
    waits = proposed.state.value if proposed is not None and entry.visible else ""
    return Section(
        name=entry.name,
        title=shown.title,
        text=shown.text,
        summary=str(shown.values.get("summary", "")),
        state=_state(entry, proposed=drafts and proposed is not None),
        waits=waits,
        version=entry.version,
        owner=entry.owner.id if entry.owner else "",
        approved_by=entry.approved_by.id if entry.approved_by else "",
        published_on=last.at.date() if last else None,
        note=last.note if last else "",
        review_on=entry.review_on,
        source=shown.source,
        place=_place(entry.name, shown),
    )


def _state(entry: Entry, *, proposed: bool) -> str:
    if proposed and entry.proposed is not None:
        return entry.proposed.state.value
    if in_force(entry):
        return EntryState.PUBLISHED.value
    return "template" if entry.visible else entry.state.value


def _place(name: str, content: Content) -> int:
    said = content.values.get("place")
    if type(said) is int:
        return said
    return FIELDS.index(name) + 1 if name in FIELDS else _LAST
