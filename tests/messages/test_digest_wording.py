# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers of digests as people read them."""

from datetime import UTC, datetime

import pytest

from messages.digests.wording import duration, share, window
from tests.support.digests import ZONE
from workflows.figures import Share


@pytest.mark.parametrize(
    "part, words",
    [
        (Share(9, 9), "all 9 decisions"),
        (Share(0, 9), "none of 9 decisions"),
        (Share(1, 1000), "1 of 1,000 decisions (1%)"),
        (Share(999, 1000), "999 of 1,000 decisions (99%)"),
        (Share(4, 4), "4 of 4 decisions"),
        (Share(0, 4), "0 of 4 decisions"),
    ],
)
def test_a_share_is_counted_before_it_is_a_percentage(part: Share, words: str) -> None:
    assert share(part, "decisions") == words


@pytest.mark.parametrize(
    "minutes, words",
    [
        (0, "less than a minute"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (61, "1 hour"),
        (47 * 60 + 59, "48 hours"),
        (48 * 60, "2 days"),
        (3450, "2.4 days"),
    ],
)
def test_a_duration_is_told_in_the_unit_that_says_most(minutes: int, words: str) -> None:
    assert duration(minutes) == words


@pytest.mark.parametrize(
    "since, until, words",
    [
        (datetime(2026, 11, 16, 8, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC), "16 to 23 November 2026"),
        (datetime(2026, 9, 28, 8, tzinfo=UTC), datetime(2026, 10, 5, 8, tzinfo=UTC), "28 September to 5 October 2026"),
        (
            datetime(2026, 12, 28, 8, tzinfo=UTC),
            datetime(2027, 1, 4, 8, tzinfo=UTC),
            "28 December 2026 to 4 January 2027",
        ),
        (datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC), "23 November 2026"),
        (datetime(2026, 11, 15, 23, 30, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC), "16 to 23 November 2026"),
    ],
)
def test_a_window_is_told_in_the_days_of_its_schedule(since: datetime, until: datetime, words: str) -> None:
    assert window(since, until, ZONE) == words
