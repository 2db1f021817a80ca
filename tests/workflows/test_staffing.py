# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who decides: groups and their fall-backs, managers, quorum, distinct groups, and the requester never."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office import REQUESTER, organization, people, person, staff, step
from workflows.duty import on_duty
from workflows.errors import NobodyToDecide, NoPrivateRoute, NotEnoughReviewers
from workflows.organization import GROUPS, Organization
from workflows.people import Person
from workflows.request import Step
from workflows.route import Because, Outcome, Route, RouteStep
from workflows.staffing import Staff, deciders, steps_for

OFFICE = organization()
SMALL = staff(ospo=["omar"], legal=["lena"])
PEOPLE = ("requester", "anna", "berta", "clara")


def because(rule: str) -> Because:
    return Because(rule=rule, text=f"{rule}.", open_text=f"{rule}.")


def route(*groups: str | RouteStep, outcome: Outcome = "review") -> Route:
    steps = [g if isinstance(g, RouteStep) else RouteStep(group=g, because=(because(g),)) for g in groups]
    return Route(lane="standard", outcome=outcome, because=because("lane"), steps=tuple(steps))


def staffed(asked: Route, office: Organization = OFFICE, who: Staff = SMALL) -> dict[str, tuple[str, ...]]:
    """The deciding groups, each with the groups that the policy named."""
    return {one.group: one.asked_for for one in steps_for(asked, REQUESTER, office, who)}


@pytest.mark.parametrize(
    "group,decides",
    [
        ("ospo", "ospo"), ("legal", "legal"), ("ip", "legal"), ("export", "legal"), ("privacy", "legal"),
        ("managers", "ospo"), ("business", "ospo"), ("security", "ospo"), ("finance", "ospo"), ("our-own", "ospo"),
    ],
)  # fmt: skip  # a table
def test_a_group_that_is_not_there_is_stood_in_for(group: str, decides: str) -> None:
    assert staffed(route(group)) == {decides: (group,)}


def test_steps_that_end_in_the_same_group_are_one_step_with_every_reason() -> None:
    steps = steps_for(route("legal", "ip", "export"), REQUESTER, OFFICE, SMALL)
    assert [one.asked_for for one in steps] == [("legal", "ip", "export")]
    assert [reason.rule for reason in steps[0].because] == ["legal", "ip", "export"]


def test_a_group_of_its_own_is_asked_itself() -> None:
    who = staff(ospo=["omar"], legal=["lena"], ip=["ida"])
    assert staffed(route("legal", "ip"), who=who) == {"legal": ("legal",), "ip": ("ip",)}


def test_the_organization_names_who_stands_in() -> None:
    office = organization(ip={"falls_to": "finance"}, finance={"falls_to": "legal"})
    assert office.chain("ip") == ("ip", "finance", "legal", "ospo", "last_resort")
    assert staffed(route("ip"), office) == {"legal": ("ip",)}


@given(st.dictionaries(st.sampled_from(GROUPS), st.sampled_from([*GROUPS, "unheard-of"])))
def test_no_chain_goes_round_in_circles_and_each_ends_with_the_last_resort(falls: dict[str, str]) -> None:
    office = organization(**{group: {"falls_to": to} for group, to in falls.items()})
    for group in GROUPS:
        chain = office.chain(group)
        assert (chain[0], chain[-1]) == (group, "last_resort")
        assert len(set(chain)) == len(chain)


def test_the_requester_is_taken_out_of_every_group() -> None:
    who = staff(ospo=["omar"], legal=["requester"])
    assert staffed(route("legal"), who=who) == {"ospo": ("legal",)}
    (one,) = steps_for(route("ospo"), REQUESTER, OFFICE, staff(ospo=["requester", "omar"]))
    assert deciders(one, REQUESTER, staff(ospo=["requester", "omar"])) == people("omar")


def test_the_last_resort_decides_when_nobody_else_is_left() -> None:
    who = staff(ospo=["requester"], legal=["requester"], last_resort=["eva"])
    (one,) = steps_for(route("legal", "ospo"), REQUESTER, OFFICE, who)
    assert (one.group, deciders(one, REQUESTER, who)) == ("last_resort", people("eva"))
    assert OFFICE.title_of(one.group) == "the last resort"


def test_without_anybody_the_missing_role_is_named() -> None:
    who = staff(ospo=["requester"], legal=["requester"], last_resort=["requester"])
    with pytest.raises(NobodyToDecide, match="Nobody can decide for IP at the moment"):
        steps_for(route("ip"), REQUESTER, OFFICE, who)


def test_a_lawyer_who_is_the_ospo_too_can_run_an_office_for_others() -> None:
    who = staff(ospo=["lena"], legal=["lena"])
    assert staffed(route("legal", "ospo", "ip", "managers"), who=who) == {
        "legal": ("legal", "ip"),
        "ospo": ("ospo", "managers"),
    }


def test_the_only_ospo_member_can_still_ask_for_something() -> None:
    assert staffed(route("ospo"), who=staff(ospo=["requester"], legal=["lena"])) == {"legal": ("ospo",)}


# --- Managers ------------------------------------------------------------------------------------------------------


def managed(named: str = "", **who: Person) -> Step:
    """The step for the requester's manager: ``named`` in the form, ``directory`` in the directory."""
    office_staff = Staff(SMALL.members, {REQUESTER: who["directory"]} if "directory" in who else {})
    asked = route(RouteStep(group="managers", because=(because("managers"),), person=named))
    return steps_for(asked, REQUESTER, OFFICE, office_staff)[0]


def test_the_directory_names_the_manager() -> None:
    named = managed(named="U0FRIEND", directory=person("mika"))
    assert (named.group, named.person) == ("managers", person("mika"))
    assert deciders(named, REQUESTER, SMALL) == people("mika")


def test_without_a_directory_the_form_does() -> None:
    assert managed(named="U0MIKA").person == person("mika")


def test_nobody_is_their_own_manager() -> None:
    for step_ in (managed(named=REQUESTER.id), managed(directory=REQUESTER), managed("U0FRIEND", directory=REQUESTER)):
        assert (step_.group, step_.person, step_.asked_for) == ("ospo", None, ("managers",))


def test_without_a_name_the_ospo_stands_in() -> None:
    assert (managed().group, managed().person) == ("ospo", None)


def test_a_configured_group_of_managers_decides_together() -> None:
    who = Staff({**SMALL.members, "managers": people("mika", "max")}, {REQUESTER: person("boss")})
    (one,) = steps_for(route("managers"), REQUESTER, OFFICE, who)
    assert (one.person, deciders(one, REQUESTER, who)) == (None, people("mika", "max"))


# --- The private lane ----------------------------------------------------------------------------------------------


def test_the_private_lane_goes_to_its_group_and_to_nobody_else() -> None:
    who = staff(ospo=["omar"], legal=["lena"], security=["sam"], last_resort=["eva"])
    assert staffed(route("security", outcome="private"), who=who) == {"security": ("security",)}


def test_the_private_lane_is_closed_while_nobody_knows_who_is_in_its_group() -> None:
    who = Staff({"security": people("sam"), "ospo": people("omar")}, stale=frozenset({"security"}))
    with pytest.raises(NoPrivateRoute):
        steps_for(route("security", outcome="private"), REQUESTER, OFFICE, who)
    assert staffed(route("security"), who=who) == {"security": ("security",)}, "the open lanes wait for the group"


@pytest.mark.parametrize("security", [None, [], ["requester"]])
def test_the_private_lane_never_falls_back(security: list[str] | None) -> None:
    groups = {"ospo": ["omar"], "legal": ["lena"], "last_resort": ["eva"]}
    who = staff(None, **groups if security is None else groups | {"security": security})
    office = organization(security={"falls_to": "ospo"})
    with pytest.raises(NoPrivateRoute):
        steps_for(route("security", outcome="private"), REQUESTER, office, who)


# --- Quorum and distinct groups ------------------------------------------------------------------------------------


def needs(group: str, quorum: int) -> RouteStep:
    return RouteStep(group=group, because=(because(group),), quorum=quorum)


def test_a_quorum_that_cannot_be_met_is_refused_before_anything_is_stored() -> None:
    with pytest.raises(NotEnoughReviewers, match="2 different people to decide for legal, and there is 1"):
        steps_for(route(needs("legal", 2)), REQUESTER, OFFICE, SMALL)
    with pytest.raises(NotEnoughReviewers):
        steps_for(route(needs("legal", 2)), REQUESTER, OFFICE, staff(legal=["lena", "requester"]))
    assert staffed(route(needs("legal", 2)), who=staff(legal=["lena", "tom"])) == {"legal": ("legal",)}


def test_steps_that_are_joined_keep_the_highest_quorum() -> None:
    (one,) = steps_for(route(needs("ip", 2), needs("legal", 1)), REQUESTER, OFFICE, staff(legal=["lena", "tom"]))
    assert one.quorum == 2


APART = organization(settings={"distinct": [["legal", "ospo"]]})


def test_distinct_groups_with_one_and_the_same_person_are_refused() -> None:
    with pytest.raises(NotEnoughReviewers, match="legal and the OSPO"):
        steps_for(route("legal", "ospo"), REQUESTER, APART, staff(legal=["lena"], ospo=["lena"]))
    assert staffed(route("legal", "ospo"), APART, SMALL) == {"legal": ("legal",), "ospo": ("ospo",)}


def test_distinct_groups_that_fall_back_to_one_need_as_many_people() -> None:
    who = staff(ospo=["omar", "olga"], legal=["requester"])
    (one,) = steps_for(route("legal", "ospo"), REQUESTER, APART, who)
    assert (one.group, one.quorum) == ("ospo", 2)
    with pytest.raises(NotEnoughReviewers):
        steps_for(route("legal", "ospo"), REQUESTER, APART, staff(ospo=["omar"], legal=["requester"]))


def test_a_distinct_group_that_another_stands_in_for_counts_there() -> None:
    office = organization(settings={"distinct": [["ip", "ospo"]]})
    with pytest.raises(NotEnoughReviewers):
        steps_for(route("ip", "ospo"), REQUESTER, office, staff(ospo=["lena"], legal=["lena"]))


SEATS = st.dictionaries(
    st.sampled_from(["legal", "ospo", "ip"]),
    st.tuples(st.sets(st.sampled_from(PEOPLE)), st.integers(1, 2)),
    min_size=1,
)


def can_be_filled(seats: list[frozenset[Person]], taken: frozenset[Person] = frozenset()) -> bool:
    """Whether every seat finds a person of its own, tried out one by one."""
    if not seats:
        return True
    return any(can_be_filled(seats[1:], taken | {one}) for one in seats[0] - taken)


@given(SEATS)
def test_a_submission_is_refused_exactly_when_distinct_people_could_not_decide_it(
    seats: dict[str, tuple[set[str], int]],
) -> None:
    office = organization(settings={"distinct": [["legal", "ospo", "ip"]]})
    members = {group: sorted(names) for group, (names, _) in seats.items()}
    who = staff(None, **members, last_resort=["eva"])
    asked = route(*(needs(group, quorum) for group, (_, quorum) in seats.items()))
    fallen = any(not people(*names) - {REQUESTER} for names in members.values())
    wanted = [people(*members[group]) - {REQUESTER} for group, (_, quorum) in seats.items() for _ in range(quorum)]
    try:
        steps = steps_for(asked, REQUESTER, office, who)
    except NotEnoughReviewers:
        assert fallen or not can_be_filled(wanted)
    else:
        assert fallen or can_be_filled(wanted)
        there = [deciders(one, REQUESTER, who) for one in steps for _ in range(one.quorum)]
        assert can_be_filled(there)
        assert all(REQUESTER not in some for some in there)


@given(st.sets(st.sampled_from(GROUPS), min_size=1), st.data())
def test_whatever_is_asked_and_whoever_is_there_each_step_has_somebody_or_it_is_refused(
    groups: set[str], data: st.DataObject
) -> None:
    names = st.lists(st.sampled_from(PEOPLE), unique=True)
    members = data.draw(st.dictionaries(st.sampled_from([*GROUPS, "last_resort"]), names))
    who = staff(None, **members)
    try:
        steps = steps_for(route(*sorted(groups)), REQUESTER, OFFICE, who)
    except NobodyToDecide:
        return
    assert len({one.group for one in steps}) == len(steps)
    assert {group for one in steps for group in one.asked_for} == groups
    for one in steps:
        assert deciders(one, REQUESTER, who)
        assert REQUESTER not in deciders(one, REQUESTER, who)


# --- Who is notified first -----------------------------------------------------------------------------------------


def test_members_take_turns_by_the_number_of_the_request() -> None:
    who = staff(legal=["anna", "berta", "clara", "requester"])
    turns = [on_duty(step("legal"), REQUESTER, who, number) for number in range(6)]
    assert turns == [person(name) for name in ("anna", "berta", "clara", "anna", "berta", "clara")]


def test_nobody_is_on_duty_in_an_empty_group() -> None:
    assert on_duty(step("legal"), REQUESTER, staff(legal=["requester"]), 1) is None


def test_a_person_may_decide_for_every_group_they_are_in() -> None:
    who = staff(legal=["lena"], ospo=["lena", "omar"], ip=["ida"])
    assert who.groups_of(person("lena")) == {"legal", "ospo"}
    assert all(not who.groups_of(one) for one, _ in combinations([REQUESTER, person("eva")], 2))
