# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The shapes of licenses.toml and license_names.toml: what policy says about categories, exceptions and licenses."""

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Literal, Self, TypeAlias

from pydantic import Field as Constrained
from pydantic import field_validator, model_validator

from workflows.model import Value

Basis: TypeAlias = Literal["license", "policy", "unsettled"]
Link: TypeAlias = Literal["process", "dynamic", "static"]


class Verdict(StrEnum):
    """What policy says, from best to worst; ``invalid`` is for what is no license expression."""

    ALLOW = "allow"
    CONDITIONS = "conditions"
    REVIEW = "review"
    DENY = "deny"
    INVALID = "invalid"

    @property
    def rank(self) -> int:
        """0 for the best; `ospo license` exits with it (design.md §8)."""
        return _RANKS[self]


_RANKS = {verdict: rank for rank, verdict in enumerate(Verdict)}


class Usage(StrEnum):
    """What is done with the software (domain.md §3)."""

    BUILD = "build"
    INTERNAL = "internal"
    SAAS = "saas"
    SHIPPED = "shipped"
    SHIPPED_MODIFIED = "shipped-modified"
    BROWSER = "browser"
    CONTRIBUTE = "contribute"


USING = tuple(usage for usage in Usage if usage is not Usage.CONTRIBUTE)
#: With these a copy reaches others, so that licenses have to fit together.
DELIVERING = frozenset({Usage.SHIPPED, Usage.SHIPPED_MODIFIED, Usage.BROWSER})
Given: TypeAlias = Literal[Verdict.ALLOW, Verdict.CONDITIONS, Verdict.REVIEW, Verdict.DENY]
UsingList: TypeAlias = tuple[Usage, ...]


class Cell(Value):
    """One answer of a category for some usages. ``link`` and ``modified``: only when that fact is known to be so."""

    usages: UsingList = Constrained(min_length=1)
    verdict: Given
    basis: Basis
    because: str
    fix: str = ""
    obligations: tuple[str, ...] = ()
    assumes: str = ""
    link: tuple[Link, ...] = ()
    modified: bool | None = None

    @property
    def conditional(self) -> bool:
        """Whether it waits for a fact."""
        return bool(self.link) or self.modified is not None


class Cells(Value):
    """Cells that answer every usage: exactly one of them without a condition."""

    cells: tuple[Cell, ...]

    @model_validator(mode="after")
    def _answers_each_usage_once(self) -> Self:
        found = Counter(usage for cell in self.cells if not cell.conditional for usage in cell.usages)
        wrong = [usage for usage in Usage if found[usage] != (usage in USING)]
        if wrong:
            raise ValueError(f"there must be one cell without condition for {', '.join(wrong)}")
        return self


class Category(Cells):
    """Licenses that policy treats alike: those named (as file names with ``*``), and those of ScanCode's categories."""

    title: str
    licenses: tuple[str, ...] = ()
    scancode: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()
    undemanding: bool = False


class ExceptionRow(Cells):
    """An exception, as a file name with ``*``, together with each of these licenses."""

    exception: str
    licenses: tuple[str, ...] = Constrained(min_length=1)


class Duty(Value):
    """Obligations that single licenses add to those of their category."""

    licenses: tuple[str, ...]
    usages: UsingList
    obligations: tuple[str, ...]


class Pair(Value):
    """Whether work under ``from`` may become part of work under ``into``, where the packaged matrix is not enough."""

    from_: tuple[str, ...] = Constrained(alias="from")
    into: tuple[str, ...]
    compatible: bool
    because: str


class Difference(Value):
    """Why policy says something else than a source does of some licenses."""

    source: Literal["scancode", "spdx", "osadl"]
    category: str
    licenses: tuple[str, ...] = ("*",)
    because: str


class Override(Value):
    """What an organization says of a category or of one license, with a note and the day it was decided."""

    category: str = ""
    license: str = ""
    usages: UsingList = Constrained(USING, min_length=1)
    verdict: Given
    note: str = Constrained(min_length=1)
    on: date
    obligations: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _speaks_of_one_thing(self) -> Self:
        if bool(self.category) == bool(self.license):
            raise ValueError("name either a category or a license")
        if Usage.CONTRIBUTE in self.usages:
            raise ValueError("contributing has its own table: [contributing.NAME]")
        return self

    @property
    def subject(self) -> str:
        """What it speaks of."""
        return self.category or self.license


class ContributingRow(Value):
    """The verdict on contributing: to projects under the licenses it names, else under those of its category."""

    verdict: Literal["allow", "owned", "review", "deny"]
    licenses: tuple[str, ...] | None = Constrained(None, min_length=1)
    because: str = ""

    @field_validator("licenses", mode="after")
    @classmethod
    def _none_as_spdx_writes_it(cls, licenses: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return licenses and tuple("NONE" if one == "none" else one for one in licenses)


class Spelling(Value):
    """Ways to write a license that are no id, and what they mean; several meanings are ambiguous."""

    written: tuple[str, ...] = Constrained(min_length=1)
    means: tuple[str, ...] = Constrained(min_length=1)


class LicenseNames(Value):
    """The shape of license_names.toml."""

    deprecated: dict[str, str] = {}
    spellings: tuple[Spelling, ...] = ()


class LicenseTables(Value):
    """What policy says about licenses, the organization's rows first."""

    obligations: dict[str, str] = {}
    categories: dict[str, Category] = {}
    duties: tuple[Duty, ...] = ()
    exceptions: tuple[ExceptionRow, ...] = ()
    pairs: tuple[Pair, ...] = ()
    contributing: dict[str, ContributingRow] = {}
    overrides: tuple[Override, ...] = ()
    differences: tuple[Difference, ...] = ()
