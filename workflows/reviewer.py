# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Somebody who acts on a request for a group."""

from dataclasses import dataclass

from workflows.people import Person


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who acts on a step or an item: who, the groups they decide for now, and the revision they looked at."""

    person: Person
    groups: frozenset[str]
    revision: int
