# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Facts about a request, each with its origin: policy decides on facts, people see where each came from."""

from enum import StrEnum
from typing import TypeAlias

from workflows.model import Value

#: What an answer or a fact can be: text or choice, several choices, whole number, decimal, yes or no.
Answer: TypeAlias = bool | int | float | str | tuple[str, ...]
Answers: TypeAlias = dict[str, Answer]


class Origin(StrEnum):
    """Where a fact comes from (design.md §5)."""

    REQUESTER = "requester"
    DIFF = "diff"
    UPSTREAM = "upstream"
    REGISTER = "register"
    POLICY = "policy"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The origin as a reader sees it."""
        return _WORDS[self]


_WORDS = {
    Origin.REQUESTER: "said by the requester",
    Origin.DIFF: "counted from the attached diff",
    Origin.UPSTREAM: "read from upstream",
    Origin.REGISTER: "known from the register",
    Origin.POLICY: "from the policy's data",
    Origin.UNKNOWN: "unknown",
}


class Fact(Value):
    """One fact. ``value`` is None when, and only when, the origin is unknown."""

    value: Answer | None
    origin: Origin

    @classmethod
    def unknown(cls) -> "Fact":
        """A fact nobody could establish: it adds reviewers and never satisfies a fast lane."""
        return cls(value=None, origin=Origin.UNKNOWN)
