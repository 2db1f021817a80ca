# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What happens to an embargo: it begins, people take part, it is put off, and a person lifts it; time never does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from workflows.embargoed import Embargo
from workflows.errors import NotInCharge, NotPossibleNow, Refusal, TextNeeded
from workflows.people import Person
from workflows.request import Request
from workflows.reviewer import Reviewer
from workflows.text import cleaned
from workflows.told import Told
from workflows.transitions import happened

BEGAN, INVITED, LEFT = "embargo_began", "embargo_invited", "embargo_left"
POSTPONED, ASKED, LIFTED = "embargo_postponed", "embargo_asked", "embargo_lifted"
#: None of them changes what is posted of the request itself.
EMBARGO_EVENTS = frozenset({BEGAN, INVITED, LEFT, POSTPONED, ASKED, LIFTED})


def begun(request: Request, before: Request | None, now: datetime) -> Request:
    """The request with its embargo, where its lane has one and it has none yet.

    One that was lifted and is private anew begins another, into which nobody was let yet.
    """
    days, known = request.route.embargo_days, request.embargo
    anew = known is not None and known.lifted and before is not None and not before.private
    if not days or (known is not None and not anew):
        return request
    lift_on = now.date() + timedelta(days=days)
    request = request.model_copy(update={"embargo": Embargo(began=now, lift_on=lift_on)})
    return happened(request, BEGAN, now, None, {"lift_on": lift_on.isoformat()})


def takes_part(request: Request, person: Person) -> bool:
    """Whether somebody was let into the embargo by name."""
    return request.embargo is not None and request.private and person in request.embargo.participants


def steered(request: Request, by: Reviewer) -> Embargo:
    """The embargo that is not lifted, for who decides the request. Raises NotInCharge, NotPossibleNow."""
    groups = {step.group for step in request.steps}
    if by.person == request.requester or groups.isdisjoint(by.groups):
        raise NotInCharge("security" if "security" in groups else next(iter(sorted(groups)), "the group that decides"))
    if request.embargo is None or not request.under_embargo:
        raise NotPossibleNow(request.name, "change its embargo", "not under embargo any more")
    return request.embargo


def invite(request: Request, person: Person, *, by: Reviewer, now: datetime) -> Request:
    """Let somebody take part by name; the request itself when they do already. Raises like steered."""
    embargo = steered(request, by)
    if person in embargo.participants or person == request.requester:
        return request
    joined = embargo.model_copy(update={"participants": (*embargo.participants, person)})
    return _changed(request, joined, INVITED, now, by.person, {}, {"person": person.id})


def leave(request: Request, person: Person, *, by: Reviewer, now: datetime) -> Request:
    """Take somebody out again; the request itself when they did not take part. Raises like steered."""
    embargo = steered(request, by)
    if person not in embargo.participants:
        return request
    left = embargo.model_copy(update={"participants": tuple(one for one in embargo.participants if one != person)})
    return _changed(request, left, LEFT, now, by.person, {}, {"person": person.id})


def postpone(request: Request, day: date, reason: str, *, by: Reviewer, now: datetime) -> Request:
    """Say that it is not to be lifted yet, and when to ask again. Raises like steered, TextNeeded, and Refusal.

    At most 14 days after it began; when those are over, until the next day, so that somebody says so every day.
    """
    embargo, today = steered(request, by), now.date()
    latest = max(embargo.last_day, today + timedelta(days=1))
    if not cleaned(reason):
        raise TextNeeded("why it cannot be lifted yet")
    if not today < day <= latest:
        raise Refusal(
            f"Please choose a day after today and not after {latest.isoformat()}: longer is not good practice."
        )
    later = embargo.model_copy(update={"lift_on": day, "asked_on": None})
    data = {"lift_on": day.isoformat()}
    return _changed(request, later, POSTPONED, now, by.person, data, {"reason": cleaned(reason)})


def lift(request: Request, *, by: Reviewer, now: datetime) -> Request:
    """Lift it: what it was about is public. Nothing that was typed while it was private is. Raises like steered."""
    embargo = steered(request, by)
    return _changed(
        request, embargo.model_copy(update={"lifted_at": now, "lifted_by": by.person}), LIFTED, now, by.person, {}
    )


def ask(request: Request, *, now: datetime) -> Request:
    """Note that its people are asked today; the request itself when it is not time, or it was lifted."""
    embargo = request.embargo
    if embargo is None or not request.private or embargo.ask_at is None or now < embargo.ask_at:
        return request
    asked = embargo.model_copy(update={"asked_on": now.date()})
    return _changed(request, asked, ASKED, now, None, {"on": now.date().isoformat()})


def embargo_differs(request: Request, told: Sequence[Told]) -> Iterator[str]:
    """Where the embargo of a request says another thing than its events, in sentences."""
    happened_to_it = _of_the_last(one for one in told if one.event.kind in EMBARGO_EVENTS)
    embargo = request.embargo
    if embargo is None or not happened_to_it:
        if embargo is not None or happened_to_it:
            yield "its embargo is not the one that its events have"
        return
    expected, people, unknown = _expected(happened_to_it)
    shown = {"began": embargo.began.isoformat(), "lift_on": embargo.lift_on.isoformat()}
    shown |= {"asked_on": embargo.asked_on.isoformat() if embargo.asked_on else ""}
    shown |= {"lifted_at": embargo.lifted_at.isoformat() if embargo.lifted_at else ""}
    same_people = unknown or [one.id for one in embargo.participants] == people
    lifted = next((one for one in happened_to_it if one.event.kind == LIFTED), None)
    by = embargo.lifted_by.id if embargo.lifted_by else ""
    if shown != expected or not same_people or not (lifted.says("actor", by) if lifted else not by):
        yield "its embargo is not the one that its events have"


def _of_the_last(told: Iterable[Told]) -> list[Told]:
    """The events of the embargo that there is now: a request may have had one before."""
    of_it: list[Told] = []
    for one in told:
        of_it = [one] if one.event.kind == BEGAN else [*of_it, one]
    return of_it


def _expected(told: Sequence[Told]) -> tuple[Mapping[str, str], list[str], bool]:
    """What the events make of it, who takes part, and whether somebody in them was erased."""
    expected = {"began": told[0].event.at, "lift_on": "", "asked_on": "", "lifted_at": ""}
    people: list[str] = []
    for one in told:
        kind, data = one.event.kind, one.data
        expected |= {"lift_on": data["lift_on"], "asked_on": ""} if kind in {BEGAN, POSTPONED} else {}
        expected |= {"asked_on": data["on"]} if kind == ASKED else {}
        expected |= {"lifted_at": one.event.at} if kind == LIFTED else {}
        person = one.event.private.get("person", ("", ""))[1]
        people = [*people, person] if kind == INVITED else [each for each in people if kind != LEFT or each != person]
    return expected, people, any("person" in one.missing for one in told)


def _changed(
    request: Request,
    embargo: Embargo,
    kind: str,
    now: datetime,
    actor: Person | None,
    data: dict[str, Any],
    texts: dict[str, str] | None = None,
) -> Request:
    return happened(request.model_copy(update={"embargo": embargo}), kind, now, actor, data, texts)
