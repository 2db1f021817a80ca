# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody may do with an entry as it stands, so that they see those buttons and no others."""

from typing import Literal, TypeAlias

from workflows.registers.entry import Entry, EntryState
from workflows.registers.register import Register
from workflows.registers.rights import (
    Actor,
    is_approver,
    may_approve,
    may_change,
    may_keep,
    may_publish,
    may_see_proposed,
)

#: Each act that somebody chooses by a button.
Doable: TypeAlias = Literal[
    "make",
    "change",
    "review",
    "approve",
    "publish",
    "send_back",
    "withdraw",
    "retire",
    "restore",
    "hand_over",
    "agree",
    "decline",
]


def possible(register: Register, entry: Entry, actor: Actor) -> frozenset[Doable]:
    """What the actor may do now; every act is checked again when it is done."""
    keeps = may_keep(register, entry, actor)
    if entry.state is EntryState.RETIRED:
        if not register.consent:
            return frozenset({"restore"}) if keeps else frozenset()
        return frozenset({"decline"}) if actor.person in {*entry.asked, *entry.agreed} else frozenset()
    proposed = entry.proposed
    writes = proposed is not None and actor.person is not None and actor.person in proposed.authors
    others = proposed is not None and entry.visible and not (keeps or writes)
    may: dict[Doable, bool] = {
        "change": may_change(register, entry, actor) and not others,
        "review": keeps and entry.visible,
        "approve": may_approve(register, entry, actor),
        "publish": may_publish(register, entry, actor),
        "send_back": proposed is not None and not writes and (keeps or is_approver(register, actor)),
        "withdraw": entry.pending is not None and (keeps or writes),
        "retire": keeps or (not entry.once_published and actor.person in entry.authors),
        "hand_over": keeps,
        "agree": actor.person in entry.asked,
        "decline": actor.person in {*entry.asked, *entry.agreed},
    }
    return frozenset(act for act, allowed in may.items() if allowed)


def sees_proposed(register: Register, entry: Entry, actor: Actor) -> bool:
    """Whether there is a next text, and the actor may read it."""
    return entry.pending is not None and may_see_proposed(register, entry, actor)
