# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""SPDX JSON, versions 2.2 and 2.3 (https://spdx.github.io/spdx-spec/v2.3/): packages and their licenses."""

from collections.abc import Iterator
from typing import Any

from workflows.errors import UnreadableInventory
from workflows.licenses.inventory.components import UNSTATED, Component, Inventory
from workflows.licenses.inventory.values import a_list, a_name, a_text, an_object, shown
from workflows.licenses.inventory.written import Written

_DOCUMENT = "SPDXRef-DOCUMENT"
_VERSIONS = ("SPDX-2.0", "SPDX-2.1", "SPDX-2.2", "SPDX-2.3")
_EMPTY = frozenset({"", UNSTATED})


def read_spdx(document: dict[str, Any], written: Written) -> Inventory:
    """The inventory of an SPDX 2 document. Raises UnreadableInventory."""
    version = a_text(document.get("spdxVersion"), "spdxVersion")
    if version not in _VERSIONS:
        raise UnreadableInventory(
            f"`{shown(version)}` is no version of SPDX that can be read here. Please export the inventory as SPDX 2.3."
        )
    packages = [
        (an_object(one, f"packages[{number}]"), f"packages[{number}]")
        for number, one in enumerate(a_list(document.get("packages"), "packages"))
    ]
    described = _described(document)
    roots = [one for one, place in packages if a_text(one.get("SPDXID"), f"{place}.SPDXID") in described]
    # Some programs describe every package: then the file does not say what they are parts of.
    product = roots[0] if len(roots) == 1 and len(packages) > 1 else None
    components = [_component(one, place, written) for one, place in packages if one is not product]
    return Inventory(
        version.replace("-", " "), _component(product, "packages", written).shown if product else "",
        tuple(components), tuple(_remarks(document)),
    )  # fmt: skip


def unread_version(document: dict[str, Any]) -> bool:
    """Whether this is SPDX 3, which is a graph of linked data."""
    context = document.get("@context")
    return "@graph" in document or "spdx.org/rdf/3" in str(context if isinstance(context, str) else "")


def _described(document: dict[str, Any]) -> set[str]:
    """What the document says it describes: in a list of its own (2.2), or as relationships (2.3)."""
    found = {
        a_text(one, f"documentDescribes[{number}]")
        for number, one in enumerate(a_list(document.get("documentDescribes"), "documentDescribes"))
    }
    for number, given in enumerate(a_list(document.get("relationships"), "relationships")):
        place = f"relationships[{number}]"
        one = an_object(given, place)
        pair = (
            a_text(one.get("spdxElementId"), f"{place}.spdxElementId"),
            a_text(one.get("relatedSpdxElement"), f"{place}.relatedSpdxElement"),
        )
        kind = a_text(one.get("relationshipType"), f"{place}.relationshipType")
        if kind == "DESCRIBES" and pair[0] == _DOCUMENT:
            found.add(pair[1])
        elif kind == "DESCRIBED_BY" and pair[1] == _DOCUMENT:
            found.add(pair[0])
    return found - {""}


def _component(one: dict[str, Any], place: str, written: Written) -> Component:
    in_files = [
        a_text(given, f"{place}.licenseInfoFromFiles[{number}]")
        for number, given in enumerate(a_list(one.get("licenseInfoFromFiles"), f"{place}.licenseInfoFromFiles"))
    ]
    return Component(
        name=a_name(one.get("name"), f"{place}.name") or "(without a name)",
        version=a_name(one.get("versionInfo"), f"{place}.versionInfo"),
        concluded=a_text(one.get("licenseConcluded"), f"{place}.licenseConcluded"),
        declared=a_text(one.get("licenseDeclared"), f"{place}.licenseDeclared"),
        observed=written.all_of(found for found in in_files if found not in _EMPTY),
    )


def _remarks(document: dict[str, Any]) -> Iterator[str]:
    if files := len(a_list(document.get("files"), "files")):
        yield f"{files:,} single files are listed too; only packages are looked at."
    for number, given in enumerate(a_list(document.get("hasExtractedLicensingInfos"), "hasExtractedLicensingInfos")):
        place = f"hasExtractedLicensingInfos[{number}]"
        one = an_object(given, place)
        id_, name = a_name(one.get("licenseId"), f"{place}.licenseId"), a_name(one.get("name"), f"{place}.name")
        if id_ and name not in _EMPTY:
            yield f"{id_} is called “{name}” in the file."
