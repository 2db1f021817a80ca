# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The checklist of a request: who may mark which item, what follows from it, and what an edit leaves of it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from workflows.conditions import names_in
from workflows.errors import AlreadyDecided, NotInCharge, NotPossibleNow, OwnRequest, StaleRevision, TextNeeded
from workflows.items import REQUESTER, Item, ItemState, Mark
from workflows.kind import RequestKind
from workflows.people import Person
from workflows.request import Request, Review, State, StepState
from workflows.reviewer import Reviewer
from workflows.stages import staged
from workflows.text import cleaned
from workflows.transitions import ALL_CLEARED, decided, happened, still_kept, waiting

#: Nobody else may say of an item of the requester that it does not apply (domain.md §5: a second person).
_SECOND_PERSON = "ospo"


def mark(
    request: Request,
    name: str,
    state: ItemState,
    *,
    by: Reviewer,
    now: datetime,
    evidence: str = "",
    note: str = "",
) -> Request:
    """Say where an item stands. Clearing the last blocker opens what waited for it, or decides when nothing else did.

    The same mark again is there already: the request itself comes back. Raises NotInCharge, OwnRequest, NotPossibleNow,
    AlreadyDecided, StaleRevision or TextNeeded.
    """
    item = permitted(request, name, state, by)
    given = Mark(
        state=state, by=by.person, role=_role(request, item, by), at=now, evidence=evidence, note=cleaned(note)
    )
    if item.mark is not None and item.mark.model_copy(update={"at": now}) == given:
        return request
    _check_open(request, item, state, by)
    _check_words(item, given)
    items = tuple(one.model_copy(update={"mark": given}) if one.name == name else one for one in request.checklist)
    data = {"item": name, "state": state.value, "role": given.role, "revision": request.revision}
    texts = {"evidence": given.evidence, "note": given.note}
    request = request.model_copy(update={"checklist": items})
    return settled(happened(request, "checked", now, by.person, data, texts), now)


def permitted(request: Request, name: str, state: ItemState, by: Reviewer) -> Item:
    """The item, if this person may say so of it at all: asked first, so that nobody learns more than they may."""
    item = next((one for one in request.checklist if one.name == name), None)
    if item is None:
        raise NotPossibleNow(request.name, "mark that item", "without such an item")
    if may_mark(request, item, state, by.person, by.groups):
        still_kept(request)
        return item
    if by.person == request.requester and item.owner != REQUESTER:
        raise OwnRequest(request.name)
    raise NotInCharge(_SECOND_PERSON if item.owner == REQUESTER and by.person == request.requester else item.owner)


def may_mark(request: Request, item: Item, state: ItemState, person: Person, groups: Collection[str]) -> bool:
    """Whether somebody in these groups may say this of an item.

    The requester sees to their own items, but that one does not apply is said by the OSPO; a group sees to its own, and
    who was asked by name, such as a manager, to the conditions they set: they need not be in the group.
    """
    own = person == request.requester
    if item.owner == REQUESTER:
        return (own and state is not ItemState.NOT_APPLICABLE) or (
            not own and state is not ItemState.DONE and _SECOND_PERSON in groups
        )
    return not own and (item.owner in groups or _set_by(request, item) == person)


def settled(request: Request, now: datetime, because: str = ALL_CLEARED) -> Request:
    """Whose turn it is after something was cleared or opened; approved when nothing at all is missing any more."""
    if not request.state.open:
        return request
    complete = bool(request.steps) and all(step.state is StepState.APPROVED for step in request.steps)
    if complete and not request.blockers:
        return decided(request, State.APPROVED, now, because=because)
    return waiting(staged(request, now))


def with_conditions(request: Request) -> Request:
    """The request with every condition of its approvals as a blocking item of the group that set it.

    Those that are there keep their marks, and those of dropped approvals go. Kinds without a checklist leave conditions
    to the requester.
    """
    items = [item for item in request.checklist if not item.condition_of]
    there = [item for item in request.checklist if item.condition_of]
    if not items:
        return request.model_copy(update={"checklist": ()}) if there else request
    number = len(there)
    for step, review, text in _conditions(request):
        known = next((item for item in there if (item.condition_of, item.text) == (step, text)), None)
        if known is None:
            number += 1
            known = _condition(f"condition_{_edition(request)}_{number}", step, review.role, text)
        else:
            there.remove(known)
        items.append(known)
    return request.model_copy(update={"checklist": tuple(items)})


def kept(kind: RequestKind, before: Request, now: Iterable[Item], changed: set[str]) -> tuple[Item, ...]:
    """The items of a new route with the marks that an edit of these fields leaves standing, and the old conditions.

    A mark falls when the item reads otherwise, has another owner, or looks at what was edited.
    """
    marks = {item.name: item for item in before.checklist}
    items = (_kept(item, marks.get(item.name), _looks_at(kind, item.name) & changed) for item in now)
    return (*items, *(item for item in before.checklist if item.condition_of))


def _conditions(request: Request) -> Iterator[tuple[str, Review, str]]:
    for step in request.steps:
        for review in step.reviews:
            yield from ((step.name, review, text) for text in review.conditions)


def _edition(request: Request) -> str:
    """What tells conditions that were dropped from later ones: the revision, and how often something was reopened."""
    times = len(request.overturned)
    return f"{request.revision}_{times}" if times else str(request.revision)


def _condition(name: str, step: str, group: str, text: str) -> Item:
    return Item(name=name, title="Condition", text=text, owner=group, asked_for=group, blocker=True, condition_of=step)


def _kept(item: Item, before: Item | None, touched: set[str]) -> Item:
    if before is None or before.mark is None or touched:
        return item
    same = before.model_copy(update={"mark": None, "auto": item.auto}) == item
    return item.model_copy(update={"mark": before.mark}) if same else item


def _looks_at(kind: RequestKind, name: str) -> set[str]:
    """What an item is about; one that an inventory ticks is also about the license that this was compared with."""
    inventory = kind.inventory
    into = set(inventory.into) if inventory and inventory.clears == name else set[str]()
    return into | {
        field for item in kind.checklist if item.rule == name for field in _fields(item.shows, item.when, item.auto)
    }


def _fields(shows: Iterable[str], *conditions: str) -> Iterator[str]:
    yield from shows
    for condition in conditions:
        yield from (one.partition(".")[2] for one in names_in(condition))


def _set_by(request: Request, item: Item) -> Person | None:
    """The person by whose name the step was asked for that set the item as a condition."""
    return next((step.person for step in request.steps if step.name == item.condition_of), None)


def _role(request: Request, item: Item, by: Reviewer) -> str:
    if item.owner != REQUESTER:
        return item.owner
    return REQUESTER if by.person == request.requester else _SECOND_PERSON


def _check_open(request: Request, item: Item, state: ItemState, by: Reviewer) -> None:
    settled_with = item.blocker and (state is ItemState.OPEN or not item.open)  # what the approval rested on stays
    if not request.state.open and (request.state is not State.APPROVED or settled_with):
        raise AlreadyDecided(request.name, request.state.words)
    if by.revision != request.revision:
        raise StaleRevision(request.name, request.revision)


def _check_words(item: Item, given: Mark) -> None:
    if given.state is ItemState.NOT_APPLICABLE and not given.note:
        raise TextNeeded("why it does not apply")
    if given.state is ItemState.DONE and item.evidence_required and not given.evidence:
        raise TextNeeded(f"where the evidence is ({item.evidence})" if item.evidence else "where the evidence is")
