# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A board as rows of a file, there and back: what is exported can be imported again, and says who showed what."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field as Constrained

from workflows.errors import FormProblems
from workflows.maturity.acts import LONGEST_REASON, checked
from workflows.maturity.boards import Board, ItemState, Standing
from workflows.maturity.entries import Act, Data, Entry
from workflows.maturity.evidence import Evidence, written
from workflows.model import Value
from workflows.text import cleaned, one_line

_SHOWN = frozenset({ItemState.CLAIMED, ItemState.EVIDENCED, ItemState.STALE})
_USER = r"^$|^[UW][A-Z0-9]+$"
#: The same, or the number of somebody who was erased (forgetting.py).
_ANYBODY = rf"{_USER}|^erased-[0-9]+$"
#: What a file calls the state of what was lost.
_WORDS = {ItemState.STALE: "lost"}


class ItemRow(Value):
    """One item of one board. People are Slack ids; days are ISO dates; ``figures`` is for reading alone.

    A row with ``figures`` is shown by the office's own records: an import leaves it to them.
    """

    model: str
    unit: str = ""
    item: str
    state: str = "unknown"
    owner: str = Constrained("", pattern=_USER)
    due_on: date | None = None
    on: date | None = None
    link: str = ""
    number: int = Constrained(0, ge=0, lt=10**9)
    note: str = ""
    people: int = Constrained(0, ge=0)
    by: str = Constrained("", pattern=_ANYBODY)
    confirmed_by: str = Constrained("", pattern=_ANYBODY)
    alone: bool = False
    reason: str = ""
    figures: str = ""


COLUMNS = tuple(ItemRow.model_fields)


def row_of(board: Board, standing: Standing) -> ItemRow:
    """An item as a row: a claim shows what it claims, everything else what counted last."""
    claim = standing.claim if standing.state is ItemState.CLAIMED else None
    shown = claim.evidence if claim else standing.evidence
    proof = shown.proof if shown else None
    said = shown if shown and not proof else None
    return ItemRow(
        model=board.model.name,
        unit=board.unit,
        item=standing.item.id,
        state=_WORDS.get(standing.state, standing.state.value),
        owner=standing.owner,
        due_on=standing.due_on,
        reason=standing.reason,
        figures=f"{proof.figures}: {proof.query}" if proof else "",
        **_evidence(said),
    )


def plain(row: ItemRow) -> dict[str, Any]:
    """The row as a file has it: only what it says."""
    return {name: value for name, value in row if value not in ("", None, 0, False)}


def problems_of(row: ItemRow, board: Board | None, today: date) -> Iterator[str]:
    """What is wrong with a row, in sentences; ``board`` is None where there is no such model or unit."""
    if board is None:
        of = f" for the unit `{row.unit}`" if row.unit else ""
        yield f"there is no model `{row.model}`{of}"
        return
    standing = board.standing(row.item)
    if standing is None:
        yield f"the model `{row.model}` has no item `{row.item}`"
        return
    if row_of(board, standing) == row:
        return  # also where its link was erased since
    state = _state(row.state)
    if state is None:
        listed = ", ".join(_WORDS.get(one, one.value) for one in ItemState)
        yield f"`{row.state}` is no state: it must be one of {listed}"
        return
    if state is ItemState.NOT_APPLICABLE and not row.reason.strip():
        yield "not_applicable needs a reason"
    if len(row.reason) > LONGEST_REASON:
        yield f"`reason`: Please shorten this to {LONGEST_REASON} characters."
    if state in _SHOWN and not row.figures:
        yield from _evidence_problems(row, state, standing, today)


def entry_of(row: ItemRow, board: Board, now: datetime) -> Entry | None:
    """The entry that makes the item stand as the row says; None where it does, or where figures show it."""
    standing, state = board.standing(row.item), _state(row.state)
    if standing is None or state is None or row.figures or row_of(board, standing) == row:
        return None
    return Entry(board.model.name, Act.IMPORTED, now, row.item, row.unit, data=_data(row, state))


def _data(row: ItemRow, state: ItemState) -> Data:
    said: dict[str, str | int | bool] = {"state": state.value, "owner": row.owner, "reason": cleaned(row.reason)}
    if row.due_on is not None:
        said["due_on"] = row.due_on.isoformat()
    if state in _SHOWN and row.on is not None:
        said |= {**written(_shown(row, row.on)), "by": row.by}
        if state is not ItemState.CLAIMED:
            said |= {"confirmed_by": row.confirmed_by, "alone": row.alone}
    return {name: value for name, value in said.items() if value not in ("", False)}


def _evidence(shown: Evidence | None) -> Mapping[str, Any]:
    if shown is None:
        return {}
    names = ("on", "link", "number", "note", "people", "by", "confirmed_by", "alone")
    return {name: getattr(shown, name) for name in names}


def _shown(row: ItemRow, on: date) -> Evidence:
    return Evidence(on, link=one_line(row.link), number=row.number, note=cleaned(row.note), people=row.people)


def _evidence_problems(row: ItemRow, state: ItemState, standing: Standing, today: date) -> Iterator[str]:
    words = row.state
    if row.on is None:
        yield f"{words} needs `on`: the day for which it was shown"
        return
    try:  # evidence of the past may have lapsed since, and says so by itself
        checked(_shown(row, row.on), standing.item, min(row.on, today))
    except FormProblems as refused:
        yield from (f"`{name}`: {sentence}" for name, sentence in refused.problems.items())
    if not row.by:
        yield f"{words} needs `by`: who showed it"
    if state is ItemState.CLAIMED:
        return
    if not row.confirmed_by:
        yield f"{words} needs `confirmed_by`: the second person who looked"
    elif (row.confirmed_by in {row.by, row.owner}) != row.alone:
        yield "`confirmed_by` has to be somebody who neither showed nor owns it; else it was confirmed `alone`"


def _state(word: str) -> ItemState | None:
    return next((one for one in ItemState if word in {one.value, _WORDS.get(one, "")}), None)


def repeated(rows: Iterable[ItemRow]) -> frozenset[tuple[str, str, str]]:
    """The items that are in a file more than once, as model, unit and item."""
    seen: set[tuple[str, str, str]] = set()
    twice: set[tuple[str, str, str]] = set()
    for row in rows:
        key = (row.model, row.unit, row.item)
        (twice if key in seen else seen).add(key)
    return frozenset(twice)
