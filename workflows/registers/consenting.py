# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The two acts of somebody whom an entry names: yes, and no at any time."""

from workflows.people import Person
from workflows.registers.acts import WORDS, Doing, Done, standing
from workflows.registers.consent import asked, waiting_for, with_agreement, without_names
from workflows.registers.entry import Act, Entry, EntryState
from workflows.registers.refusals import NotNamed, NotPossibleForEntry


def agree(doing: Doing, entry: Entry) -> Done:
    """Say yes to being named in an entry; with the last yes it is published. Raises NotNamed, NotPossibleForEntry."""
    by = _named(doing, entry)
    if by not in waiting_for(doing.register, entry):
        raise NotPossibleForEntry("say yes to it", standing(entry))
    return doing.done(with_agreement(doing.register, entry, by), Act.AGREED)


def decline(doing: Doing, entry: Entry) -> Done:
    """Say no to being named in an entry, or not any more: it is retired, and says nothing of anybody.

    Raises NotNamed, NotPossibleForEntry.
    """
    _named(doing, entry)
    if entry.state is EntryState.RETIRED:
        raise NotPossibleForEntry("take it back", WORDS[entry.state])
    return doing.done(without_names(entry), Act.RETIRED)


def _named(doing: Doing, entry: Entry) -> Person:
    by = doing.actor.person
    if by is None or by.id not in asked(doing.register, entry.content):
        raise NotNamed
    return by
