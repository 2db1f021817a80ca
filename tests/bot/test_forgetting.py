# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo forget` in words: what would be done is never said as done."""

from dataclasses import replace

from bot.forgetting import lines
from bot.services.erasing import ErasureReport, Line

FOUND = ErasureReport(
    applied=False,
    person="U0DANA",
    requests=[Line("OSPO-1", "contribution", "declined", "")],
    entries=["tools/hosting"],
    board=2,
    alone={"absences": 3},
)


def test_before_it_is_done_each_line_says_what_would_be_and_after_it_what_was() -> None:
    before, after = "\n".join(lines(FOUND)), "\n".join(lines(replace(FOUND, applied=True)))
    assert "OSPO-1 (contribution, declined): would be erased from it." in before
    assert "Would be deleted, absences: 3." in before
    assert "Entries of the maturity board that would have a number in their place: 2." in before
    assert before.endswith("Nothing was changed: say --yes to do it.")
    assert "Deleted, absences: 3." in after
    assert "Entries of the maturity board with a number in their place: 2." in after
    assert "would" not in after
