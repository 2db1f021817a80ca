# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who may do what with an entry: groups of its register, its owner, and who writes at a draft."""

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.fields import EVERYBODY
from workflows.people import Person
from workflows.registers.entry import Entry, EntryState
from workflows.registers.refusals import NotYourEntry
from workflows.registers.register import Register


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who reads or acts, and their groups. Without a person it is the office itself, which may everything."""

    person: Person | None
    groups: frozenset[str] = frozenset()

    def among(self, groups: Iterable[str]) -> bool:
        """Whether the actor is of one of the groups."""
        return self.person is None or not self.groups.isdisjoint(groups)


#: The office itself: an import from the terminal, or what follows from something else that somebody did.
THE_OFFICE = Actor(None)


def is_editor(register: Register, actor: Actor) -> bool:
    """Whether the actor may change every entry."""
    return actor.among(register.editors)


def is_approver(register: Register, actor: Actor) -> bool:
    """Whether the actor may approve what others wrote."""
    return bool(register.approvers) and actor.among(register.approvers)


def may_see_register(register: Register, actor: Actor) -> bool:
    """Whether the actor may know of the register and read what is published in it."""
    return EVERYBODY in register.readers or actor.among(register.groups)


def may_see(register: Register, entry: Entry, actor: Actor) -> bool:
    """Whether the actor may read an entry: drafts and what is retired are for those who work at it."""
    if not may_see_register(register, actor):
        return _owns(entry, actor)
    return entry.visible or may_see_proposed(register, entry, actor)


def may_see_proposed(register: Register, entry: Entry, actor: Actor) -> bool:
    """Whether the actor may read drafts of the entry, its history, and why it was retired."""
    authors = entry.proposed.authors if entry.proposed else entry.authors
    if register.consent and actor.person is not None and not entry.visible:
        return actor.person in {entry.owner, *authors, *entry.asked, *entry.agreed}
    return (
        is_editor(register, actor)
        or is_approver(register, actor)
        or (actor.person is not None and actor.person in {entry.owner, *authors})
    )


def may_make(register: Register, actor: Actor) -> bool:
    """Whether the actor may make an entry, be it a draft only."""
    if not may_see_register(register, actor):
        return False
    return register.proposers == EVERYBODY or is_editor(register, actor)


def may_change(register: Register, entry: Entry, actor: Actor) -> bool:
    """Whether the actor may change an entry, be it by a draft only."""
    return may_keep(register, entry, actor) or _writes(entry, actor) or _may_propose(register, entry, actor)


def may_keep(register: Register, entry: Entry, actor: Actor) -> bool:
    """Whether the actor sees to the entry: an editor, or who owns it once it was published.

    Who made a draft of their own owns nothing yet: an editor takes it first.
    """
    return is_editor(register, actor) or (entry.once_published and _owns(entry, actor))


def may_approve(register: Register, entry: Entry, actor: Actor) -> bool:
    """Whether the actor may approve what is proposed: an approver who wrote nothing of it."""
    proposed = entry.proposed
    return (
        proposed is not None
        and proposed.state is EntryState.DRAFT
        and is_approver(register, actor)
        and (actor.person is None or actor.person not in proposed.authors)
    )


def may_publish(register: Register, entry: Entry, actor: Actor) -> bool:
    """Whether the actor may publish what is proposed, now that it is as far."""
    proposed = entry.proposed
    if proposed is None or register.consent or (register.approvers and proposed.state is not EntryState.APPROVED):
        return False
    return may_keep(register, entry, actor) or is_approver(register, actor)


def check_keeps(register: Register, entry: Entry, actor: Actor) -> None:
    """Raise NotYourEntry for who does not see to the entry."""
    if not may_keep(register, entry, actor):
        raise NotYourEntry(register.editors, entry.owner.mention if entry.owner and entry.once_published else "")


def _owns(entry: Entry, actor: Actor) -> bool:
    return actor.person is not None and actor.person == entry.owner


def _writes(entry: Entry, actor: Actor) -> bool:
    return entry.proposed is not None and actor.person is not None and actor.person in entry.proposed.authors


def _may_propose(register: Register, entry: Entry, actor: Actor) -> bool:
    return register.proposers == EVERYBODY and entry.visible and may_see_register(register, actor)
