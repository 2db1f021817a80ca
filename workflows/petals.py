# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The areas of an office's work, which the OSPO Book draws as the petals of a flower around the office."""

from collections.abc import Iterable
from types import MappingProxyType

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


def petal_title(name: str) -> str:
    """What a petal is called; one that an organization's kinds add by its name, none at all Other."""
    return PETALS.get(name) or name.replace("-", " ").replace("_", " ").capitalize() or "Other"


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """All petals of the drawing, then those that are added, by name."""
    return (*PETALS, *sorted(set(names) - set(PETALS)))
