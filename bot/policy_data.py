# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The policy's data beside the kinds: licenses.toml and upstreams.toml, the organization's laid over the shipped."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from bot.configuration import Findings, parsed, read_toml
from workflows.known import ContributingRow, PolicyData, Upstream
from workflows.model import Value

LICENSES = "licenses.toml"
UPSTREAMS = "upstreams.toml"
_File = TypeVar("_File", bound=Value)


class LicensesFile(Value):
    """The shape of licenses.toml: a verdict for each category of licenses."""

    contributing: dict[str, ContributingRow] = {}


class UpstreamsFile(Value):
    """The shape of upstreams.toml: what is known of projects and of the organizations of a forge."""

    upstreams: tuple[Upstream, ...] = ()


def merged_data(shipped: Traversable, folder: Path | None, findings: Findings) -> PolicyData:
    """Both files of both folders as one. What the organization says comes first, and the first match decides.

    A category of licenses that the organization names replaces the shipped one of that name.
    """
    layers = [(folder, ""), (shipped, "shipped ")] if folder else [(shipped, "shipped ")]
    contributing: dict[str, ContributingRow] = {}
    upstreams: list[Upstream] = []
    for layer, called in layers:
        licenses = _read(LicensesFile, layer / LICENSES, called + LICENSES, findings)
        _check_licenses(licenses, called + LICENSES, findings)
        contributing = contributing | {k: row for k, row in licenses.contributing.items() if k not in contributing}
        projects = _read(UpstreamsFile, layer / UPSTREAMS, called + UPSTREAMS, findings)
        _check_upstreams(projects, called + UPSTREAMS, findings)
        upstreams += projects.upstreams
    return PolicyData(contributing=contributing, upstreams=tuple(upstreams))


def _read(model: type[_File], source: Traversable, file: str, findings: Findings) -> _File:
    document = read_toml(source, file, findings) if source.is_file() else None
    return (parsed(model, document, file, findings) if document else None) or model()


def _check_licenses(licenses: LicensesFile, file: str, findings: Findings) -> None:
    category_of: dict[str, str] = {}
    for category, row in licenses.contributing.items():
        for license_ in row.licenses:
            first = category_of.setdefault(license_, category)
            if first != category:
                findings.error(file, f"contributing.{category}", f"`{license_}` stands in `{first}` already")


def _check_upstreams(projects: UpstreamsFile, file: str, findings: Findings) -> None:
    seen: dict[str, int] = {}
    for number, upstream in enumerate(projects.upstreams, 1):
        for prefix in upstream.match:
            key = f"upstreams.{number}.match"
            if prefix.startswith("www.") or prefix.endswith(".git"):
                findings.error(file, key, f"`{prefix}` never matches: leave out www. and .git")
            elif seen.setdefault(prefix, number) != number:
                findings.error(file, key, f"`{prefix}` stands in row {seen[prefix]} already")
