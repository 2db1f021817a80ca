# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What an inventory lists, whatever format it was written in."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Basis: TypeAlias = Literal["concluded", "declared", "observed", "nothing"]
UNSTATED = "NOASSERTION"


@dataclass(frozen=True, slots=True)
class Component:
    """One piece of third-party software with the license expressions that the file has for it; empty: none.

    ``concluded`` is what somebody decided after looking, ``declared`` what its authors say, ``observed`` what was
    found in its files.
    """

    name: str
    version: str = ""
    concluded: str = ""
    declared: str = ""
    observed: str = ""

    @property
    def shown(self) -> str:
        """Name and version."""
        return f"{self.name} {self.version}".rstrip()

    @property
    def basis(self) -> Basis:
        """Which of the three counts: a conclusion before a declaration before a finding, and nothing says nothing."""
        stated: tuple[tuple[Basis, str], ...] = (
            ("concluded", self.concluded),
            ("declared", self.declared),
            ("observed", self.observed),
        )
        return next((basis for basis, written in stated if written not in {"", UNSTATED}), "nothing")

    @property
    def license(self) -> str:
        """The expression that counts; NOASSERTION when the file says nothing."""
        return {"concluded": self.concluded, "declared": self.declared, "observed": self.observed}.get(
            self.basis, UNSTATED
        )


@dataclass(frozen=True, slots=True)
class Inventory:
    """The components of one file, in its order. ``product`` is what they are parts of, as far as the file says.

    ``remarks`` are sentences on what was left out or taken for something.
    """

    format: str
    product: str
    components: tuple[Component, ...]
    remarks: tuple[str, ...] = ()
