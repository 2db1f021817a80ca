# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The areas of an office's work, which the OSPO Book draws as the petals of a flower around the office."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from workflows.figures import Petal
from workflows.registers.entry import Entry

#: The register in which the petals stand, and its entry for the middle of the drawing.
REGISTER, OFFICE = "petals", "ospo"
_LAST = 100

#: Those of the book's chapter on what an OSPO does (TODO Group, OSPO Book, "the OSPO flower"), in the drawing's order.
PETALS = MappingProxyType(
    {
        "contributors": "Individual contributors",
        "management": "Management",
        "legal": "Legal",
        "business": "Business",
        "ecosystem": "Ecosystem",
        "internal-ecosystem": "Internal ecosystem",
    }
)


def petal_title(name: str, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """What a petal is called, first by ``titles`` of the company's register; else as shipped or by its name.

    One that an organization's kinds add is called by its name, none at all Other.
    """
    if name in titles:
        return titles[name]
    if name == OFFICE:
        return "OSPO"
    return PETALS.get(name) or name.replace("-", " ").replace("_", " ").capitalize() or "Other"


def registered(happened: Iterable[Petal], entries: Iterable[Entry]) -> tuple[Petal, ...]:
    """What happened in the petals of the register, in the order of its drawing; then in others, where anything did.

    The office itself is the middle of the drawing, and a petal only where something happened in it.
    """
    found = {one.name: one for one in happened}
    ordered = sorted(entries, key=place_of)
    mine = [replace(found.pop(one.name, Petal(one.name, 0, 0)), title=one.title) for one in ordered]
    others = [replace(one, title=petal_title(one.name)) for one in found.values() if one.trend]
    return tuple(one for one in (*mine, *others) if one.name != OFFICE or one.trend)


def place_of(petal: Entry) -> tuple[int, str]:
    """Where an entry of the register stands in the drawing: by its number, those without one behind by name."""
    place = petal.values.get("place")
    return (place if isinstance(place, int) else _LAST, petal.title.casefold())


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """All petals of the drawing, then those that are added, by name."""
    return (*PETALS, *sorted(set(names) - set(PETALS)))
