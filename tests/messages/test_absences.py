# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people type behind `/ospo away`, and what the OSPO reads of groups with nobody there."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.absences import nobody_there, typed
from workflows.errors import Refusal
from workflows.organization import Organization
from workflows.reachability import Unreachable

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    "text,deputy",
    [
        ("until friday", ""),
        ("friday", ""),
        ("Until Friday with <@U0LENA|lena>", "U0LENA"),
        ("until 2026-11-27 with <@W0LENA>  ", "W0LENA"),
        ("4 days with <@U0LENA|lena who is with us>", "U0LENA"),
    ],
)
def test_a_day_and_a_deputy_are_read(text: str, deputy: str) -> None:
    assert typed(text, MONDAY) == (FRIDAY, deputy)


@pytest.mark.parametrize("text", ["until friday with @lena", "with <@U0LENA>", "until", "until 4/12 with <@U0LENA>"])
def test_what_is_not_understood_is_told_with_what_to_write(text: str) -> None:
    with pytest.raises(Refusal, match="until 2 weeks"):
        typed(text, MONDAY)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_an_absence_or_a_sentence(text: str) -> None:
    try:
        day, deputy = typed(text, MONDAY)
    except Refusal:
        return
    assert isinstance(day, date)
    assert not deputy or deputy[0] in "UW"


@pytest.mark.parametrize(
    "found,said",
    [
        (Unreachable("legal", "legal", FRIDAY), "All of legal are away until Friday, 27 November 2026. New steps wait"),
        (Unreachable("finance", "ospo"), "Nobody is left in finance: the group is empty, or its people have left. New"),
        (Unreachable("finance", "ospo", FRIDAY), "New steps go to the OSPO; those that wait already stay."),
        (Unreachable("ospo", ""), "Nobody stands in for it: requests that ask for it are refused."),
        (Unreachable("security", "ospo", None, private=True), "What is private to it is refused"),
        (Unreachable("security", "ospo", FRIDAY, private=True), "What is private to it waits."),
    ],
)
def test_the_ospo_reads_why_what_happens_and_what_to_do(found: Unreachable, said: str) -> None:
    text = nobody_there(found, Organization())
    assert said in text
    assert "To change that, name" in text
