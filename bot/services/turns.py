# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whose turn it is in some requests, with places and expectations as they are at this moment."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from storage.database import UnitOfWork
from workflows.organization import Organization
from workflows.request import Request
from workflows.turns import REMEMBERED, Place, Turn, Turns, holders_of, subject_of, with_knowledge


async def turns_of(
    tx: UnitOfWork, requests: Iterable[Request], organization: Organization, now: datetime
) -> dict[int, Turns]:
    """The turns of open requests of one workspace, by number; those of a private one without places and dates."""
    turns = {one.number: (one, tuple(holders_of(one))) for one in requests if one.state.open}
    told = [(one, turn) for one, each in turns.values() for turn in each if turn.step and not one.private]
    if not told:
        return {number: Turns(now, each) for number, (_, each) in turns.items()}
    workspace = told[0][0].workspace
    places = await _places(tx, workspace, told)
    subjects = [subject_of(one, turn.group) for one, turn in told]
    paces = await tx.turns.paces(workspace, subjects, now - REMEMBERED)
    found = {}
    for number, (one, each) in turns.items():
        known = {} if one.private else {turn.group: paces.get(subject_of(one, turn.group)) for turn in each}
        found[number] = Turns(now, with_knowledge(each, places.get(number, {}), known, organization))
    return found


async def _places(tx: UnitOfWork, workspace: str, told: Iterable[tuple[Request, Turn]]) -> dict[int, dict[str, Place]]:
    """Places by number and holder: one read for each queue, however many requests stand in it."""
    queues = defaultdict[tuple[str, str], list[int]](list)
    for one, turn in told:
        queues[turn.holder, one.kind if one.confidential else ""].append(one.number)
    places = defaultdict[int, dict[str, Place]](dict)
    for (holder, room), numbers in queues.items():
        for number, place in (await tx.turns.places(workspace, holder, numbers, room)).items():
            places[number][holder] = place
    return places
