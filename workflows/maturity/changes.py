# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What changed between two boards of one model, each with its cause: no figure moves without one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflows.maturity.boards import Board, ItemState, Standing


class Cause(StrEnum):
    """Why what counts changed (domain.md §5). SET_ASIDE and APPLIES are re-scopings that people agreed on."""

    DONE = "done"
    EXPIRED = "expired"
    REOPENED = "reopened"
    ADDED = "added"
    REMOVED = "removed"
    RESCOPED = "re-scoped"
    SET_ASIDE = "set aside"
    APPLIES = "applies again"


@dataclass(frozen=True, slots=True)
class Change:
    """One item that changed. ``because`` is a phrase of ours: never a text that somebody wrote, never a person.

    ``at`` is when it came to stand as it does, where that is known; ``alone``: done on one person's word only.
    """

    item: str
    text: str
    stage: str
    stage_title: str
    cause: Cause
    because: str
    at: datetime | None = None
    unit: str = ""
    alone: bool = False


def changes(before: Board, after: Board) -> tuple[Change, ...]:
    """What changed from the one board to the other, in the model's order; what was removed comes last.

    Both are of the same model and unit, which may have had another version then.
    """
    known = {one.item.id: one for one in before.standings}
    found = [
        one for standing in after.standings for one in _of(known.pop(standing.item.id, None), standing, after.unit)
    ]
    gone = "the model does not ask for it any more"
    return (*found, *(_change(one, Cause.REMOVED, gone, after.unit) for one in known.values()))


def _of(before: Standing | None, after: Standing, unit: str) -> Iterator[Change]:
    if before is None:
        yield _change(after, Cause.ADDED, "the model asks for it now", unit)
        before = Standing(after.item, after.stage)
    elif moved := _moved(before, after):
        yield _change(after, Cause.RESCOPED, moved, unit)
    evidenced = before.state is ItemState.EVIDENCED, after.state is ItemState.EVIDENCED
    if before.applies and not after.applies:
        yield _change(after, Cause.SET_ASIDE, "agreed to be not applicable", unit)
    elif after.applies and not before.applies:
        yield _change(after, Cause.APPLIES, "it is not set aside any more", unit)
    if evidenced == (False, True) or (all(evidenced) and before.alone and not after.alone):
        yield _change(after, Cause.DONE, _why_done(after), unit)
    elif evidenced == (True, False) and after.applies:
        yield _change(after, *_why_lost(before, after), unit)


def _moved(before: Standing, after: Standing) -> str:
    if before.stage.name != after.stage.name:
        return f"moved from {before.stage.title} to {after.stage.title}"
    return "its text was changed" if before.item.text != after.item.text else ""


def _why_done(after: Standing) -> str:
    evidence = after.evidence
    if evidence is not None and evidence.proof is not None:
        return "the office's own records show it"
    return "confirmed by its claimer alone" if after.alone else "confirmed by a second person"


def _why_lost(before: Standing, after: Standing) -> tuple[Cause, str]:
    """Lost by itself, when its evidence stays and does not count any more, or taken back by somebody."""
    if after.evidence is None:
        return Cause.REOPENED, "somebody opened it again"
    if after.evidence.proof is not None and not after.evidence.proof.holds:
        return Cause.EXPIRED, "the office's own records do not show it any more"
    if after.state is ItemState.CLAIMED:
        return Cause.EXPIRED, "what was claimed since waits for a second person"
    return Cause.EXPIRED, f"nobody has looked since {(before.evidence or after.evidence).on.isoformat()}"


def _change(standing: Standing, cause: Cause, because: str, unit: str) -> Change:
    return Change(
        item=standing.item.id,
        text=standing.item.text,
        stage=standing.stage.name,
        stage_title=standing.stage.title,
        cause=cause,
        because=because,
        at=standing.since if cause not in {Cause.ADDED, Cause.REMOVED, Cause.RESCOPED} else None,
        unit=unit,
        alone=cause is Cause.DONE and standing.alone,
    )
