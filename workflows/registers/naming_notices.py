# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who hears of an entry that names people: those whom it names, who wrote it, and for thanks the petal's channel."""

from collections.abc import Iterator

from workflows.notice import Notice
from workflows.people import Person
from workflows.plain_notices import plain_notice
from workflows.registers.entry import Entry, EntryState

#: The register whose entries are shown in the petal's channel once the person who is thanked wants that.
THANKS = "recognition"


def told(before: Entry | None, entry: Entry, channel: str) -> tuple[Notice, ...]:
    """The notices of an act on such an entry; ``channel`` is that of its petal, or empty.

    Everybody has one message about it, which is edited: whom it asks, who wrote it once it shows or was taken back.
    """
    return tuple(_told(before, entry, channel))


def meeting(entry: Entry, day: str) -> tuple[Notice, ...]:
    """Reminds both of a pair to meet, once that day."""
    return tuple(_notice(entry, one, f"{day}", "meet") for one in entry.agreed)


def _told(before: Entry | None, entry: Entry, channel: str) -> Iterator[Notice]:
    named = {*entry.asked, *entry.agreed} | ({*before.asked, *before.agreed} if before else set())
    waits = entry.state is EntryState.DRAFT
    wrote = {*entry.authors, *(before.authors if before else ()), entry.owner, before.owner if before else None}
    for person in sorted(named):
        if person in entry.asked or before is not None:
            yield _notice(entry, person, str(entry.version), "named")
    if not waits:
        for person in sorted(one for one in wrote - named if one is not None):
            yield _notice(entry, person, str(entry.version), "wrote")
    if entry.register == THANKS and channel and (entry.visible or (before is not None and before.visible)):
        name = f"thanks:{entry.name}:{channel}"
        ended = {} if entry.visible else {"ended": 1}
        yield plain_notice(
            entry.workspace,
            channel,
            "named",
            name,
            key=f"{name}:{entry.version}",
            detail={"about": "thanks", "register": entry.register, "entry": entry.name, **ended},
        )


def _notice(entry: Entry, person: Person, version: str, about: str) -> Notice:
    which = f":{version}" if about == "meet" else ""
    name = f"named:{entry.register}:{entry.name}:{person.id}{which}"
    return plain_notice(
        entry.workspace,
        person.id,
        "named",
        name,
        key=f"{name}:{version}",
        detail={"about": about, "register": entry.register, "entry": entry.name},
    )
