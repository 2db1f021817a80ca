# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do with the items of a board: each act is checked against the board and becomes an entry of the log.

Each gives None where it is done already, such as for a second click, and raises a Refusal where it may not be done.
docs/maturity.md has the table of states and acts.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from workflows import forms
from workflows.errors import FormProblems, Refusal, TextNeeded
from workflows.maturity.boards import Board, Claim, ItemState, Standing
from workflows.maturity.entries import Act, Data, Entry
from workflows.maturity.evidence import HOLDS, POLICY_HOLDS, Evidence, written
from workflows.maturity.models import Item
from workflows.maturity.possible import proven, trained
from workflows.maturity.refusals import (
    NothingToConfirm,
    NotPossibleForItem,
    NotYoursToConfirm,
    SecondPersonNeeded,
    UnknownItem,
)
from workflows.maturity.rights import Circle
from workflows.text import cleaned, one_line

LONGEST_NOTE, LONGEST_REASON = 500, 500
_MOST_PEOPLE = 1_000_000
_BEFORE_CLAIM = frozenset({ItemState.UNKNOWN, ItemState.NOT_STARTED, ItemState.IN_PROGRESS})
_REOPENABLE = frozenset({ItemState.CLAIMED, ItemState.EVIDENCED, ItemState.STALE, ItemState.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Move:
    """One act: on which board and item, by whom, when, and which day it is at the office."""

    board: Board
    item: str
    circle: Circle
    now: datetime
    today: date

    @property
    def standing(self) -> Standing:
        """Where the item stands. Raises UnknownItem."""
        found = self.board.standing(self.item)
        if found is None:
            raise UnknownItem
        return found

    def entry(self, act: Act, data: Data | None = None) -> Entry:
        """The entry of an act."""
        board = self.board
        return Entry(board.model.name, act, self.now, self.item, board.unit, self.circle.person, data or {})

    def possible(self, action: str, states: frozenset[ItemState]) -> Standing:
        """Where the item stands. Raises NotPossibleForItem where it stands elsewhere than ``action`` takes."""
        standing = self.standing
        if standing.state not in states:
            raise NotPossibleForItem(action, standing.state.words)
        return standing


def start(move: Move) -> Entry | None:
    """Say that it was begun."""
    move.circle.check_works(move.standing)
    standing = move.possible("begin it", _BEFORE_CLAIM)
    return None if standing.state is ItemState.IN_PROGRESS else move.entry(Act.STARTED)


def look(move: Move) -> Entry | None:
    """Say that it does not hold yet, which is an answer."""
    move.circle.check_works(move.standing)
    move.possible("say that it does not hold yet", _BEFORE_CLAIM | {ItemState.CLAIMED})
    return move.entry(Act.LOOKED)


def assign(move: Move, owner: str) -> Entry | None:
    """Give it an owner by id, or none."""
    move.circle.check_leads(move.standing)
    standing = move.possible("give it an owner", frozenset(ItemState) - {ItemState.NOT_APPLICABLE})
    return None if standing.owner == owner else move.entry(Act.ASSIGNED, {"owner": owner})


def schedule(move: Move, on: date | None) -> Entry | None:
    """Say until when it should be shown; None: no day. Raises FormProblems for a day that is over."""
    move.circle.check_leads(move.standing)
    standing = move.possible("give it a date", frozenset(ItemState) - {ItemState.NOT_APPLICABLE})
    if on is not None and on < move.today:
        raise FormProblems({"on": f"Please choose a day from today on: {on.isoformat()} is over."})
    return None if standing.due_on == on else move.entry(Act.DUE, {"on": on.isoformat() if on else ""})


def claim(move: Move, shown: Evidence) -> Entry | None:
    """Show evidence, which waits for a second person. Raises FormProblems for evidence that cannot be taken."""
    move.circle.check_works(move.standing)
    standing = move.possible("claim it", frozenset(ItemState) - {ItemState.NOT_APPLICABLE})
    _not_proven(standing, "claim it")
    if shown.people and not move.circle.in_office:
        raise FormProblems({"people": "Only the OSPO records trainings. Please leave this empty."})
    evidence = checked(shown, standing.item, move.today)
    pending = standing.claim
    if pending is not None and pending.evidence == replace(evidence, by=pending.by) and _same(pending, move):
        return None
    return move.entry(Act.CLAIMED, written(evidence))


def renew(move: Move, on: date) -> Entry | None:
    """Say of what was evidenced that it still holds on a day, which waits for a second person like any claim.

    Who took part in a training is not said again: they would be counted twice.
    """
    move.circle.check_works(move.standing)
    standing = move.possible("renew it", frozenset({ItemState.EVIDENCED, ItemState.STALE}))
    _not_proven(standing, "renew it")
    held = standing.evidence
    if held is None or held.proof is not None:
        raise NotPossibleForItem("renew it", "lost with its figures")
    evidence = checked(replace(held, on=on, people=0, confirmed_by="", alone=False), standing.item, move.today)
    pending = standing.claim
    if pending is not None and pending.renewal and pending.evidence and pending.evidence.on == on:
        return None
    return move.entry(Act.CLAIMED, written(evidence) | {"renewal": True})


def set_aside(move: Move, reason: str) -> Entry | None:
    """Say why it does not apply, which waits for a second person. Raises TextNeeded."""
    move.circle.check_works(move.standing)
    standing = move.possible("set it aside", frozenset(ItemState))
    said = _reason(reason, "why it does not apply")
    if standing.state is ItemState.NOT_APPLICABLE or (standing.claim and standing.claim.reason == said):
        return None
    return move.entry(Act.SET_ASIDE, {"reason": said})


def confirm(move: Move, of: int) -> Entry | None:
    """Confirm the claim of that sequence as a second person.

    Where nobody else could, its claimer confirms it alone, which is counted apart. Raises NothingToConfirm,
    SecondPersonNeeded, NotYoursToConfirm.
    """
    standing = move.standing
    if standing.settled == (of, move.circle.person):  # the answer to their first click was lost
        return None
    pending = _pending(standing, of)
    alone = move.circle.alone_with(standing, pending)
    if not alone:
        _as_second(move, standing, pending)
    if pending.evidence is not None and pending.evidence.until(standing.item) <= move.now:
        raise NotPossibleForItem("confirm it", "claimed with evidence that has lapsed meanwhile")
    return move.entry(Act.CONFIRMED, {"claim": of, "alone": True} if alone else {"claim": of})


def refuse(move: Move, of: int, reason: str) -> Entry | None:
    """Refuse the claim of that sequence with a reason. Raises like confirm, and TextNeeded."""
    standing = move.standing
    pending = _pending(standing, of)
    if move.circle.person != pending.by:  # who takes their own claim back needs nobody
        _as_second(move, standing, pending)
    return move.entry(Act.REFUSED, {"claim": of, "reason": _reason(reason, "what is missing")})


def reopen(move: Move, reason: str) -> Entry | None:
    """Say that it does not hold, or does apply, whatever was said before. Raises TextNeeded."""
    move.circle.check_works(move.standing)
    standing = move.possible("open it again", _REOPENABLE)
    if not trained(standing):
        _not_proven(standing, "open it again")
    return move.entry(Act.REOPENED, {"reason": _reason(reason, "why it is open again")})


def checked(shown: Evidence, item: Item, today: date) -> Evidence:
    """The evidence with its texts cleaned. Raises FormProblems, with a sentence for each part that cannot be taken."""
    problems: dict[str, str] = {}
    link = one_line(shown.link)
    if link:
        try:
            link = forms.address(link)
        except Refusal as refused:
            problems["link"] = refused.sentence
    elif not shown.number:
        problems["link"] = "Please give a link or the number of a request: somebody else has to be able to look at it."
    term = POLICY_HOLDS if item.policy else HOLDS
    if shown.on > today:
        problems["on"] = f"Please choose today or a day before: {shown.on.isoformat()} is still to come."
    elif today - shown.on >= term:
        problems["on"] = f"Evidence says for {term.days} days that something holds. Please look again, and say when."
    if not 0 <= shown.people <= _MOST_PEOPLE:
        problems["people"] = "Please give a number of people."
    note = cleaned(shown.note)
    if len(note) > LONGEST_NOTE:
        problems["note"] = f"Please shorten this to {LONGEST_NOTE} characters: the evidence is behind the link."
    if problems:
        raise FormProblems(problems)
    return replace(shown, link=link, note=note)


def _reason(text: str, what: str) -> str:
    said = cleaned(text)
    if not said:
        raise TextNeeded(what)
    if len(said) > LONGEST_REASON:
        raise FormProblems({"reason": f"Please shorten this to {LONGEST_REASON} characters."})
    return said


def _pending(standing: Standing, of: int) -> Claim:
    if standing.claim is None or standing.claim.sequence != of:
        raise NothingToConfirm
    return standing.claim


def _as_second(move: Move, standing: Standing, pending: Claim) -> None:
    if move.circle.person in {pending.by, standing.owner}:
        raise SecondPersonNeeded
    if move.circle.person not in move.circle.confirmers(standing, pending):
        raise NotYoursToConfirm


def _not_proven(standing: Standing, action: str) -> None:
    if proven(standing):
        raise NotPossibleForItem(action, "shown by the office's own records")


def _same(pending: Claim, move: Move) -> bool:
    return pending.by == move.circle.person
