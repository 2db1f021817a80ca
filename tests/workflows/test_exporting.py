# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What stays out of evidence for whom: restricted answers, what was said in private, why something is on hold."""

from datetime import timedelta

import pytest

from tests.support.evidence import events_of
from tests.support.office import MONDAY, REQUESTER, contribution, person, proposal, small_fix, step, submitted
from workflows import holding, lifecycle, reviewing
from workflows.errors import NotForYou
from workflows.exporting import check_export, withheld
from workflows.request import Request
from workflows.reviewer import Reviewer

LATER = MONDAY + timedelta(hours=1)
LAWYER = Reviewer(person("legal"), frozenset({"legal"}), 1)


def disclosed() -> Request:
    """A request that security decided in private, asked about, and that is ordinary since an edit."""
    request = submitted(step("security"), answers=small_fix(risks=("vulnerability",)), outcome="private")
    by = Reviewer(person("sam"), frozenset({"security"}), 1)
    request = reviewing.ask(request, "security", "Who knows of it?", by=by, now=MONDAY)
    asked = proposal(step("legal"), answers=small_fix())
    return lifecycle.revise(contribution(), request, asked, by=REQUESTER, revision=1, now=LATER)


def hidden(request: Request, *groups: str) -> dict[str, list[str]]:
    """The names of the texts that are withheld, by the kind of event."""
    events = events_of(request)
    found = withheld(request, contribution(), events, frozenset(groups))
    return {events[sequence - 1].kind: sorted(names) for sequence, names in found.items()}


def test_what_was_said_while_it_was_private_stays_with_who_knew() -> None:
    request = disclosed()
    found = hidden(request, "legal")
    assert found.keys() == {"submitted", "asked"}
    assert "question" in found["asked"]
    assert "actor" not in found["asked"]
    assert set(found["submitted"]) > {"answers.risks", "answers.repository"}
    assert hidden(request, "security", "legal") == {}


def test_answers_that_are_for_some_groups_are_withheld_from_others() -> None:
    request = submitted(step("legal"))
    assert hidden(request) == {"submitted": ["answers.risks"]}
    assert hidden(request, "legal") == {}


def test_why_it_is_on_hold_is_withheld_from_who_may_not_place_one() -> None:
    request = submitted(step("legal"))
    request = holding.hold(request, "A suit", now_held=False, then_held=True, by=LAWYER, now=LATER)
    assert hidden(request)["held"] == ["reason"]
    assert hidden(request, "ospo") == {}


def test_who_may_have_everything_has_nothing_withheld() -> None:
    request = disclosed()
    assert withheld(request, contribution(), events_of(request), None) == {}


@pytest.mark.parametrize(
    "who, groups, private, may",
    [
        ("legal", {"legal"}, False, True),
        ("omar", {"ospo"}, False, True),
        ("sam", {"security"}, False, False),
        ("sam", {"security"}, True, True),
        ("legal", {"legal", "ospo"}, True, False),
        ("requester", {"legal"}, False, False),
        ("requester", {"ospo"}, False, True),
    ],
)
def test_evidence_is_for_legal_and_the_ospo_and_in_private_for_who_decides(
    who: str, groups: set[str], private: bool, may: bool
) -> None:
    request = submitted(step("security"), outcome="private" if private else "review")
    by = Reviewer(person(who), frozenset(groups), 1)
    if may:
        check_export(request, by)
        return
    with pytest.raises(NotForYou):
        check_export(request, by)
