# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What each packaged source says of a license beside our own answer, and where they differ."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.reference import Listed, osadl, osadl_licenses, reference
from workflows.licenses.tables import Usage, Verdict
from workflows.model import Value

Source: TypeAlias = Literal["scancode", "spdx", "osadl"]
#: What OSADL is asked of a license that policy takes for undemanding: whether work under MIT may hold it.
UNDEMANDING = "MIT"


class SourceLine(Value):
    """One license in every source; None or empty where a source does not have it."""

    license: str
    category: str
    name: str
    osi_approved: bool | None
    fsf_libre: bool | None
    scancode: str
    osadl: bool
    differ: tuple[str, ...]


class Disagreement(NamedTuple):
    """A source that says something else than we do, and why we do."""

    license: str
    source: Source
    says: str
    ours: str
    because: str


@lru_cache(maxsize=4096)  # the same few hundred licenses are asked about all day
def source_line(license_: str, policy: LicensePolicy) -> SourceLine:
    """The license in every source."""
    listed = reference().licenses.get(license_, Listed(license_))
    differ = tuple(f"{one.says}, policy: {one.ours}. {one.because}".strip() for one in disagreements(license_, policy))
    return SourceLine(
        license=license_, category=policy.category(policy.category_of(license_)).title, name=listed.name,
        osi_approved=listed.osi_approved, fsf_libre=listed.fsf_libre, scancode=listed.scancode,
        osadl=license_ in osadl_licenses(), differ=differ,
    )  # fmt: skip


def disagreements(license_: str, policy: LicensePolicy) -> Iterator[Disagreement]:
    """Where a source says something else of the license than we do."""
    listed = reference().licenses.get(license_, Listed(license_))
    name = policy.category_of(license_)
    category = policy.category(name)
    shipped = policy.using(license_, Use(Usage.SHIPPED)).cell.verdict
    if listed.scancode and listed.scancode not in {*category.scancode, *category.agrees}:
        yield _disagreement(license_, "scancode", f"ScanCode: {listed.scancode}", category.title, policy)
    if listed.osi_approved and shipped.rank >= Verdict.REVIEW.rank:
        yield _disagreement(license_, "spdx", "SPDX: approved by the OSI", f"{shipped} when shipped", policy)
    if category.undemanding and osadl(license_, UNDEMANDING) == "no":
        says = f"OSADL: does not fit into work under {UNDEMANDING}"
        yield _disagreement(license_, "osadl", says, category.title, policy)


def _disagreement(license_: str, source: Source, says: str, ours: str, policy: LicensePolicy) -> Disagreement:
    category = policy.category_of(license_)
    because = (
        row.because
        for row in policy.tables.differences
        if (row.source, row.category) == (source, category) and any(fnmatchcase(license_, one) for one in row.licenses)
    )
    return Disagreement(license_, source, says, ours, next(because, ""))
