# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Old entries of the log without people and without what they wrote: what was shown is over by then, and counts stay.

Whoever owns an item now stays its owner, and why it is set aside now stays said: both are in force, however old.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from workflows.maturity.boards import Board, ItemState, Standing
from workflows.maturity.entries import Act, Data, Entry
from workflows.people import erased_id
from workflows.retention import ERASED, years_after

_OWNER, _PEOPLE, _TEXTS = "owner", ("by", "confirmed_by", "of"), ("note", "link")
#: What the office itself noted: figures, and versions of models.
_OURS = frozenset({Act.FACTS, Act.MODEL})
_Place = tuple[str, str, str]


def shown_requests(entries: Iterable[Entry]) -> frozenset[int]:
    """The numbers of the requests that these entries show as evidence."""
    numbers = (one.data.get("number") for one in entries)
    return frozenset(one for one in numbers if isinstance(one, int) and one)


def not_held(entries: Sequence[Entry], held: AbstractSet[int]) -> list[Entry]:
    """The entries but those of items that show a request on legal hold: what was said of it is held with it."""
    places = {_place(one) for one in entries if one.data.get("number") in held}
    return [one for one in entries if _place(one) not in places]


def forgotten(entries: Iterable[Entry], boards: Iterable[Board], years: int, today: date) -> list[Entry]:
    """The entries of one workspace that were kept for ``years`` and change by being forgotten, as they are then.

    ``entries`` are in their order, ``boards`` those that there are now. Everybody in the entries of an item becomes a
    number, so that two different people can still be told apart.
    """
    standings = {(board.model.name, board.unit, one.item.id): one for board in boards for one in board.standings}
    of_item = dict[_Place, list[Entry]]()
    for entry in entries:
        if entry.act not in _OURS:
            of_item.setdefault(_place(entry), []).append(entry)
    return [after for place, own in of_item.items() for after in _of_item(own, standings.get(place), years, today)]


def _place(entry: Entry) -> _Place:
    return entry.model, entry.unit, entry.item


def _of_item(entries: Sequence[Entry], standing: Standing | None, years: int, today: date) -> Iterator[Entry]:
    numbers = _Numbers(standing.owner if standing else "")
    reason = standing.reason if standing and standing.state is ItemState.NOT_APPLICABLE else ""
    for entry in entries:
        after = replace(entry, by=numbers.of(entry.by), data=_without(entry.data, numbers, reason))
        if after != entry and years_after(entry.at, years) <= today:
            yield after


def _without(data: Data, numbers: "_Numbers", reason: str) -> Data:
    said = {name: value for name, value in data.items() if name not in _TEXTS}
    said |= {name: numbers.of(str(said[name])) for name in _PEOPLE if name in said}
    if _OWNER in said and said[_OWNER] != numbers.owner:
        said[_OWNER] = ""  # nobody owns what somebody owned who is a number now
    if said.get("reason") not in {None, "", reason}:
        said["reason"] = ERASED
    return said


@dataclass(slots=True)
class _Numbers:
    """Numbers for everybody of one item but its owner."""

    owner: str
    known: dict[str, str] = field(default_factory=dict)

    def of(self, person: str) -> str:
        """The person without who it is."""
        if person in {"", self.owner}:
            return person
        return self.known.setdefault(person, erased_id(len(self.known) + 1))
