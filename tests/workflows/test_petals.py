# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The petals of the flower are those of the register, in its order and by its titles."""

from tests.workflows.test_setup import entry
from workflows.figures import Petal
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
