# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the registers bring to the weekly digest, of those that everybody reads and the company has entries in."""

from bot.catalog import Catalog
from bot.services.register_entries import petal_titles
from storage.unit_of_work import UnitOfWork
from workflows.digests.registers import RegisterFigures, changed, coming, overdue
from workflows.figures import Count
from workflows.petals import petal_title
from workflows.registers.entry import Entry
from workflows.registers.listing import Brief
from workflows.schedules import Run

#: What regulators want by when has lines of its own (outside.py).
_TOLD_ELSEWHERE = frozenset({"deadlines", "positions"})
#: Acts of a week that are counted.
_MOST = 5_000


async def register_figures(tx: UnitOfWork, catalog: Catalog, workspace: str, run: Run) -> RegisterFigures | None:
    """The figures of a run; None where there is nothing to tell."""
    touched = await tx.registers.registers(workspace)
    if not touched:
        return None
    registers = {name: one for name, one in catalog.registers.items() if one.open and name in touched}
    today, briefs, dated = catalog.today(run.until), list[Brief](), list[Entry]()
    for name, register in registers.items():
        briefs += await tx.registers.briefs(workspace, name)
        dated += await tx.registers.of(workspace, name) if register.dates and name not in _TOLD_ELSEWHERE else []
    recorded = await tx.registers.happened(workspace, run.since, run.until, _MOST)
    titles = await petal_titles(tx, catalog, workspace)
    late = [(petal_title(one.name, titles), one.count) for one in overdue(briefs, today)]
    figures = RegisterFigures(
        changed(recorded, registers),
        tuple(Count(title, count) for title, count in late),
        coming(dated, registers, today),
    )
    return figures if figures != RegisterFigures() else None
