# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The table beside the picture: the same numbers, for who does not see a picture or does not trust it."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages.blocks import Block, table
from messages.charts.digests import charts_of
from workflows.digests.document import Digest, Executive


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their heads; the first column says what a row is about."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def blocks(self) -> list[Block]:
        """The table as Slack shows it; nothing where it has no rows."""
        return [table(self.head, self.rows)] if self.rows else []

    def __str__(self) -> str:
        """The table as a terminal shows it; empty where it has no rows."""
        if not self.rows:
            return ""
        widths = [max(len(row[place]) for row in (self.head, *self.rows)) for place in range(len(self.head))]
        return "\n".join(_aligned(row, widths) for row in (self.head, *self.rows))


def table_of(digest: Digest | Executive) -> Table:
    """The numbers of the digest's first picture; no rows where there is too little for a picture.

    What is nowhere but 0 is left out of the picture too: tables are read on phones.
    """
    chart = next(iter(charts_of(digest)), None)
    if chart is None:
        return Table((), ())
    columns = [one for place, one in enumerate(zip(*chart.table, strict=True)) if not place or {*one[1:]} != {"0"}]
    head, *rows = zip(*columns, strict=True)
    return Table(head, tuple(rows))


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()
