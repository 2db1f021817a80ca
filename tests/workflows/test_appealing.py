# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""An appeal is decided by people who did not decide before, and by nobody where there are none."""

from datetime import timedelta

import pytest

from tests.support.office import MONDAY, REQUESTER, contribution, organization, person, proposal, staff, step, submitted
from workflows import appealing, lifecycle, reviewing
from workflows.errors import NobodyForAppeal, TookPart
from workflows.events import START, chained
from workflows.organization import Organization
from workflows.recorded import contradictions
from workflows.request import Request, State, Step, Verdict
from workflows.reviewing import Reviewer
from workflows.staffing import Staff, deciders

ALONE = staff(None, legal=("anna",), ospo=("omar",))
TWO = staff(None, legal=("anna", "berta"), ospo=("omar",))
OFFICE = organization(legal={"members": ["U0ANNA"]}, ospo={"members": ["U0OMAR"]})
LATER = MONDAY + timedelta(days=1)


def declined(*steps: Step, private: bool = False) -> Request:
    asked = submitted(*(steps or (step("legal"),)), outcome="private" if private else "review")
    return reviewing.review(asked, "legal", Verdict.DECLINE, by=by("anna"), now=MONDAY, reason="No")


def by(name: str, revision: int = 1, *groups: str) -> Reviewer:
    return Reviewer(person(name), frozenset(groups or ("legal",)), revision)


def appealed(who: Staff, request: Request | None = None, office: Organization = OFFICE) -> Request:
    return appealing.appeal(
        request or declined(), "It is harmless", by=REQUESTER, organization=office, staff=who, now=LATER
    )


def told(request: Request) -> list[str]:
    return list(contradictions(request, chained(request, request.happened, 0, START, lambda: "salt")))


def test_the_others_of_the_group_decide_and_who_declined_does_not() -> None:
    request = appealed(TWO)
    assert request.step("legal").group == "legal"
    assert deciders(request.step("legal"), REQUESTER, TWO) == {person("berta")}
    with pytest.raises(TookPart):
        reviewing.review(request, "legal", Verdict.APPROVE, by=by("anna"), now=LATER)
    decided = reviewing.review(request, "legal", Verdict.APPROVE, by=by("berta"), now=LATER)
    assert decided.state is State.APPROVED
    assert decided.happened[-1].data["appeal"] == 1
    assert told(decided) == []


def test_where_nobody_else_is_in_the_group_the_next_of_its_chain_decides() -> None:
    request = appealed(ALONE)
    assert request.waiting_on == ("ospo",)
    decided = reviewing.review(request, "legal", Verdict.APPROVE, by=by("omar", 1, "ospo"), now=LATER)
    assert decided.state is State.APPROVED
    assert told(decided) == []


def test_an_edit_gives_the_step_back_to_nobody_who_decided_it() -> None:
    asked = proposal(step("legal"), answers={"title": "Another"})
    request = lifecycle.revise(contribution(), appealed(ALONE), asked, by=REQUESTER, revision=1, now=LATER)
    assert request.step("legal").group == "ospo"
    with pytest.raises(TookPart):
        reviewing.review(request, "legal", Verdict.APPROVE, by=by("anna", 2, "legal", "ospo"), now=LATER)
    assert told(request) == []


def test_what_one_room_knows_stays_in_it_and_where_nobody_is_left_there_is_no_appeal() -> None:
    with pytest.raises(NobodyForAppeal):
        appealed(ALONE, declined(private=True))
    assert appealed(TWO, declined(private=True)).waiting_on == ("legal",)
    with pytest.raises(NobodyForAppeal):
        appealed(staff(None, legal=("anna",), ospo=("anna", "requester")))


def test_who_decided_for_a_group_that_is_kept_apart_is_not_left_for_an_appeal() -> None:
    apart = organization(legal={}, ospo={}, settings={"distinct": [["legal", "ospo"]]})
    asked = submitted(step("ospo"), step("legal"))
    asked = reviewing.review(asked, "ospo", Verdict.APPROVE, by=by("omar", 1, "ospo"), now=MONDAY)
    request = reviewing.review(asked, "legal", Verdict.DECLINE, by=by("anna"), now=MONDAY, reason="No")
    with pytest.raises(NobodyForAppeal):
        appealed(ALONE, request, apart)
    two = staff(None, legal=("anna",), ospo=("omar", "olga"))
    again = appealed(two, request, apart)
    olga, distinct = by("olga", 1, "ospo"), apart.distinct
    decided = reviewing.review(again, "legal", Verdict.APPROVE, by=olga, now=LATER, distinct=distinct)
    assert decided.state is State.APPROVED


def test_a_quorum_counts_among_those_who_are_left() -> None:
    with pytest.raises(NobodyForAppeal):
        appealed(TWO, declined(step("legal", quorum=2)))


def test_a_step_that_was_given_to_who_declined_is_found() -> None:
    request = appealed(ALONE)
    forged = request.step("legal").model_copy(update={"group": "legal", "appealed": None})
    chain = chained(request, request.happened, 0, START, lambda: "salt")
    found = list(contradictions(request.model_copy(update={"steps": (forged,)}), chain))
    assert found == ["the appeal of legal is not decided by those whom its events have"]
