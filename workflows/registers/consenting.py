# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The two acts of somebody whom an entry names: yes, and no at any time."""

from dataclasses import replace

from workflows.people import Person
from workflows.registers.acts import Doing, Done, standing
from workflows.registers.consent import with_agreement, without_names
from workflows.registers.entry import Act, Entry
from workflows.registers.refusals import NotNamed, NotPossibleForEntry
from workflows.registers.rights import Actor


def agree(doing: Doing, entry: Entry) -> Done:
    """Say yes to being named in an entry; with the last yes it is published. Raises NotNamed, NotPossibleForEntry."""
    by = _named(doing.actor, entry)
    if by not in entry.asked:
        raise NotPossibleForEntry("say yes to it", standing(entry))
    return doing.done(with_agreement(entry, by), Act.AGREED)


def decline(doing: Doing, entry: Entry) -> Done:
    """Say no to being named in an entry, or not any more: it is retired, and says nothing of anybody.

    Also where it was retired by others before: its record has the name still. Raises NotNamed.
    """
    _named(doing.actor, entry)
    after, change = doing.done(without_names(entry), Act.RETIRED)
    return replace(after, changed_by=None), replace(change, by=None)


def _named(actor: Actor, entry: Entry) -> Person:
    by = actor.person
    if by is None or by not in (*entry.asked, *entry.agreed):
        raise NotNamed
    return by
