# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Folding the log into a board: what each entry makes of its item, and what time alone takes away again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from workflows.maturity.boards import Board, Claim, ItemState, Standing
from workflows.maturity.entries import Act, Entry
from workflows.maturity.evidence import Evidence, read, read_proof
from workflows.maturity.models import Item, MaturityModel
from workflows.people import is_erased


def board_at(model: MaturityModel, entries: Iterable[Entry], now: datetime, unit: str = "") -> Board:
    """The board of a model, or of one unit in it, as it stood at a moment.

    ``entries`` are in the order of their sequence; those of other models, of other units and of later are passed over,
    and so are those of items that the model does not have.
    """
    items = {id_: _Folding(item) for id_, item in model.items.items()}
    newest = 0
    for entry in entries:
        if entry.model == model.name and entry.unit == unit and entry.at <= now:
            newest = max(newest, entry.sequence)
            if entry.item in items:
                items[entry.item].take(entry)
    standings = tuple(one.standing(model, now) for one in items.values())
    return Board(model, now, standings, unit, newest)


def boards_at(model: MaturityModel, entries: Iterable[Entry], now: datetime, units: Iterable[str]) -> list[Board]:
    """The boards of several units at a moment, in their order; the entries are gone through once."""
    of_unit: dict[str, list[Entry]] = {}
    for entry in entries:
        of_unit.setdefault(entry.unit, []).append(entry)
    return [board_at(model, of_unit.get(unit, ()), now, unit) for unit in units]


def version_at(entries: Iterable[Entry], model: str, at: datetime) -> str:
    """The version of a model that was in force at a moment; empty when none was noted by then."""
    noted = [one for one in entries if one.act is Act.MODEL and one.model == model and one.at <= at]
    return str(noted[-1].data["version"]) if noted else ""


@dataclass(slots=True)
class _Folding:
    """What the entries so far make of one item."""

    item: Item
    state: ItemState = ItemState.UNKNOWN
    since: datetime | None = None
    owner: str = ""
    due_on: date | None = None
    held: Evidence | None = None
    refuted_at: datetime | None = None
    claim: Claim | None = None
    aside: bool = False
    started: bool = False
    looked_at: datetime | None = None
    asked_at: datetime | None = None
    reason: str = ""
    settled: tuple[int, str] = (0, "")
    reason_of: Act | None = None

    def take(self, entry: Entry) -> None:
        """Go on by one entry."""
        self._lapse(entry.at)
        if entry.by and entry.act not in {Act.ASKED, Act.FACTS}:
            self.looked_at = entry.at
        _TAKING[entry.act](self, entry)
        self._move(entry.at, entry.at)

    def standing(self, model: MaturityModel, now: datetime) -> Standing:
        """Where the item stands after all of them."""
        self._lapse(now)
        until = self.refuted_at or (self.held.until(self.item) if self.held else None)
        return Standing(
            self.item, model.stage_of[self.item.id], self.state, self.since, self.owner, self.due_on, self.held, until,
            self.claim, self.reason, self.looked_at, self.asked_at, self.settled,
            self.reason_of if self.reason else None,
        )  # fmt: skip

    def _lapse(self, now: datetime) -> None:
        if self.held is not None and self.state is ItemState.EVIDENCED and now >= self.held.until(self.item):
            self._move(now, self.held.until(self.item))

    def _move(self, now: datetime, since: datetime) -> None:
        state = self._state_at(now)
        if state is not self.state:
            self.state, self.since = state, since

    def _state_at(self, now: datetime) -> ItemState:
        if self.aside:
            return ItemState.NOT_APPLICABLE
        if self.held is not None and not self.held.refuted and now < self.held.until(self.item):
            return ItemState.EVIDENCED
        if self.claim is not None and self.claim.evidence is not None:
            return ItemState.CLAIMED
        if self.held is not None:
            return ItemState.STALE
        if self.started:
            return ItemState.IN_PROGRESS
        return ItemState.NOT_STARTED if self.looked_at else ItemState.UNKNOWN

    def start(self, _: Entry) -> None:
        """Somebody has begun."""
        self.started = True

    def look(self, _: Entry) -> None:
        """Somebody said that it does not hold yet: that they looked is all."""

    def assign(self, entry: Entry) -> None:
        """It has another owner, or none."""
        self.owner = str(entry.data["owner"])

    def schedule(self, entry: Entry) -> None:
        """It is due on another day, or on none."""
        self.due_on = _day(str(entry.data["on"]))

    def claimed(self, entry: Entry) -> None:
        """Somebody showed evidence, which waits for a second person. Who claims what nobody owns, owns it."""
        renewal = bool(entry.data.get("renewal"))
        self.claim = Claim(entry.sequence, entry.by, entry.at, read(entry.data, entry.by), renewal=renewal)
        self.owner = self.owner or ("" if is_erased(entry.by) else entry.by)
        self.started = True

    def set_aside(self, entry: Entry) -> None:
        """Somebody said that it does not apply, which waits for a second person."""
        self.claim = Claim(entry.sequence, entry.by, entry.at, reason=str(entry.data["reason"]))

    def confirm(self, entry: Entry) -> None:
        """A second person looked at the claim, or who made it did because there is none."""
        claim = self.claim
        if claim is None or claim.sequence != entry.data["claim"]:
            return
        if claim.evidence is None:
            self.aside, self.held = True, None
            self.reason, self.reason_of = claim.reason, Act.SET_ASIDE
        else:
            alone = bool(entry.data.get("alone"))
            self.held = replace(claim.evidence, confirmed_by=entry.by, alone=alone)
            self.reason, self.due_on = "", None
        self.claim, self.refuted_at, self.settled = None, None, (claim.sequence, entry.by)

    def refuse(self, entry: Entry) -> None:
        """A second person looked at the claim and does not share it."""
        if self.claim is not None and self.claim.sequence == entry.data["claim"]:
            self.claim, self.reason, self.reason_of = None, str(entry.data["reason"]), Act.REFUSED

    def reopen(self, entry: Entry) -> None:
        """It does not hold, or does apply, whatever was said before."""
        self.claim, self.held, self.refuted_at, self.aside = None, None, None, False
        self.reason, self.reason_of = str(entry.data["reason"]), Act.REOPENED

    def proven(self, entry: Entry) -> None:
        """The office's own figures show it, or do not any more; what people showed is theirs."""
        proof = read_proof(entry.data)
        if self.aside:
            return
        if proof.holds:
            self.held, self.refuted_at, self.reason = Evidence(proof.until, proof=proof), None, ""
            self.claim = None if self.claim and self.claim.evidence else self.claim
        elif self.held is not None and self.held.proof is not None:
            self.held, self.refuted_at = replace(self.held, proof=proof), self.refuted_at or entry.at

    def restate(self, entry: Entry) -> None:
        """All of it as a file said, in place of whatever was there."""
        data = entry.data
        state = ItemState(str(data["state"]))
        self.claim = self.held = self.refuted_at = None
        self.owner, self.due_on = str(data.get("owner", "")), _day(str(data.get("due_on", "")))
        self.aside, self.reason = state is ItemState.NOT_APPLICABLE, str(data.get("reason", ""))
        self.reason_of = Act.SET_ASIDE if self.aside else Act.IMPORTED
        self.started = state not in {ItemState.UNKNOWN, ItemState.NOT_STARTED}
        self.looked_at = None if state is ItemState.UNKNOWN else entry.at
        if state is ItemState.CLAIMED:
            by = str(data["by"])
            self.claim = Claim(entry.sequence, by, entry.at, read(data, by))
        elif state in {ItemState.EVIDENCED, ItemState.STALE}:
            said = read(data, str(data["by"]))
            self.held = replace(said, confirmed_by=str(data["confirmed_by"]), alone=bool(data.get("alone")))

    def ask(self, entry: Entry) -> None:
        """Somebody was asked of it."""
        self.asked_at = entry.at

    def nothing(self, _: Entry) -> None:
        """An entry of the model, not of an item."""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_TAKING: dict[Act, Callable[[_Folding, Entry], None]] = {
    Act.STARTED: _Folding.start,
    Act.LOOKED: _Folding.look,
    Act.ASSIGNED: _Folding.assign,
    Act.DUE: _Folding.schedule,
    Act.CLAIMED: _Folding.claimed,
    Act.SET_ASIDE: _Folding.set_aside,
    Act.CONFIRMED: _Folding.confirm,
    Act.REFUSED: _Folding.refuse,
    Act.REOPENED: _Folding.reopen,
    Act.FACTS: _Folding.proven,
    Act.IMPORTED: _Folding.restate,
    Act.ASKED: _Folding.ask,
    Act.MODEL: _Folding.nothing,
}
