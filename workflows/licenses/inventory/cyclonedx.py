# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""CycloneDX JSON, versions 1.2 to 1.7 (https://cyclonedx.org/docs/1.7/json/): components and their licenses."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from workflows.errors import UnreadableInventory
from workflows.licenses.inventory.components import Component, Inventory
from workflows.licenses.inventory.values import a_list, a_name, a_text, an_object, shown
from workflows.licenses.inventory.written import Written

#: Kinds of components that are no software with a license of its own, unless they state one.
_NO_SOFTWARE = frozenset({"file", "cryptographic-asset"})
_VERSION = re.compile(r"1\.([0-9]{1,3})")
_FIRST, _NEWEST = 2, 7  # before 1.2 there was no JSON


def read_cyclonedx(document: dict[str, Any], written: Written) -> Inventory:
    """The inventory of a CycloneDX document. Raises UnreadableInventory."""
    version, remarks = _version(document)
    product = an_object(an_object(document.get("metadata"), "metadata").get("component"), "metadata.component")
    left_out = 0
    components = []
    for one, place in _all_components(document, product):
        if a_text(one.get("type"), f"{place}.type") in _NO_SOFTWARE and not one.get("licenses"):
            left_out += 1
        else:
            components.append(_component(one, place, written))
    if left_out:
        what = "1 file or cryptographic asset" if left_out == 1 else f"{left_out:,} files or cryptographic assets"
        remarks.append(f"Left out: {what} without a license.")
    return Inventory(f"CycloneDX {version}", _shown(product, "metadata.component"), tuple(components), tuple(remarks))


def _version(document: dict[str, Any]) -> tuple[str, list[str]]:
    version = a_text(document.get("specVersion"), "specVersion")
    match = _VERSION.fullmatch(version)
    if match is None or int(match[1]) < _FIRST:
        raise UnreadableInventory(
            f"`{shown(version)}` is no version of CycloneDX that can be read here. "
            f"Please export the inventory as CycloneDX 1.{_FIRST} to 1.{_NEWEST}."
        )
    newer = f"CycloneDX {version} is newer than 1.{_NEWEST}; it is read as if it were that."
    return version, [newer] if int(match[1]) > _NEWEST else []


def _all_components(document: dict[str, Any], product: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every component with its place, those within others too; no recursion, as files nest as deep as they like."""
    waiting = [(product.get("components"), "metadata.component.components"), (document.get("components"), "components")]
    while waiting:
        value, place = waiting.pop()
        inner = []
        for number, given in enumerate(a_list(value, place)):
            at = f"{place}[{number}]"
            one = an_object(given, at)
            yield one, at
            if one.get("components"):
                inner.append((one["components"], f"{at}.components"))
        waiting += reversed(inner)


def _component(one: dict[str, Any], place: str, written: Written) -> Component:
    concluded, declared = _choices(one.get("licenses"), f"{place}.licenses", written)
    evidence = an_object(one.get("evidence"), f"{place}.evidence")
    observed = _choices(evidence.get("licenses"), f"{place}.evidence.licenses", written)
    return Component(
        name=_named(one, place),
        version=a_name(one.get("version"), f"{place}.version"),
        concluded=written.all_of(concluded),
        declared=written.all_of(declared),
        observed=written.all_of(dict.fromkeys((*observed[0], *observed[1]))),
    )


def _choices(value: Any, place: str, written: Written) -> tuple[list[str], list[str]]:
    """What a list of licenses concludes, and what it declares or does not say this of."""
    concluded: list[str] = []
    declared: list[str] = []
    for number, given in enumerate(a_list(value, place)):
        at = f"{place}[{number}]"
        choice = an_object(given, at)
        license_ = an_object(choice.get("license"), f"{at}.license")
        said = a_text(license_.get("acknowledgement") or choice.get("acknowledgement"), f"{at}.acknowledgement")
        (concluded if said == "concluded" else declared).extend(_one(choice, license_, at, written))
    return concluded, declared


def _one(choice: dict[str, Any], license_: dict[str, Any], place: str, written: Written) -> Iterable[str]:
    if expression := a_text(choice.get("expression"), f"{place}.expression"):
        yield expression
    elif id_ := a_text(license_.get("id"), f"{place}.license.id"):
        yield id_
    elif name := a_text(license_.get("name"), f"{place}.license.name"):
        yield written.name(name)
    elif choice:
        yield "NOASSERTION"


def _named(one: dict[str, Any], place: str) -> str:
    group = a_name(one.get("group"), f"{place}.group")
    name = a_name(one.get("name"), f"{place}.name") or a_name(one.get("purl"), f"{place}.purl")
    return "/".join(filter(None, (group, name))) or "(without a name)"


def _shown(product: dict[str, Any], place: str) -> str:
    if not product:
        return ""
    return f"{_named(product, place)} {a_name(product.get('version'), f'{place}.version')}".rstrip()
