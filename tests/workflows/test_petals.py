# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The petals of the flower are those of the register, in its order and by its titles."""

from datetime import date

from tests.support.ingredients import TODAY, entry
from workflows.figures import Petal
from workflows.organization import Organization
from workflows.petal_lines import OfPetals, petal_lines
from workflows.petals import registered

HAPPENED = (Petal("legal", 1, 3), Petal("ecosystem", 0, 2), Petal("contributors", 0, 0))


def test_the_register_says_which_petals_there_are_in_which_order() -> None:
    rows = [entry("petals", "Users"), entry("petals", "Legal", place=2), entry("petals", "Contributors", place=1)]
    assert [(one.title, one.trend) for one in registered(HAPPENED, rows)] == [
        ("Contributors", 0),
        ("Legal", 3),
        ("Users", 0),
        ("Ecosystem", 2),
    ], "what happened in a petal that was retired is not lost"


def test_the_office_is_the_middle_until_something_happens_in_it() -> None:
    rows = [entry("petals", "ospo")]
    assert registered((), rows) == ()
    assert [one.name for one in registered((Petal("ospo", 0, 4),), rows)] == ["ospo"]


def test_a_line_tells_what_is_overdue_what_comes_next_and_who_is_still_here() -> None:
    legal = entry("petals", "Legal", owner="U0LENA", deputy="U0GONE", channel="C0LEGAL", place=1)
    late, kept, shipped = (
        entry("materials", title, petal="legal", review_on=date(2026, 11, day), version=version)
        for title, day, version in (("Late", 1, 1), ("Kept", 30, 1), ("Shipped", 1, 0))
    )
    past, coming = (
        entry("activities", title, petal="legal", next_on=day)
        for title, day in (("Past", "2026-11-01"), ("Hour", "2026-12-01"))
    )
    given = OfPetals((legal,), (late, kept, shipped), (past, coming), (), HAPPENED, frozenset({"U0GONE"}))
    [line] = petal_lines(given, Organization.model_validate({"units": {"pay": {"petals": ["legal", "gone"]}}}), TODAY)
    assert (line.talk_to, line.deputy, line.channel) == ("U0LENA", "", "C0LEGAL")
    assert (line.materials, line.overdue, line.activities, line.requests) == (3, 1, 2, 3)
    assert (line.next_title, line.next_on, line.units) == ("Hour", date(2026, 12, 1), ("pay",))
