# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do with entries: each act is checked against rights and state, and gives the next entry and its change.

docs/registers.md has the table of states and acts.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from workflows.errors import FormProblems, TextNeeded
from workflows.people import Person
from workflows.registers.checking import checked, slug
from workflows.registers.consent import asked_again, asking, check_people
from workflows.registers.doing import WORDS, Doing, Done, check_state, needed, noted, standing
from workflows.registers.entry import Act, Content, Entry, EntryState, Revision
from workflows.registers.overtaking import republished, still_overtaken
from workflows.registers.refusals import (
    EntryChanged,
    NotHanded,
    NothingChanged,
    NotPossibleForEntry,
    NotYourEntry,
    NotYoursToApprove,
    OwnText,
)
from workflows.registers.rights import (
    Actor,
    check_keeps,
    is_approver,
    is_editor,
    may_approve,
    may_change,
    may_keep,
    may_make,
    may_publish,
)
from workflows.text import cleaned

__all__ = ["WORDS", "Doing", "Done", "standing"]  # what every act takes and gives is offered from here


def check_seen(entry: Entry, seen: int) -> None:
    """Raise EntryChanged where the entry is not as it was when somebody opened it."""
    if entry.version != seen:
        raise EntryChanged(entry, seen)


def make(
    doing: Doing,
    content: Content,
    *,
    name: str = "",
    owner: Person | None = None,
    taken: Collection[str] = (),
    draft: bool = False,
    note: str = "",
    act: Act = Act.MADE,
) -> Done:
    """Make an entry: published at once by an editor where nobody has to approve, else a draft.

    ``name`` is by default made from the title, as none of ``taken``; where people are named it says nothing of them. A
    draft of somebody who is no editor has no owner until an editor takes it. Raises NotYourEntry, FormProblems.
    """
    register, actor = doing.register, doing.actor
    if not may_make(register, actor):
        raise NotYourEntry(register.editors)
    content = checked(register, content, doing.today, petals=doing.petals)
    check_people(register, content, actor.person)
    editor = is_editor(register, actor)
    published = editor and not draft and not register.approvers and not register.consent
    made = Entry(
        workspace=doing.workspace,
        register=register.name,
        name=name or slug(register.one if register.consent else content.title, taken),
        content=content,
        state=EntryState.PUBLISHED if published else EntryState.DRAFT,
        owner=(owner or actor.person) if editor else None,
        authors=() if published else _authors((), actor),
        once_published=published,
    )
    made = asking(register, made, actor.person) if register.consent else made
    return doing.done(made, act, noted(note))


def change(
    doing: Doing,
    entry: Entry,
    content: Content,
    *,
    owner: Person | None = None,
    unowned: bool = False,
    note: str = "",
    draft: bool = False,
) -> Done:
    """Change what an entry says. ``draft``: not at once, but as the pending text, also where nobody has to approve.

    ``unowned``: nobody owns it from now on; without that and an ``owner`` it stays with who has it. Who does not see to
    the entry only proposes, and never another owner. A change takes an approval away.
    Raises NotYourEntry, NotPossibleForEntry, NothingChanged, FormProblems.
    """
    register, actor = doing.register, doing.actor
    if entry.state is EntryState.RETIRED:
        raise NotPossibleForEntry("change it: restore it first", WORDS[entry.state])
    if not may_change(register, entry, actor):
        check_keeps(register, entry, actor)
    keeps = may_keep(register, entry, actor)
    at_once = entry.visible and keeps and not register.approvers and not draft
    proposed = entry.proposed
    if proposed and not at_once and not (keeps or actor.person in proposed.authors):
        raise NotPossibleForEntry("propose another change", "waiting with one that somebody else proposed")
    before = entry.content if at_once or proposed is None else proposed.content
    content = checked(register, content, doing.today, before, doing.petals)
    after = replace(entry, owner=owner) if (owner or unowned) and keeps else entry
    if content == before and after.owner == entry.owner:
        raise NothingChanged
    if content != before:
        after = _rewritten(doing, after, content, noted(note), at_once=at_once)
    return doing.done(after, Act.CHANGED if content != before else Act.HANDED_OVER, noted(note))


def _rewritten(doing: Doing, entry: Entry, content: Content, note: str, *, at_once: bool) -> Entry:
    if doing.register.consent:
        return asked_again(doing.register, entry, content, doing.actor.person)
    if at_once:
        return republished(entry, content)
    proposed = entry.proposed
    authors = _authors(proposed.authors if proposed else (), doing.actor)
    if not entry.visible:
        return replace(entry, content=content, state=EntryState.DRAFT, authors=authors, approved_by=None)
    overtaken = still_overtaken(entry.pending, entry.content, content)
    pending = Revision(
        content=content, state=EntryState.DRAFT, authors=authors, at=doing.now, note=note, overtaken=overtaken
    )
    return replace(entry, pending=pending)


def review(doing: Doing, entry: Entry, on: date | None = None, note: str = "") -> Done:
    """Say that an entry still holds, and when to look again; by default after the register's time.

    Raises NotYourEntry, NotPossibleForEntry, FormProblems.
    """
    check_keeps(doing.register, entry, doing.actor)
    check_state("say that it still holds", entry, EntryState.PUBLISHED)
    on = on or doing.today + timedelta(days=doing.register.review_days)
    if on <= doing.today:
        raise FormProblems({"review_on": f"{on.isoformat()} is not after today. Please give a later day."})
    content = checked(doing.register, replace(entry.content, review_on=on), doing.today, entry.content)
    return doing.done(republished(entry, content), Act.REVIEWED, noted(note))


def approve(doing: Doing, entry: Entry, note: str = "") -> Done:
    """Approve what is proposed. Raises NotPossibleForEntry, NotYoursToApprove, OwnText."""
    register, proposed = doing.register, entry.proposed
    if proposed is None or proposed.state is not EntryState.DRAFT or not register.approvers:
        raise NotPossibleForEntry("approve it", standing(entry))
    if not is_approver(register, doing.actor):
        raise NotYoursToApprove(register.approvers)
    if not may_approve(register, entry, doing.actor):
        raise OwnText(register.approvers)
    return doing.done(_with_proposed(entry, EntryState.APPROVED, doing.actor.person), Act.APPROVED, noted(note))


def publish(doing: Doing, entry: Entry, note: str = "") -> Done:
    """Publish what is proposed; where it had to be approved, ``note`` says what is new.

    Raises NotPossibleForEntry, NotYourEntry, TextNeeded.
    """
    register, actor, proposed = doing.register, doing.actor, entry.proposed
    if register.consent and proposed is not None:
        raise NotPossibleForEntry("publish it for them", "waiting for the people whom it names to say yes themselves")
    if proposed is None or (register.approvers and proposed.state is not EntryState.APPROVED):
        raise NotPossibleForEntry("publish it", standing(entry))
    if not may_publish(register, entry, actor):
        check_keeps(register, entry, actor)
    if register.approvers and not cleaned(note):
        raise TextNeeded("what is new, in a sentence for those who read it")
    published = replace(
        entry,
        content=doing.next_review(proposed.content),
        state=EntryState.PUBLISHED,
        owner=entry.owner or actor.person,
        authors=(),
        approved_by=proposed.approved_by,
        once_published=True,
        pending=None,
    )
    return doing.done(published, Act.PUBLISHED, noted(note))


def send_back(doing: Doing, entry: Entry, reason: str) -> Done:
    """Give what is proposed back to who wrote it, with what to do better.

    Raises NotPossibleForEntry, NotYourEntry, TextNeeded.
    """
    if entry.proposed is None:
        raise NotPossibleForEntry("send it back", standing(entry))
    if not is_approver(doing.register, doing.actor):
        check_keeps(doing.register, entry, doing.actor)
    note = needed(reason, "what should be different")
    sent = _with_proposed(entry, EntryState.DRAFT, None)
    if sent.pending is not None:
        sent = replace(sent, pending=replace(sent.pending, note=note))
    return doing.done(sent, Act.SENT_BACK, note)


def withdraw(doing: Doing, entry: Entry, reason: str = "") -> Done:
    """Drop the pending text of a published entry. Raises NotPossibleForEntry, NotYourEntry."""
    if entry.pending is None:
        raise NotPossibleForEntry("drop its next text", standing(entry))
    if doing.actor.person not in entry.pending.authors:
        check_keeps(doing.register, entry, doing.actor)
    return doing.done(replace(entry, pending=None), Act.WITHDRAWN, noted(reason))


def retire(doing: Doing, entry: Entry, reason: str) -> Done:
    """Take an entry out of what is read; its history stays. Who made a draft may retire it too.

    Raises NotPossibleForEntry, NotYourEntry, TextNeeded.
    """
    if entry.state is EntryState.RETIRED:
        raise NotPossibleForEntry("retire it", WORDS[entry.state])
    if entry.once_published or doing.actor.person is None or doing.actor.person not in entry.authors:
        check_keeps(doing.register, entry, doing.actor)
    note = needed(reason, "why it is not needed any more")
    return doing.done(replace(entry, state=EntryState.RETIRED, pending=None), Act.RETIRED, note)


def restore(doing: Doing, entry: Entry, reason: str = "") -> Done:
    """Bring a retired entry back: published where it was, else as a draft. Raises NotPossibleForEntry, NotYourEntry."""
    check_state("restore it", entry, EntryState.RETIRED)
    check_keeps(doing.register, entry, doing.actor)
    if doing.register.consent:
        raise NotPossibleForEntry("restore it: make a new one, and they are asked again", WORDS[entry.state])
    state = EntryState.PUBLISHED if entry.once_published else EntryState.DRAFT
    return doing.done(
        replace(entry, state=state, content=doing.next_review(entry.content)), Act.RESTORED, noted(reason)
    )


def hand_over(doing: Doing, entry: Entry, owner: Person | None, note: str = "") -> Done:
    """Give an entry another owner, or none. Raises NotYourEntry, NotPossibleForEntry, NotHanded."""
    check_keeps(doing.register, entry, doing.actor)
    if entry.state is EntryState.RETIRED:
        raise NotPossibleForEntry("hand it over", WORDS[entry.state])
    if owner == entry.owner:
        raise NotHanded(owner)
    return doing.done(replace(entry, owner=owner), Act.HANDED_OVER, noted(note))


def _with_proposed(entry: Entry, state: EntryState, approved_by: Person | None) -> Entry:
    if entry.pending is not None:
        return replace(entry, pending=replace(entry.pending, state=state, approved_by=approved_by))
    return replace(entry, state=state, approved_by=approved_by)


def _authors(before: tuple[Person, ...], actor: Actor) -> tuple[Person, ...]:
    return before if actor.person is None or actor.person in before else (*before, actor.person)
