# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What may be found: something written down, by the wordings in which it is asked and by its text."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Key:
    """Where it is written: the register's name, and the entry's. Precedents stand under ``precedents``."""

    register: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """Something that may answer. ``wordings`` are its title and other ways to ask for it, the title first.

    ``weight`` is how much it counts beside others, 1 for what was written as an answer.
    """

    key: Key
    wordings: tuple[str, ...]
    text: str = field(repr=False)
    weight: float = 1.0
