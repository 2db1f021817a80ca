# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""One person out of a request, when they ask for it: who they are, and what they wrote as its requester.

What the office decided, when, for which group and why stays: the company has to be able to prove it (GDPR article 17,
paragraph 3, letters b and e). It stays until retention.py erases all of it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from workflows.appealing import appealable_until
from workflows.discussing import DISCUSSION
from workflows.events import Event
from workflows.kind import RequestKind
from workflows.organization import Organization
from workflows.people import Person, erased_id
from workflows.request import Request, State
from workflows.retention import ADOPTER, ERASED, kept_answers, names_to_erase, wordless
from workflows.side_room import NOTED

#: What an ``erased`` event says when it was for this.
ON_DEMAND = "person"
_UNNAMED = "erased"
#: Events that hold what the requester asked, whoever did what they tell of.
_ASKED = frozenset({"submitted", "revised"})


def kept_because(request: Request, organization: Organization, now: datetime, *, held: bool) -> str:
    """Why nobody can be taken out of a request now; empty when they can. Running it later finds what has ended.

    While it may be appealed, who declined it has to be known: they do not decide it again.
    """
    if held:
        return "on legal hold"
    if request.state.open:
        return "still open: withdraw it, or let it be decided"
    if request.under_embargo:
        return "under embargo"
    if request.precedent:
        return "its answer holds as a precedent"
    still = (f"{why} until {end.date().isoformat()}" for why, end in _ends(request, organization) if end > now)
    return next(still, "")


def _ends(request: Request, organization: Organization) -> Iterator[tuple[str, datetime]]:
    if appeal := appealable_until(request, organization):
        yield "it can be appealed", appeal
    if request.state is State.APPROVED:
        ends = [one.due_at for one in request.open_obligations if one.due_at]
        ends += [request.expires_at] if request.expires_at else []
        yield from (("its approval is in force", one) for one in sorted(ends)[-1:])


def without(request: Request, kind: RequestKind | None, person: Person) -> Request:
    """The request with a number in the place of a person, and without what they wrote where they made it."""
    if person == request.requester:
        request = _unsaid(request, kind)
    request = request.model_copy(update={"route": _unnamed(request, person)})
    document = request.model_dump(mode="json")
    instead = free_number(_strings(document))
    changed = {name: one if name == "route" else _renamed(one, person.id, instead) for name, one in document.items()}
    return Request.model_validate(changed)


def texts_of(
    events: Iterable[Event], kind: RequestKind | None, request: Request, person: Person
) -> dict[int, frozenset[str]]:
    """The names of the texts to erase, by the sequence of their event: that it was them, and what they wrote.

    A note of a side room is advice to the company, and stays with who wrote it; so does what a reviewer wrote.
    """
    found = {one.sequence: _of_event(one, kind, request, person) for one in events if one.kind != NOTED}
    return {sequence: names for sequence, names in found.items() if names}


def free_number(ids: Collection[str]) -> str:
    """The first number that stands for nobody yet among these ids."""
    number = 1
    while erased_id(number) in ids:
        number += 1
    return erased_id(number)


def _of_event(event: Event, kind: RequestKind | None, request: Request, person: Person) -> frozenset[str]:
    texts = {name: text for name, (_, text) in event.private.items()}
    names = frozenset(name for name, text in texts.items() if text in {person.id, f"@{person.id}"})
    by_them = texts.get("actor") == person.id
    if person == request.requester and (by_them or event.kind in _ASKED):  # the OSPO may have opened it again
        return names | (names_to_erase([event], kind, request) - (set() if by_them else {"actor"}))
    if not by_them:
        return names
    return names | texts.keys() if event.kind in DISCUSSION else names


def _unsaid(request: Request, kind: RequestKind | None) -> Request:
    kept = kept_answers(request, kind)
    questions = tuple(one.model_copy(update={"answer": _erased(one.answer), "before": {}}) for one in request.questions)
    items = tuple(
        one.model_copy(update={"mark": _silent(one.mark, request.requester, "evidence", "note")})
        for one in request.checklist
    )
    owed = tuple(_silent(one, request.requester, "evidence", "reason") for one in request.obligations)
    overturned = tuple(_silent(one, request.requester, "reason") for one in request.overturned)
    return request.model_copy(
        update={
            "title": _erased(request.title),
            "answers": {name: answer for name, answer in request.answers.items() if name in kept},
            "facts": wordless(request.facts),
            "questions": questions,
            "checklist": items,
            "obligations": owed,
            "overturned": overturned,
            "pull_request": _erased(request.pull_request),
        }
    )


def _silent(said: Any, by: Person, *texts: str) -> Any:
    """What somebody said, without the words if it was them."""
    if said is None or said.by != by:
        return said
    return said.model_copy(update={name: _erased(getattr(said, name)) for name in texts})


def _erased(text: str) -> str:
    return ERASED if text else ""


def _unnamed(request: Request, person: Person) -> Any:
    route = request.route
    if route.adoption.adopted_by == person.id:
        route = route.model_copy(update={"adoption": route.adoption.model_copy(update={"adopted_by": ADOPTER})})
    named = (one.model_copy(update={"person": _UNNAMED}) if one.person == person.id else one for one in route.steps)
    return route.model_copy(update={"steps": tuple(named)})


def _renamed(value: Any, person: str, instead: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _renamed(one, person, instead) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, person, instead) for one in value]
    return {person: instead, f"@{person}": f"@{instead}"}.get(value, value) if isinstance(value, str) else value


def _strings(value: Any) -> frozenset[str]:
    if isinstance(value, Mapping):
        return frozenset().union(*(_strings(one) for one in value.values()))
    if isinstance(value, list):
        return frozenset().union(*(_strings(one) for one in value))
    return frozenset({value}) if isinstance(value, str) else frozenset()
