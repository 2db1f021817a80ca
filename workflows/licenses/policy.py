# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The license policy in force: in which category a license is, and which cell of the tables answers for a use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache

from workflows.licenses.names import Names
from workflows.licenses.reference import reference
from workflows.licenses.tables import Category, Cell, ContributingRow, LicenseNames, LicenseTables, Link, Usage

UNKNOWN = "unknown"
_REMEMBERED = 256
NOT_ADOPTED = "shipped default policy, not yet adopted by your company"


@dataclass(frozen=True, slots=True)
class Use:
    """The facts of a use. None: not known; without a usage it is taken as shipped, and the answer says so."""

    usage: Usage | None = None
    modified: bool | None = None
    link: Link | None = None

    @property
    def column(self) -> Usage:
        """The usage that the tables are read for: what is shipped static or changed is *shipped-modified*, and back."""
        usage = self.usage or Usage.SHIPPED
        if usage not in {Usage.SHIPPED, Usage.SHIPPED_MODIFIED}:
            return usage
        if self.modified or self.link == "static":
            return Usage.SHIPPED_MODIFIED
        return Usage.SHIPPED if self.modified is False and self.link else usage


@dataclass(frozen=True, slots=True)
class Found:
    """The cell that answers, and those that would if more were known of the use."""

    rule: str
    cell: Cell
    better: tuple[Cell, ...] = ()
    dated: date | None = None


class LicensePolicy:
    """The tables in force, who adopted them and when (empty: nobody), and their version."""

    def __init__(self, tables: LicenseTables, names: LicenseNames, *, version: str = "", adopted: str = "") -> None:
        self.tables = tables
        self.version = version
        self.adopted = adopted
        self._names = names
        self._category_of: dict[str, str] = {}
        self._contributing = lru_cache(_REMEMBERED)(self._row_on)  # asked at each change of a form
        self._overrides = {(row.subject, usage): row for row in reversed(tables.overrides) for usage in row.usages}

    @cached_property
    def names(self) -> Names:
        """How people write licenses; made at the first question."""
        return Names(self._names, reference())

    @property
    def statement(self) -> str:
        """Whose policy an answer rests on."""
        return f"under policy {self.version}, adopted by {self.adopted}" if self.adopted else NOT_ADOPTED

    def category_of(self, license_: str) -> str:
        """The category of a license by its id; `unknown` when nobody has placed it."""
        found = self._category_of.get(license_)
        if found is None:
            found = self._category_of[license_] = next(self._placed(license_), UNKNOWN)
        return found

    def _placed(self, license_: str) -> Iterator[str]:
        named = [(name, one) for name, row in self.tables.categories.items() for one in row.licenses]
        yield from (name for name, one in named if one == license_)
        listed = reference().licenses.get(license_)
        if listed is None:  # what only looks like a member of a family is unknown
            return
        yield from (name for name, one in named if fnmatchcase(license_, one))
        if not license_.startswith("LicenseRef-"):
            yield from (name for name, row in self.tables.categories.items() if listed.scancode in row.scancode)

    def category(self, name: str) -> Category:
        """What the tables say of a category."""
        return self.tables.categories[name]

    def using(self, license_: str, use: Use) -> Found:
        """The cell for a license: the organization's word on it, on its category, or the category's own cell."""
        category = self.category_of(license_)
        return self._overridden(license_, use) or self._overridden(category, use) or self._shipped(category, use)

    def shipped(self, license_: str, use: Use) -> Found:
        """The cell for a license as the tables come with the product, without the organization's word on it."""
        return self._shipped(self.category_of(license_), use)

    def with_exception(self, license_: str, exception: str, use: Use) -> Found | None:
        """The cell for a license together with an exception; None when no row knows the pair."""
        if found := self._overridden(f"{license_} WITH {exception}", use):
            return found
        for row in self.tables.exceptions:
            if license_ in row.licenses and fnmatchcase(exception, row.exception):
                return _answering(row.cells, use, f"exceptions.{exception}")
        return None

    def _overridden(self, subject: str, use: Use) -> Found | None:
        row = self._overrides.get((subject, use.column))
        if row is None:
            return None
        cell = Cell(
            usages=row.usages, verdict=row.verdict, basis="policy", because=row.note, obligations=row.obligations
        )
        return Found(f"organization.{subject}.{use.column}", cell, dated=row.on)

    def _shipped(self, category: str, use: Use) -> Found:
        return _answering(self.category(category).cells, use, category)

    def contributing(self, license_: str) -> tuple[str, ContributingRow | None]:
        """The row on contributing to projects under a license, and its name; None when no row speaks of it."""
        return self._contributing(license_)

    def _row_on(self, license_: str) -> tuple[str, ContributingRow | None]:
        rows = self.tables.contributing
        for name, row in rows.items():
            if row.licenses and license_ in row.licenses:
                return name, row
        category = self.category_of(license_)
        of_category = rows.get(category)
        return category, of_category if of_category is not None and of_category.licenses is None else None

    def duties(self, license_: str, usage: Usage) -> tuple[str, ...]:
        """The obligations that this one license adds."""
        rows = (row for row in self.tables.duties if usage in row.usages)
        return tuple(
            one for row in rows if any(fnmatchcase(license_, p) for p in row.licenses) for one in row.obligations
        )

    def obligation(self, key: str) -> str:
        """The text of an obligation; an organization's own are texts already."""
        return self.tables.obligations.get(key, key)


def _answering(cells: Sequence[Cell], use: Use, rule: str) -> Found:
    meant = [cell for cell in cells if use.column in cell.usages]
    base = next(cell for cell in meant if not cell.conditional)
    chosen = next((cell for cell in meant if cell.conditional and _met(cell, use) is True), base)
    better = (cell for cell in meant if _met(cell, use) is None and cell.verdict.rank < chosen.verdict.rank)
    return Found(f"{rule}.{use.column}", chosen, tuple(better))


def _met(cell: Cell, use: Use) -> bool | None:
    """Whether the cell's condition holds; None when a fact is missing."""
    linked = None if use.link is None else use.link in cell.link
    changed = None if use.modified is None else use.modified is cell.modified
    asked = [linked] if cell.link else []
    asked += [changed] if cell.modified is not None else []
    if False in asked:
        return False
    return None if None in asked else True
