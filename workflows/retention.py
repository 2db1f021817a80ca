# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How long the record of a request is kept with people and texts, and what is left of it afterwards.

The periods follow domain.md §6: the life of an approval and seven years, and one year for what nobody decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, get_args

from pydantic import BaseModel

from workflows.events import Event
from workflows.facts import Fact
from workflows.kind import RequestKind
from workflows.organization import Retention
from workflows.people import Person, erased_id
from workflows.request import Request, State

#: What stands for a text that was erased, where there has to be one.
ERASED = "(erased)"
#: Who adopted the policy, once they were erased.
ADOPTER = "UERASED"
_LEAP_DAY = (2, 29)
#: Ends that are decisions; the others are requests that nobody decided.
_DECIDED = frozenset({State.APPROVED, State.DECLINED})
#: Texts of the office, of policy or of a form's options, and identifiers: whatever else is a text is somebody's.
_KEPT = frozenset(
    {
        "workspace", "id", "kind", "name", "group", "role", "rule", "rules", "step", "stage", "lane", "outcome",
        "owner", "asked_for", "condition_of", "state", "shows", "scope", "sha256", "format", "usage", "policy",
        "policy_version", "statement", "data", "license", "into", "names", "reminded", "address", "source",
        "fields", "changed", "cause", "decides",
    }
)  # fmt: skip  # a list to read
#: The route says what policy says, and an inventory's lines what a file says of the software of others.
_LEFT_ALONE = frozenset({"route", "happened", "lines"})
_OPEN_TYPES = frozenset({"choice", "many", "number", "decimal", "yes_no", "date"})
#: Names of texts in events that stay: what somebody wrote for others to read, and what is public.
_KEPT_TEXTS = frozenset({"address", "lines", "into"})


@dataclass(frozen=True, slots=True)
class Due:
    """That the record of a request has been kept long enough: since when, and why."""

    on: date
    because: str


def due(request: Request, retention: Retention) -> Due | None:
    """When the people and texts of a request are to be erased; None while it is open or under embargo.

    A precedent of it that holds keeps it too. An approval has ended when its term is over and the last of
    what is owed after it was due.
    """
    if request.state.open or request.precedent or request.decision is None or request.under_embargo:
        return None
    if request.state not in _DECIDED:
        years, ended = retention.undecided_years, request.decision.at
        return Due(years_after(ended, years), f"{request.state.words}, and kept for {_counted(years)}")
    owed = [one.due_at for one in request.open_obligations if one.due_at]
    ended = max([request.decision.at, *([request.expires_at] if request.expires_at else []), *owed])
    what = "its approval has ended" if request.state is State.APPROVED else request.state.words
    years = retention.decided_years
    return Due(years_after(ended, years), f"{what}, and kept for {_counted(years)}")


def names_to_erase(events: Iterable[Event], kind: RequestKind | None, request: Request) -> frozenset[str]:
    """The names of all texts in a chain of events that are personal or free, but for what ``forgotten`` keeps."""
    kept = {f"answers.{name}" for name in kept_answers(request, kind)} | _KEPT_TEXTS
    kept |= {f"facts.{name}" for name, fact in request.facts.items() if not isinstance(fact.value, str)}
    names = {name for event in events for name in event.private}
    return frozenset(name for name in names - kept if name == "actor" or not name.startswith("precedent."))


def kept_answers(request: Request, kind: RequestKind | None) -> frozenset[str]:
    """The answers that are no text of a person: options, numbers, dates, and what the open register goes by."""
    fields = kind.by_name if kind else {}
    chosen = {name for name in request.answers if name in fields and fields[name].type in _OPEN_TYPES}
    scope = request.route.scope
    register = set[str]() if request.confidential else {scope.project, scope.license, scope.agreement}
    return frozenset(chosen | (register & request.answers.keys()))


def forgotten(request: Request, kind: RequestKind | None, anonymous: "Anonymous") -> Request:
    """The request without people and without what people wrote: everybody in it is a number, and texts are erased."""
    kept = kept_answers(request, kind)
    because = request.decision.because if request.decision else ""
    reasons = {review.reason for step in request.steps for review in step.reviews}
    route = request.route
    if route.adoption.adopted_by:
        route = route.model_copy(update={"adoption": route.adoption.model_copy(update={"adopted_by": ADOPTER})})
    steps = tuple(step.model_copy(update={"because": ()}) for step in request.steps)
    erased: Request = anonymous.erased(request.model_copy(update={"answers": {}, "facts": {}, "steps": steps}))
    names = {step.name: step.because for step in request.steps}
    decision = erased.decision and erased.decision.model_copy(update={"because": "" if because in reasons else because})
    erased = erased.model_copy(
        update={
            "answers": {name: answer for name, answer in request.answers.items() if name in kept},
            "facts": wordless(request.facts),
            "title": ERASED if request.title else "",
            "route": route.model_copy(update={"steps": tuple(_unnamed(one) for one in route.steps)}),
            "steps": tuple(step.model_copy(update={"because": names[step.name]}) for step in erased.steps),
            "checklist": tuple(
                new if old.condition_of else old.model_copy(update={"mark": new.mark})
                for new, old in zip(erased.checklist, request.checklist, strict=True)
            ),
            "decision": decision,
        }
    )
    return Request.model_validate_json(erased.model_dump_json())  # never store what could not be read again


def wordless(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts without those that are words; an empty one says nothing, and its event has no text of it."""
    return {
        name: fact.model_copy(update={"value": None}) if isinstance(fact.value, str) and fact.value else fact
        for name, fact in facts.items()
    }


@dataclass(slots=True)
class Anonymous:
    """Gives everybody of one request a number, so that who was the same person still is."""

    people: dict[Person, Person] = field(default_factory=dict)

    def person(self, person: Person) -> Person:
        """The person without who it is."""
        numbered = Person(person.workspace, erased_id(len(self.people) + 1))
        return self.people.setdefault(person, numbered)

    def erased(self, value: Any, name: str = "") -> Any:
        """The value without people, and without texts whose field has no name that is kept."""
        if isinstance(value, Person):
            return self.person(value)
        if isinstance(value, BaseModel):
            fields = type(value).model_fields
            changes = {
                one: self.erased(getattr(value, one), one if _free(fields[one].annotation) else "id")
                for one in fields.keys() - _LEFT_ALONE
            }
            return value.model_copy(update=changes)
        if isinstance(value, tuple):
            return tuple(self.erased(one, name) for one in value)
        if isinstance(value, Mapping):
            return {key: self.erased(one, name) for key, one in value.items()}
        return ERASED if type(value) is str and value and name not in _KEPT else value


def _free(annotation: object) -> bool:
    """Whether a field of this type may hold any text, and not only words of the office."""
    return annotation is str or any(_free(one) for one in get_args(annotation))


def _unnamed(step: Any) -> Any:
    return step.model_copy(update={"person": "erased"}) if step.person else step


def years_after(at: datetime, years: int) -> date:
    """The day so many years after an instant."""
    day = at.date()
    leap = (day.month, day.day) == _LEAP_DAY
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _counted(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"
