# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is asked while somebody is away: rotation, deputies, and groups that wait instead of falling to others."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office import MONDAY, REQUESTER, organization, people, person, staff, step, submitted
from workflows import overturning, reviewing
from workflows.absence import LONGEST, Absence, away, deputised
from workflows.duty import on_duty, turn_of
from workflows.errors import NotAReviewer, OneVoteOnly, OwnRequest, Refusal
from workflows.events import START, chained
from workflows.organization import GROUPS, Organization
from workflows.people import Person
from workflows.recorded import contradictions
from workflows.request import Request, State, Step, Verdict
from workflows.reviewing import Reviewer
from workflows.route import Because, Route, RouteStep
from workflows.staffing import Staff, away_until, deciders, steps_for

BACK = date(2026, 12, 4)
LAWYERS = ("anna", "berta", "clara")
WHY = Because(rule="r", text="r.", open_text="r.")


def without(who: Staff, *names: str, **deputies: str) -> Staff:
    """The same people, of whom some are away, each in ``deputies`` with who stands in."""
    gone = [Absence(person(name), BACK) for name in names]
    gone += [Absence(person(name), BACK, person(deputy)) for name, deputy in deputies.items()]
    return Staff(who.members, who.managers, who.stale, {one.person: one for one in gone})


def asked(group: str, who: Staff, office: Organization | None = None, named: str = "") -> Step:
    """The step that a route to the group becomes."""
    steps = (RouteStep(group=group, because=(WHY,), person=named),)
    route = Route(lane="standard", outcome="review", because=WHY, steps=steps)
    return steps_for(route, REQUESTER, office or organization(), who)[0]


# --- Being away -----------------------------------------------------------------------------------------------------


def test_the_first_day_back_has_to_come_and_is_no_absence_any_more() -> None:
    told = away(person("anna"), BACK, None, BACK - timedelta(days=1))
    assert told.on(BACK - timedelta(days=1))
    assert not told.on(BACK)
    for day in (BACK, BACK + timedelta(days=1), BACK - timedelta(days=LONGEST + 1)):
        with pytest.raises(Refusal):
            away(person("anna"), BACK, None, day)
    with pytest.raises(Refusal, match="your own deputy"):
        away(person("anna"), BACK, person("anna"), BACK - timedelta(days=1))


# --- Who is notified first ------------------------------------------------------------------------------------------


def test_who_is_away_is_replaced_by_a_deputy_of_the_group_and_else_by_the_next() -> None:
    who = staff(legal=LAWYERS)
    assert on_duty(step("legal"), REQUESTER, without(who, anna="clara"), 0) == person("clara")
    assert on_duty(step("legal"), REQUESTER, without(who, anna="stranger"), 0) == person("berta")
    assert on_duty(step("legal"), REQUESTER, without(who, "clara", anna="clara"), 0) == person("berta")
    assert on_duty(step("legal"), REQUESTER, without(who, *LAWYERS), 0) is None


def test_who_took_a_step_is_notified_of_it_and_while_they_are_away_somebody_else() -> None:
    who, taken = staff(legal=LAWYERS), step("legal").model_copy(update={"taken_by": person("clara")})
    assert {on_duty(taken, REQUESTER, who, turn) for turn in range(3)} == {person("clara")}
    assert on_duty(taken, REQUESTER, without(who, "clara"), 1) == person("anna")
    assert on_duty(taken, REQUESTER, without(who, clara="berta"), 1) == person("berta")


@given(st.sets(st.sampled_from(LAWYERS)), st.sampled_from([*LAWYERS, "stranger", "requester"]), st.integers(0, 50))
def test_only_somebody_who_may_decide_and_is_there_is_ever_on_duty(gone: set[str], deputy: str, turn: int) -> None:
    who = without(staff(legal=[*LAWYERS, "requester"]), **{name: deputy for name in gone if name != deputy})
    found = on_duty(step("legal"), REQUESTER, who, turn)
    there = people(*LAWYERS) - set(who.absent)
    assert (found in there) if there else (found is None)


def turns(rotation: str, days: int) -> list[int]:
    """The turns of a step that is asked on so many days from a Monday on."""
    office = organization(legal={"members": ["U0ANNA"], "rotation": rotation})
    monday, one = datetime(2026, 11, 23, 9, tzinfo=UTC), submitted(step("legal"))
    return [
        turn_of(one, step("legal").model_copy(update={"since": monday + timedelta(days=n)}), office)
        for n in range(days)
    ]


def test_duty_changes_with_each_request_each_workday_or_each_week() -> None:
    assert set(turns("each", 8)) == {12}, "by the request's number"
    daily, weekly = turns("daily", 8), turns("weekly", 8)
    assert [turn - daily[0] for turn in daily] == [0, 1, 2, 3, 4, 5, 5, 5], "a weekend's step is Monday's"
    assert [turn - weekly[0] for turn in weekly] == [0] * 7 + [1]


# --- Waiting, and falling to others ---------------------------------------------------------------------------------

OFFICE = staff(ospo=["omar"], legal=["lena"], finance=["fay"], ip=["ida"])


def test_legal_waits_for_its_lawyers_and_never_falls_to_others_by_absence() -> None:
    gone = without(OFFICE, "lena", "ida")
    assert asked("legal", gone).group == "legal"
    assert asked("ip", gone).group == "ip"
    assert away_until(step("legal"), REQUESTER, gone) == BACK
    assert away_until(step("legal"), REQUESTER, OFFICE) is None


def test_other_groups_fall_to_the_next_that_is_there_and_wait_when_nobody_is() -> None:
    assert asked("finance", without(OFFICE, "fay")).group == "ospo"
    assert asked("finance", without(OFFICE, "fay", "omar")).group == "legal"
    assert asked("finance", without(OFFICE, "fay", "omar", "lena")).group == "legal", "which waits"
    assert asked("finance", OFFICE).group == "finance"


def test_the_organization_says_otherwise_for_a_group() -> None:
    waits = organization(finance={"members": ["U0FAY"], "when_absent": "wait"})
    assert asked("finance", without(OFFICE, "fay"), waits).group == "finance"
    falls = organization(ip={"members": ["U0IDA"], "when_absent": "fall"})
    assert asked("ip", without(OFFICE, "ida"), falls).group == "legal"


@given(st.sampled_from(["legal", "ip", "export", "privacy"]), st.sets(st.sampled_from(["omar", "lena", "fay", "ida"])))
def test_what_lawyers_decide_is_decided_by_the_same_group_whoever_is_away(group: str, gone: set[str]) -> None:
    assert asked(group, without(OFFICE, *gone)).group == asked(group, OFFICE).group


@given(st.sampled_from(GROUPS), st.sets(st.sampled_from(["omar", "lena", "fay", "ida"])))
def test_absence_never_refuses_a_submission(group: str, gone: set[str]) -> None:
    assert deciders(asked(group, without(OFFICE, *gone)), REQUESTER, OFFICE)


# --- Steps that name a person ---------------------------------------------------------------------------------------


def test_the_deputy_of_a_manager_may_decide_and_is_asked_first() -> None:
    who = without(OFFICE, mika="max")
    named = asked("managers", who, named=person("mika").id)
    assert named.person == person("mika")
    assert deciders(named, REQUESTER, who) == people("mika", "max")
    assert on_duty(named, REQUESTER, who, 1) == person("max")
    assert on_duty(named, REQUESTER, OFFICE, 1) == person("mika")
    assert deputised(person("max"), who.absent) == people("mika")


@pytest.mark.parametrize("who", [without(OFFICE, "mika"), without(OFFICE, mika="requester")])
def test_a_manager_who_is_away_without_a_deputy_is_stood_in_for_unless_the_step_waits(who: Staff) -> None:
    assert asked("managers", who, named=person("mika").id).group == "ospo"
    waits = organization(managers={"when_absent": "wait"})
    assert asked("managers", who, waits, named=person("mika").id).person == person("mika")


def test_the_requester_never_decides_as_a_deputy() -> None:
    waits = organization(managers={"when_absent": "wait"})
    who = without(OFFICE, mika="requester")
    assert Person("T0TEST", "U0REQUESTER") not in deciders(
        asked("managers", who, waits, named=person("mika").id), REQUESTER, who
    )


# --- Deciding as a deputy -------------------------------------------------------------------------------------------

MIKA, MAX = person("mika"), person("max")
FOR_MIKA = Reviewer(MAX, frozenset(), 1, frozenset({MIKA}))


def asked_of_mika(*more: Step) -> Request:
    return submitted(step("managers").model_copy(update={"person": MIKA}), *more)


def approved(request: Request, name: str, by: Reviewer, **how: Any) -> Request:
    return reviewing.review(request, name, Verdict.APPROVE, by=by, now=MONDAY, **how)


def test_the_record_says_who_decided_and_for_whom() -> None:
    after = approved(asked_of_mika(), "managers", FOR_MIKA)
    [given_] = after.steps[0].reviews
    assert (given_.reviewer, given_.instead_of) == (MAX, MIKA)
    events = chained(after, after.happened, 0, START, lambda: "salt")
    assert list(contradictions(after, events)) == []
    own = given_.model_copy(update={"instead_of": None})
    forged = after.model_copy(update={"steps": (after.steps[0].model_copy(update={"reviews": (own,)}),)})
    assert list(contradictions(forged, events)), "that it was for somebody else cannot be taken out"


def test_a_deputy_may_open_again_what_they_decided_for_somebody() -> None:
    again = overturning.reopen(
        approved(asked_of_mika(), "managers", FOR_MIKA), "managers", "A slip", by=FOR_MIKA, now=MONDAY
    )
    assert (again.state, again.overturned[0].role) == (State.IN_REVIEW, "managers")


def test_a_deputy_decides_for_no_group_and_for_nobody_else() -> None:
    with pytest.raises(NotAReviewer):
        approved(asked_of_mika(step("legal")), "legal", FOR_MIKA)
    with pytest.raises(NotAReviewer):
        approved(asked_of_mika(), "managers", Reviewer(MAX, frozenset({"managers"}), 1, people("anna")))
    with pytest.raises(OwnRequest):
        approved(asked_of_mika(), "managers", Reviewer(REQUESTER, frozenset(), 1, frozenset({MIKA})))


def test_the_vote_of_a_deputy_is_the_vote_of_whom_they_stand_in_for() -> None:
    two = asked_of_mika(step("ospo"))
    two = two.model_copy(update={"steps": (two.steps[0].model_copy(update={"quorum": 2}), two.steps[1])})
    once = approved(two, "managers", FOR_MIKA)
    mika = Reviewer(MIKA, frozenset({"ospo"}), 1)
    with pytest.raises(OneVoteOnly):
        approved(once, "managers", mika)
    with pytest.raises(OneVoteOnly):
        approved(once, "ospo", mika, distinct=(("managers", "ospo"),))
    assert approved(once, "ospo", mika).step("ospo").reviews
