# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Instants as SQLite's text: they come back as they were, and sort like time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.instant import from_text, to_text

ZONES = st.integers(min_value=-14 * 60, max_value=14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(9000, 1, 1), timezones=ZONES)  # noqa: DTZ001


@given(INSTANTS, INSTANTS)
def test_texts_come_back_and_sort_like_the_instants(one: datetime, other: datetime) -> None:
    first, second = to_text(one), to_text(other)
    assert first is not None
    assert second is not None
    assert from_text(first) == one
    assert len(first) == len(second) == 27
    assert (first < second) == (one < other)


def test_an_instant_reads_like_iso_8601() -> None:
    assert to_text(datetime(2026, 11, 22, 16, 53, 13, tzinfo=UTC)) == "2026-11-22T16:53:13.000000Z"
    assert to_text(None) is None
    assert from_text(None) is None


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_text(datetime(2026, 11, 22))  # noqa: DTZ001 - that is the point
