# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Upstreams and regulators in digests: each thing to look at in the thread, the two that matter most for executives."""

from collections.abc import Iterator

from messages.digests.lines import Line, Part
from messages.maturity.words import on
from messages.text import capital, counted, joined, user_line
from workflows.digests.outside import DueSoon, Outside

_TITLE, _LICENSE = 80, 40
_SORTS = {"begins": "rules apply from then on", "consultation": "consultation closes"}


def outside_parts(told: Outside) -> list[Part]:
    """The section of the thread; none where there is nothing to tell."""
    lines = tuple(_lines(told))
    return [Part("Upstreams and regulators", lines)] if lines else []


def outside_shortly(told: Outside) -> str:
    """All of it in one sentence for the post: how many of each; empty where there is nothing."""
    parts = (
        counted(told.license_count, "upstream names", "upstreams name") + " another license"
        if told.license_count
        else "",
        counted(told.quiet_count, "critical upstream has", "critical upstreams have") + " gone quiet"
        if told.quiet_count
        else "",
        _due_shortly(told),
        _closing(told),
    )
    said = [one for one in parts if one]
    return f"{capital('; '.join(said))}." if said else ""


def executive_lines(told: Outside) -> list[Line]:
    """At most two lines: what regulators want by when, and licenses that changed, or else who has gone quiet."""
    lines: list[Line] = []
    if told.due_count or told.overdue or told.closing:
        first = f"; next: {_due(told.due[0])}" if told.due else ""
        said = "; ".join(one for one in (_due_shortly(told), _closing(told)) if one)
        lines.append(Line("Regulators", f"{said}{first}."))
    if told.license_count:
        lines.append(Line("Upstreams", f"another license: {_licenses(told)}."))
    elif told.quiet_count:
        lines.append(Line("Upstreams", f"gone quiet: {_quiet(told)}."))
    return lines


def _lines(told: Outside) -> Iterator[Line]:
    if told.license_count:
        yield Line("Another license", f"{_licenses(told)}. /ospo upstreams shows who has to look.")
    if told.quiet_count:
        yield Line("Gone quiet", f"{_quiet(told)}.")
    if told.overdue:
        yield Line("Deadlines over", f"{counted(told.overdue, 'is', 'are')} not marked as done: /ospo regulators.")
    if told.due_count:
        named = joined([_due(one) for one in told.due])
        others = told.due_count - len(told.due)
        yield Line("Due within 30 days", f"{named}{f', and {others:,} more' if others else ''}.")
    if told.closing:
        yield Line("Consultations", f"{_closing(told)}.")


def _licenses(told: Outside) -> str:
    named = [
        f"{user_line(one.title, _TITLE)} ({user_line(one.was, _LICENSE)} → {user_line(one.now, _LICENSE)})"
        for one in told.licenses
    ]
    return _with_others(named, told.license_count)


def _quiet(told: Outside) -> str:
    named = [f"{user_line(one.title, _TITLE)} (no contribution for {one.days:,} days)" for one in told.quiet]
    return _with_others(named, told.quiet_count)


def _with_others(named: list[str], count: int) -> str:
    others = count - len(named)
    return joined([*named, *([f"{others:,} more"] if others else [])])


def _due(one: DueSoon) -> str:
    sort = _SORTS.get(one.sort)
    return f"{user_line(one.title, _TITLE)} on {on(one.on)}{f' ({sort})' if sort else ''}"


def _due_shortly(told: Outside) -> str:
    parts = (
        f"{counted(told.overdue, 'deadline is', 'deadlines are')} over" if told.overdue else "",
        f"{counted(told.due_count, 'deadline', 'deadlines')} within 30 days" if told.due_count else "",
    )
    return ", ".join(one for one in parts if one)


def _closing(told: Outside) -> str:
    if not told.closing or told.closes is None:
        return ""
    closes = counted(told.closing, "consultation closes", "consultations close")
    when = f"on {on(told.closes)}" if told.closing == 1 else f"soon, the first on {on(told.closes)}"
    return f"{closes} {when}"
