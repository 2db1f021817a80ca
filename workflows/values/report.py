# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The result of a values poll as a text that everybody may read: sums alone, with how to read them."""

from collections.abc import Iterator
from datetime import date

from workflows.facts import Answers
from workflows.registers.entry import Content
from workflows.values.poll import Poll
from workflows.values.principles import names
from workflows.values.results import APART, SMALLEST, Finding, Outcome, Result

_HEADINGS = (
    (Finding.DIFFERS, "Where units differ"),
    (Finding.SHARED, "What units share"),
    (Finding.REFUSED, "What no unit agrees with"),
    (Finding.UNDECIDED, "Undecided everywhere"),
    (Finding.UNKNOWN, "Not enough data"),
)
_HOW = (
    f"Each number is the mean of a unit on the scale from 1 (not at all) to 5 (fully). Units are said to differ from "
    f"{APART:.1f} apart on. Nothing is shown of fewer than {SMALLEST} answers, also not to how many a sentence matters "
    "most; smaller units are told together. "
    "The answers themselves were deleted when the poll closed."
)


def content_of(poll: Poll, result: Result, closed: date) -> Content:
    """What the register keeps of a closed poll."""
    values: Answers = {
        "closed_on": closed.isoformat(),
        "answers": result.answers,
        "units": len(result.groups),
        "differing": len(result.of(Finding.DIFFERS)),
        "agreed": len(result.of(Finding.SHARED)),
    }
    for field, finding in (("agreed_on", Finding.SHARED), ("differing_on", Finding.DIFFERS)):
        values |= {field: names(result, finding)} if result.of(finding) else {}
    return Content(title=f"Values poll of {closed:%d %b %Y}", text=report(poll, result), values=values)


def report(poll: Poll, result: Result) -> str:
    """The result as Markdown."""
    return "\n\n".join(_parts(poll, result))


def _parts(poll: Poll, result: Result) -> Iterator[str]:
    asked = f", of {result.asked:,} people who were asked by name" if result.asked else ""
    channel = " and a whole channel" if result.asked and poll.channel else ""
    if not result.groups:
        yield f"Not enough data: fewer than {SMALLEST} people answered{asked}. Nothing of their answers was kept."
        return
    shown = ", ".join(f"{one.title} ({one.count:,})" for one in result.groups)
    yield f"{result.answers:,} answers count{asked}{channel}. They are shown for {shown}."
    for finding, heading in _HEADINGS:
        found = result.of(finding)
        if found:
            yield "\n".join([f"## {heading}", "", *(_line(one, result) for one in found)])
    yield _HOW


def _line(outcome: Outcome, result: Result) -> str:
    means = ", ".join(f"{one.title} {one.means[outcome.name]:.1f}" for one in result.groups)
    apart = f"; {outcome.apart:.1f} apart" if outcome.apart is not None else ""
    most = f"; matters most to {outcome.most:,}" if outcome.most >= SMALLEST else ""
    return f"- **{outcome.title}**: {means}{apart}{most}"
