# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Digests tell of upstreams and regulators what somebody has taken over, and numbers alone of closed registers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from workflows.digests.outside import NOTHING_OUTSIDE, outside
from workflows.digests.storing import digest_of, json_of
from workflows.digests.weekly import quiet, summarise
from workflows.figures import ProgramFigures, QueueFigures
from workflows.organization import Organization
from workflows.registers.entry import Content, Entry, EntryState
from workflows.upstreams.record import ProjectRecord
from workflows.upstreams.watching import LicenseChange, Looked, Quiet

TODAY = date(2026, 11, 23)


def entry(title: str, state: EntryState = EntryState.PUBLISHED, *, version: int = 1, **values: Any) -> Entry:
    content = Content(title=title, values=values)
    return Entry(workspace="T0", register="deadlines", name="one", content=content, state=state, version=version)


def looked(title: str, *, now: str = "", days: int = 0) -> Looked:
    upstream = entry(title)
    change = LicenseChange(upstream, "MIT", now) if now else None
    return Looked(upstream, ProjectRecord(""), change, Quiet(upstream, days, TODAY, recorded=True) if days else None)


def test_only_what_somebody_has_taken_over_is_told_and_only_for_thirty_days() -> None:
    deadlines = [
        entry("Ours", due="2026-12-23"),
        entry("As shipped", version=0, due="2026-12-09"),
        entry("Far away", due="2026-12-24"),
        entry("Late", due="2026-11-22"),
        entry("Rules that begin", due="2026-11-22", sort="begins"),
        entry("Done", due="2026-12-01", status="done"),
    ]
    found = outside((), deadlines, (), TODAY)
    assert [one.title for one in found.due] == ["Ours"]
    assert (found.due_count, found.overdue) == (1, 1)


def test_of_positions_it_is_told_how_many_consultations_close_and_never_what_they_are_about() -> None:
    positions = [
        entry("Secret plan", EntryState.DRAFT, closes="2026-12-14"),
        entry("Another", closes="2026-12-01"),
    ]
    found = outside((), (), positions, TODAY)
    assert (found.closing, found.closes) == (2, date(2026, 12, 1))
    assert "Secret" not in repr(found)


def test_five_are_named_and_all_are_counted() -> None:
    off = [looked(f"Project {number}", now="BUSL-1.1", days=200) for number in range(7)]
    found = outside(off, (), (), TODAY)
    assert (len(found.licenses), found.license_count) == (5, 7)
    assert (len(found.quiet), found.quiet_count) == (5, 7)


def test_a_week_in_which_a_license_changed_is_not_quiet_and_the_digest_keeps_it() -> None:
    until = datetime(2026, 11, 23, 9, tzinfo=UTC)
    figures = ProgramFigures(until - timedelta(days=7), until, QueueFigures(until))
    organization = Organization()
    told = summarise(figures, organization, zone="UTC", last=summarise(figures, organization, zone="UTC"))
    assert quiet(told)
    assert told.outside == NOTHING_OUTSIDE
    found = outside([looked("Parser", now="BUSL-1.1")], (), (), TODAY)
    told = summarise(figures, organization, zone="UTC", last=told, outside=found)
    assert not quiet(told)
    assert digest_of(json_of(told), type(told)) == told
