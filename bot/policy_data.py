# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The policy's data beside the kinds: licenses and upstreams, the organization's laid over the shipped."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from bot.configuration import Findings, did_you_mean, parsed, read_toml
from workflows.known import PolicyData, Upstream
from workflows.licenses.tables import ContributingRow, LicenseNames, LicenseTables, Override
from workflows.model import Value

LICENSES = "licenses.toml"
LICENSE_NAMES = "license_names.toml"
UPSTREAMS = "upstreams.toml"
_File = TypeVar("_File", bound=Value)


class LicensesFile(Value):
    """The shape of an organization's licenses.toml: what it decides differently from the shipped one."""

    contributing: dict[str, ContributingRow] = {}
    overrides: tuple[Override, ...] = ()


class UpstreamsFile(Value):
    """The shape of upstreams.toml: what is known of projects and of the organizations of a forge."""

    upstreams: tuple[Upstream, ...] = ()


def merged_data(shipped: Traversable, folder: Path | None, findings: Findings) -> PolicyData:
    """The files of both folders as one. What the organization says comes first, and the first match decides.

    A row on contributing that the organization names replaces the shipped one of that name.
    """
    licenses = _read(LicenseTables, shipped / LICENSES, f"shipped {LICENSES}", findings)
    names = _read(LicenseNames, shipped / LICENSE_NAMES, f"shipped {LICENSE_NAMES}", findings)
    projects = _upstreams(shipped, "shipped ", findings)
    if folder is not None:
        own = _read(LicensesFile, folder / LICENSES, LICENSES, findings)
        _check_contributing(own, licenses, findings)
        _check_overrides(own, licenses, findings)
        shipped_rows = {name: row for name, row in licenses.contributing.items() if name not in own.contributing}
        rows = {"contributing": own.contributing | shipped_rows, "overrides": own.overrides}
        licenses = licenses.model_copy(update=rows)
        projects = (*_upstreams(folder, "", findings), *projects)
    return PolicyData(**dict(licenses), **dict(names), upstreams=projects)


def _upstreams(layer: Traversable, called: str, findings: Findings) -> tuple[Upstream, ...]:
    projects = _read(UpstreamsFile, layer / UPSTREAMS, called + UPSTREAMS, findings)
    _check_upstreams(projects, called + UPSTREAMS, findings)
    return projects.upstreams


def _read(model: type[_File], source: Traversable, file: str, findings: Findings) -> _File:
    document = read_toml(source, file, findings) if source.is_file() else None
    return (parsed(model, document, file, findings) if document else None) or model()


def _check_contributing(own: LicensesFile, licenses: LicenseTables, findings: Findings) -> None:
    category_of: dict[str, str] = {}
    for category, row in own.contributing.items():
        if row.licenses is None and category not in licenses.categories:
            reason = (
                f"names no licenses, and there is no category of that name{did_you_mean(category, licenses.categories)}"
            )
            findings.error(LICENSES, f"contributing.{category}", reason)
        for license_ in row.licenses or ():
            first = category_of.setdefault(license_, category)
            if first != category:
                findings.error(LICENSES, f"contributing.{category}", f"`{license_}` stands in `{first}` already")


def _check_overrides(own: LicensesFile, licenses: LicenseTables, findings: Findings) -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(own.overrides, 1):
        key = f"overrides.{number}"
        if row.category and row.category not in licenses.categories:
            hint = did_you_mean(row.category, licenses.categories)
            findings.error(LICENSES, f"{key}.category", f"`{row.category}` is no category{hint}")
        for usage in row.usages:
            first = seen.setdefault((row.subject, usage), number)
            if first != number:
                findings.error(LICENSES, key, f"`{row.subject}` for {usage} is decided in row {first} already")


def _check_upstreams(projects: UpstreamsFile, file: str, findings: Findings) -> None:
    seen: dict[str, int] = {}
    for number, upstream in enumerate(projects.upstreams, 1):
        for prefix in upstream.match:
            key = f"upstreams.{number}.match"
            if prefix.startswith("www.") or prefix.endswith(".git"):
                findings.error(file, key, f"`{prefix}` never matches: leave out www. and .git")
            elif seen.setdefault(prefix, number) != number:
                findings.error(file, key, f"`{prefix}` stands in row {seen[prefix]} already")
