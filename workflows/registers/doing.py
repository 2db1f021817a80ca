# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What every act on an entry shares: who does it when, its version and its note, and which state it takes."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeAlias

from workflows.errors import FormProblems, TextNeeded
from workflows.registers.entry import LONGEST_NOTE, Act, Change, Content, Entry, EntryState
from workflows.registers.refusals import NotPossibleForEntry
from workflows.registers.register import Register
from workflows.registers.reminding import next_tick
from workflows.registers.rights import Actor
from workflows.text import cleaned

Done: TypeAlias = tuple[Entry, Change]


@dataclass(frozen=True, slots=True)
class Doing:
    """One act: in which register, by whom, when, and which day it is at the office. ``petals``: those there are."""

    register: Register
    workspace: str
    actor: Actor
    now: datetime
    today: date
    petals: Collection[str] = ()
    zone: tzinfo = UTC

    def done(self, entry: Entry, act: Act, note: str = "") -> Done:
        """The entry one version on, and the change that made it so."""
        by = self.actor.person
        after = replace(entry, version=entry.version + 1, changed_at=self.now, changed_by=by, note=note)
        after = replace(after, tick_at=next_tick(after, self.register, self.now, self.zone))
        return after, Change(act, after.version, self.now, by, note)

    def next_review(self, content: Content) -> Content:
        """The content with a review date that is not over."""
        if content.review_on is not None and content.review_on > self.today:
            return content
        return replace(content, review_on=self.today + timedelta(days=self.register.review_days))


def check_state(action: str, entry: Entry, state: EntryState) -> None:
    """Raise NotPossibleForEntry where the entry is not in the state that ``action`` takes."""
    if entry.state is not state:
        raise NotPossibleForEntry(action, WORDS[entry.state])


def needed(text: str, what: str) -> str:
    """A note that has to be there; ``what`` says what to write. Raises TextNeeded, FormProblems."""
    if not cleaned(text):
        raise TextNeeded(what)
    return noted(text)


def noted(text: str) -> str:
    """A note as it is kept. Raises FormProblems."""
    note = cleaned(text)
    if len(note) > LONGEST_NOTE:
        raise FormProblems({"note": f"Please shorten this to {LONGEST_NOTE} characters; it has {len(note)}."})
    return note


def standing(entry: Entry) -> str:
    """How far an entry is, in words that follow "This entry is"."""
    proposed = entry.proposed
    return WORDS[proposed.state if proposed else entry.state]


#: The states in the same words.
WORDS = {
    EntryState.DRAFT: "a draft",
    EntryState.APPROVED: "approved already",
    EntryState.PUBLISHED: "published, with nothing that waits",
    EntryState.RETIRED: "retired",
}
