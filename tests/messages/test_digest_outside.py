# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Upstreams and regulators in digests: counted in the post, named in the thread, two lines for executives."""

from datetime import date

from messages.digests.outside import executive_lines, outside_parts, outside_shortly
from workflows.digests.outside import NOTHING_OUTSIDE, ChangedLicense, DueSoon, Outside, QuietUpstream

TOLD = Outside(
    licenses=(ChangedLicense("Parser", "MIT", "BUSL-1.1"),),
    license_count=1,
    quiet=(QuietUpstream("zlib", 200),),
    quiet_count=3,
    due=(DueSoon("Renew the claim", date(2026, 12, 14), "promise"), DueSoon("New law", date(2026, 12, 9), "begins")),
    due_count=4,
    overdue=1,
    closing=2,
    closes=date(2026, 12, 1),
)
DUE = (
    "Due within 30 days: Renew the claim on 14 Dec 2026 and New law on 9 Dec 2026 (rules apply from then on), "
    "and 2 more."
)
REGULATORS = (
    "Regulators: 1 deadline is over, 4 deadlines within 30 days; 2 consultations close soon, the first on "
    "1 Dec 2026; next: Renew the claim on 14 Dec 2026."
)


def test_the_post_counts_what_the_thread_names() -> None:
    assert outside_shortly(TOLD) == (
        "1 upstream names another license; 3 critical upstreams have gone quiet; "
        "1 deadline is over, 4 deadlines within 30 days; 2 consultations close soon, the first on 1 Dec 2026."
    )
    [part] = outside_parts(TOLD)
    assert [str(line) for line in part.lines] == [
        "Another license: Parser (MIT → BUSL-1.1). /ospo upstreams shows who has to look.",
        "Gone quiet: zlib (no contribution for 200 days) and 2 more.",
        "Deadlines over: 1 is not marked as done: /ospo regulators.",
        DUE,
        "Consultations: 2 consultations close soon, the first on 1 Dec 2026.",
    ]


def test_executives_read_two_lines_and_nothing_says_nothing() -> None:
    assert [str(line) for line in executive_lines(TOLD)] == [
        REGULATORS,
        "Upstreams: another license: Parser (MIT → BUSL-1.1).",
    ]
    assert executive_lines(NOTHING_OUTSIDE) == []
    assert outside_parts(NOTHING_OUTSIDE) == []
    assert outside_shortly(NOTHING_OUTSIDE) == ""
