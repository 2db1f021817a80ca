# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which acts somebody may do with an item where it stands now, so that nobody is offered what would be refused."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from workflows.maturity.boards import ItemState, Standing
from workflows.maturity.facts import TRAININGS
from workflows.maturity.rights import Circle

Possible: TypeAlias = Literal[
    "start", "later", "assign", "due", "claim", "train", "renew", "waive", "confirm", "refuse", "reopen"
]
_OPEN = frozenset({ItemState.UNKNOWN, ItemState.NOT_STARTED, ItemState.IN_PROGRESS})


def possible(standing: Standing, circle: Circle) -> frozenset[Possible]:
    """The acts (acts.py) that would not be refused: ``later`` is look, ``train`` a claim with people.

    ``waive`` is to set aside.
    """
    return frozenset((*_leading(standing, circle), *_working(standing, circle), *_settling(standing, circle)))


def proven(standing: Standing) -> bool:
    """Whether the office's own records show it now, so that nobody has to.

    They do not any more where the model's rule was taken away: what they showed counts until it is too old.
    """
    shown = standing.evidence is not None and standing.evidence.proof is not None and standing.item.evidence is not None
    return shown and standing.state is ItemState.EVIDENCED


def trained(standing: Standing) -> bool:
    """Whether trainings show it, which people recorded and may take back."""
    return bool(standing.evidence and standing.evidence.proof and standing.evidence.proof.fact == TRAININGS)


def _leading(standing: Standing, circle: Circle) -> Iterator[Possible]:
    if circle.may_lead() and standing.applies:
        yield from ("assign", "due")


def _working(standing: Standing, circle: Circle) -> Iterator[Possible]:
    if not circle.may_work(standing):
        return
    if standing.state in _OPEN - {ItemState.IN_PROGRESS}:
        yield "start"
    if standing.state in _OPEN | {ItemState.CLAIMED}:
        yield "later"
    if standing.state not in _OPEN and (not proven(standing) or trained(standing)):
        yield "reopen"
    if standing.applies:
        yield "waive"
    if standing.applies and not proven(standing):
        yield "claim"
        rule = standing.item.evidence
        if circle.in_office and rule is not None and rule.fact == TRAININGS:
            yield "train"
    if standing.state in {ItemState.EVIDENCED, ItemState.STALE} and standing.evidence and not standing.evidence.proof:
        yield "renew"


def _settling(standing: Standing, circle: Circle) -> Iterator[Possible]:
    claim = standing.claim
    if claim is None:
        return
    taken = circle.person in {claim.by, standing.owner}
    second = not taken and circle.person in circle.confirmers(standing, claim)
    if second or circle.alone_with(standing, claim):
        yield "confirm"
    if second or circle.person == claim.by:
        yield "refuse"
