# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How many maintainers we employ, as a figure that proves an item of a maturity model."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from workflows.maturity.facts import COUNTS, MAINTAINERS, Fact
from workflows.registers.entry import Entry


def employed(entries: Iterable[Entry], since: datetime, until: datetime, zone: tzinfo) -> Fact:
    """The maintainers of all upstreams whose entry somebody changed or looked at since; numbers, never names.

    What is shipped, a draft, or not looked at for so long shows nothing.
    """
    count = sum(
        maintainers
        for entry in entries
        if entry.visible
        and entry.changed_at is not None
        and since <= entry.changed_at <= until
        and isinstance(maintainers := entry.values.get("maintainers"), int)
    )
    first, last = (at.astimezone(zone).date() for at in (since, until))
    return Fact(MAINTAINERS, count, 0, first, last, COUNTS[MAINTAINERS])
