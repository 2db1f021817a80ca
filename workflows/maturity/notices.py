# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is told after an act on an item: its new owner, who may confirm a claim, who claimed what was sent back."""

from collections.abc import Iterator
from datetime import datetime

from workflows.maturity.boards import Board, Claim, Standing
from workflows.maturity.entries import Act, Entry
from workflows.maturity.rights import Circle
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.people import is_erased
from workflows.plain_notices import plain_notice

#: In whose group a second person is looked for first: the office, then the one other group that every office has.
_FIRST = ("ospo", "legal")
_SETTLING = frozenset({Act.CONFIRMED, Act.REFUSED, Act.REOPENED, Act.CLAIMED, Act.SET_ASIDE})


def after(
    entry: Entry, before: Standing, circle: Circle, organization: Organization, workspace: str
) -> tuple[Notice, ...]:
    """The notices of an act, whose ``entry`` has its sequence; ``before`` is how its item stood until then.

    A message that asked for what is settled by it is edited; nobody is told of what they did themselves.
    """
    return tuple(_after(entry, before, circle, organization, workspace))


def question(board: Board, standing: Standing, at: datetime, workspace: str) -> Notice:
    """The question of a week to the owner of an item, asked at that moment."""
    entry = Entry(board.model.name, Act.ASKED, at, standing.item.id, board.unit)
    name = _asked_name(entry, at)
    return _notice(name, name, "week", entry, standing.owner, workspace)


def asked_of(standing: Standing, claim: Claim, circle: Circle, organization: Organization) -> tuple[str, ...]:
    """Whom a claim asks for a second look: one group's private room, else those of that group who may confirm it.

    The OSPO first; where it has nobody else, legal, and then whichever group has somebody. Nobody: nobody could.
    """
    able = circle.confirmers(standing, claim)
    others = sorted(name for name in circle.members if name not in _FIRST)
    for name in (*_FIRST, *others):
        found = circle.members.get(name, frozenset()) & able
        if found:
            room = organization.room_of(name)
            return (room,) if room else tuple(sorted(found))
    return ()


def _after(
    entry: Entry, before: Standing, circle: Circle, organization: Organization, workspace: str
) -> Iterator[Notice]:
    base = f"maturity:{entry.sequence}"
    owner = str(entry.data.get("owner", "")) if entry.act is Act.ASSIGNED else ""
    if owner and owner != entry.by:
        yield _notice(f"{base}:owner", f"{base}:owner", "owner", entry, owner, workspace)
    asked = before.claim
    if asked is not None and entry.act in _SETTLING:
        for to in asked_of(before, asked, circle, organization):
            name = f"maturity:{asked.sequence}:claim:{to}"
            yield _notice(f"{base}:{name}", name, "claim", entry, to, workspace, claim=asked.sequence, ended=1)
    if asked is not None and entry.act is Act.REFUSED and entry.by != asked.by and not is_erased(asked.by):
        name, aside = f"{base}:refused", int(asked.evidence is None)
        yield _notice(name, name, "refused", entry, asked.by, workspace, aside=aside)
    if entry.act in {Act.CLAIMED, Act.SET_ASIDE}:
        claim = Claim(entry.sequence, entry.by, entry.at)
        for to in asked_of(before, claim, circle, organization):
            name = f"{base}:claim:{to}"
            yield _notice(name, name, "claim", entry, to, workspace, claim=entry.sequence)
    if before.asked_at is not None and before.owner and (before.looked_at or before.asked_at) <= before.asked_at:
        name = _asked_name(entry, before.asked_at)
        yield _notice(f"{base}:{name}", name, "week", entry, before.owner, workspace, ended=1)


def _asked_name(entry: Entry, at: datetime) -> str:
    return f"maturity:week:{entry.model}:{entry.unit}:{entry.item}:{int(at.timestamp())}"


def _notice(key: str, message: str, about: str, entry: Entry, to: str, workspace: str, **more: int) -> Notice:
    """``ended`` is of an edit alone, which makes no message where none stands."""
    return plain_notice(
        workspace,
        to,
        "maturity",
        message,
        key=key,
        detail={"about": about, "model": entry.model, "unit": entry.unit, "item": entry.item, **more},
    )
