# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whose turn it is, since when, and by the pace of a group until when."""

from datetime import timedelta

from tests.support.office import MONDAY, person, step, submitted
from workflows import reviewing
from workflows.organization import Organization
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer
from workflows.turns import Pace, Place, Subject, Turn, holders_of, newly_decided, subject_of, with_knowledge
from workflows.working_hours import Calendar

BERLIN = Organization(calendar=Calendar(timezone="Europe/Berlin", holidays="DE"))
LAWYER = Reviewer(person("lena"), frozenset({"legal"}), 1)


def asked(request: Request) -> Request:
    return reviewing.ask(request, "legal", "Who wrote it?", by=LAWYER, now=MONDAY + timedelta(hours=3))


def test_every_holder_of_a_turn_has_it_since_they_were_asked() -> None:
    request = submitted(step("legal"), step("ospo"))
    assert [(one.holder, one.since, one.step) for one in holders_of(request)] == [
        ("legal", MONDAY, "legal"),
        ("ospo", MONDAY, "ospo"),
    ]
    assert [(one.holder, one.since) for one in holders_of(asked(request))] == [
        ("ospo", MONDAY),
        ("requester", MONDAY + timedelta(hours=3)),
    ]


def test_a_date_is_expected_only_from_enough_past_decisions() -> None:
    turns = tuple(holders_of(submitted(step("legal"))))
    place = {"legal": Place(2, 7)}
    known = with_knowledge(turns, place, {"legal": Pace(8 * 60, 5)}, BERLIN)
    # Asked on Monday at 10:00 in Berlin, and eight hours are one working day.
    assert known == (Turn("legal", MONDAY, "legal", "legal", Place(2, 7), MONDAY + timedelta(days=1), 5),)
    [unknown] = with_knowledge(turns, place, {"legal": Pace(8 * 60, 4)}, BERLIN)
    assert (unknown.place, unknown.expected, unknown.of) == (Place(2, 7), None, 4)


def test_a_decided_step_is_remembered_in_business_time_and_an_open_one_not() -> None:
    before = submitted(step("legal"), step("ospo"))
    after = reviewing.review(before, "legal", Verdict.APPROVE, by=LAWYER, now=MONDAY + timedelta(days=7, hours=1))
    [decided] = newly_decided(after, before, BERLIN)
    assert (decided.step, decided.minutes) == ("legal", (5 * 8 + 1) * 60)
    assert decided.subject == Subject("legal", "contribution", "standard") == subject_of(after, "legal")
    assert list(newly_decided(after, after, BERLIN)) == list(newly_decided(before, None, BERLIN)) == []
