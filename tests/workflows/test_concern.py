# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whose Home a change of a request may change."""

from dataclasses import replace
from datetime import date

from tests.support.office import REQUESTER, item, people, person, staff, step, submitted
from workflows.absence import Absence
from workflows.concern import concerned, moved
from workflows.staffing import Staff

STAFF = staff(ospo=["lead"], legal=["lawyer", "second"], security=["guard"], finance=["accountant"])


def test_a_change_concerns_the_requester_the_office_and_who_has_or_had_a_turn_and_nobody_else() -> None:
    request = submitted(step("legal"), checklist=(item("paid", "finance"),))
    assert concerned(request, STAFF) == people("lead", "lawyer", "second", "accountant") | {REQUESTER}


def test_who_is_named_and_their_deputy_are_concerned_and_the_rest_of_their_group_is_not() -> None:
    asked = step("legal").model_copy(update={"person": person("manager")})
    gone = {person("manager"): Absence(person("manager"), date(2026, 12, 1), person("deputy"))}
    away = Staff(STAFF.members, STAFF.managers, absent=gone)
    assert concerned(submitted(asked), away) == people("lead", "manager", "deputy") | {REQUESTER}


def test_a_change_of_groups_concerns_who_joined_and_left_and_all_of_a_group_that_is_not_trusted_any_more() -> None:
    after = staff(ospo=["lead", "new"], legal=["lawyer", "second"], security=["guard"])
    assert moved(STAFF, STAFF) == frozenset()
    assert moved(STAFF, after) == people("new", "accountant")
    assert moved(after, replace(after, stale=frozenset({"legal"}))) == people("lawyer", "second")


def test_an_absence_concerns_the_groups_of_who_goes_and_both_who_stood_in_and_who_does_now() -> None:
    first, second = (
        replace(STAFF, absent={person("lawyer"): Absence(person("lawyer"), date(2026, 12, 1), person(deputy))})
        for deputy in ("guard", "lead")
    )
    assert moved(STAFF, first) == moved(first, STAFF) == people("lawyer", "second", "guard")
    assert moved(first, second) == people("lawyer", "second", "guard", "lead")
    assert moved(second, second) == frozenset()
