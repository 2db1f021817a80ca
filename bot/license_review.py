# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which shipped answers an organization's own license table contradicts, and which of them people have to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.catalog import Catalog
from workflows.licenses.contradicting import Otherwise, otherwise, overridden_in


@dataclass(frozen=True, slots=True)
class Affected:
    """A shipped entry that speaks of a license on which the organization decides by itself.

    ``otherwise`` is where its table is known to say something else; without that ``names`` are to be looked at.
    """

    register: str
    entry: str
    title: str
    otherwise: tuple[Otherwise, ...]
    names: tuple[str, ...]


def affected(catalog: Catalog) -> tuple[Affected, ...]:
    """Every shipped entry of a searched register that the organization's overrides touch, contradicted ones first."""
    found = sorted(_affected(catalog), key=lambda one: not one.otherwise)
    return tuple(one for one in found if one.otherwise or one.names)


def _affected(catalog: Catalog) -> Iterator[Affected]:
    if not catalog.data.overrides:
        return
    for register in (one for one in catalog.registers.values() if one.searched):
        for name, content in catalog.register_catalog.contents(register.name).items():
            names = overridden_in(f"{content.title}\n{content.text}", catalog.licenses)
            yield Affected(register.name, name, content.title, otherwise(content.text, catalog.licenses), names)


def lines(found: tuple[Affected, ...]) -> Iterator[str]:
    """What people read of it."""
    contradicted = [one for one in found if one.otherwise]
    if contradicted:
        yield from ("", "Shipped answers that your license table contradicts (change them in `/ospo register`)")
        for one in contradicted:
            said = "; ".join(f"{two.command}: {two.own}, and shipped {two.shipped}" for two in one.otherwise)
            yield f"  {one.register}/{one.entry}: {said}"
    if others := [one for one in found if not one.otherwise]:
        yield from ("", "Shipped answers that name a license on which you decide yourselves: please look at them")
        yield from (f"  {one.register}/{one.entry}: {', '.join(one.names)}" for one in others)


def as_json(found: tuple[Affected, ...]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "register": one.register,
            "entry": one.entry,
            "otherwise": [
                {"license": two.license, "usage": two.usage.value, "own": two.own.value, "shipped": two.shipped.value}
                for two in one.otherwise
            ],
            "names": list(one.names),
        }
        for one in found
    ]
