# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Clocks that stand still while nobody is there, groups that nobody is left in, and steps that were given to somebody.

What the record says of them cannot be changed unnoticed; tests/workflows/test_lifecycle_machine.py walks through all.
"""

from dataclasses import replace
from datetime import date, timedelta

from tests.support.office import MONDAY, organization, person, staff, step, submitted
from workflows import assigning
from workflows.absence import Absence
from workflows.attendance import attended
from workflows.events import START, chained
from workflows.reachability import Unreachable, unreachable
from workflows.recorded import contradictions
from workflows.request import Request, Step
from workflows.reviewing import Reviewer
from workflows.staffing import Staff

ANNA, BERTA = person("anna"), person("berta")
LAWYERS = staff(legal=["anna", "berta"], ospo=["omar"])
BACK = date(2026, 11, 9)


def away(*names: str, who: Staff = LAWYERS) -> Staff:
    return replace(who, absent={person(name): Absence(person(name), BACK) for name in names})


def told(request: Request, step_: Step | None = None) -> list[str]:
    """What contradicts the events of a request, of which one step may be another than it was."""
    events = chained(request, request.happened, 0, START, lambda: "salt")
    shown = request if step_ is None else request.model_copy(update={"steps": (step_,)})
    return list(contradictions(shown, events))


def test_a_clock_stands_still_from_when_the_last_goes_until_the_first_is_back() -> None:
    request, later = submitted(step("legal")), MONDAY + timedelta(hours=1)
    assert attended(request, away("anna"), later) is request
    gone = attended(request, away("anna", "berta"), later)
    assert gone.steps[0].clock.back_on == BACK
    assert attended(gone, away("anna", "berta"), later + timedelta(hours=1)) is gone, "it is noted once"
    back = attended(gone, away("anna"), later + timedelta(hours=2))
    [pause] = back.steps[0].clock.pauses
    assert (pause.since, pause.until) == (later, later + timedelta(hours=2))
    assert (told(gone), told(back)) == ([], [])
    assert [one.kind for one in back.happened] == ["submitted", "away", "there"]


def test_that_a_clock_stood_still_can_neither_be_made_up_nor_taken_out() -> None:
    request, later = submitted(step("legal")), MONDAY + timedelta(hours=1)
    gone = attended(request, away("anna", "berta"), later)
    assert told(gone, request.steps[0]), "taken out"
    assert told(request, gone.steps[0]), "made up"
    longer = gone.steps[0].clock.running("absence", later).stopped("absence", MONDAY, BACK)
    assert told(gone, gone.steps[0].model_copy(update={"clock": longer})), "longer than it was"


def test_who_has_a_step_and_by_whom_is_what_the_events_say() -> None:
    by = Reviewer(ANNA, frozenset({"legal"}), 1)
    request = submitted(step("legal"))
    given = assigning.assign(request, "legal", BERTA, by=by, now=MONDAY, staff=LAWYERS, note="Please")
    assert told(given) == []
    [found] = given.steps
    assert found.handed
    assert told(given, found.model_copy(update={"taken_by": ANNA}))
    assert told(given, found.model_copy(update={"handed": found.handed.model_copy(update={"note": "Do"})}))
    assert told(request, found)


def test_a_group_is_unreachable_once_nobody_of_it_is_there() -> None:
    office = organization(legal={"members": ["U0ANNA"]}, finance={"members": ["U0FAY"]}, ospo={"members": ["U0OMAR"]})
    who = staff(legal=["anna", "berta"], finance=["fay"], ospo=["omar"])
    assert list(unreachable(office, away("anna", "fay", who=replace(who, stale=frozenset({"finance"}))), ())) == []
    found = {one.group: one for one in unreachable(office, away("anna", "berta", "fay", who=who), ("legal",))}
    assert found == {
        "legal": Unreachable("legal", "legal", BACK, private=True),
        "finance": Unreachable("finance", "ospo", BACK),
    }
    assert list(unreachable(office, staff(legal=["anna"], finance=[], ospo=["omar"]), ())) == [
        Unreachable("finance", "ospo")
    ]
