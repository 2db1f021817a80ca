# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The vocabulary in which the rules of Block Kit are written: small checks that are put together into shapes."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.practice.records import Json


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: where (a JSON pointer), which kind, in Slack's words, and the rule with its source."""

    pointer: str
    code: str
    message: str
    rule: str


@dataclass(slots=True)
class Findings:
    """The problems found so far; `surface` is where the blocks are to be shown, `source` the page that rules now."""

    surface: str
    problems: list[Problem] = field(default_factory=list)
    source: str = ""
    focused: int = 0

    def add(self, pointer: str, code: str, message: str) -> None:
        """Note a broken rule of the page that rules now."""
        self.problems.append(Problem(pointer, code, message, f"{self.source}: {_name(pointer)} {message}".strip()))

    @contextmanager
    def by(self, source: str) -> Iterator[None]:
        """Let another documentation page rule inside the block."""
        before, self.source = self.source, source or self.source
        try:
            yield
        finally:
            self.source = before


Check = Callable[[Findings, str, Any], None]


def text(at_least: int = 0, at_most: int | None = None) -> Check:
    """A string of so many characters."""

    def check(findings: Findings, pointer: str, value: Any) -> None:
        if not isinstance(value, str):
            findings.add(pointer, "wrong_type", "must provide a string")
        elif len(value) < at_least:
            findings.add(pointer, "too_short", f"must be more than {at_least - 1} characters")
        elif at_most is not None and len(value) > at_most:
            findings.add(pointer, "too_long", f"must be less than {at_most + 1} characters")

    return check


def integer(at_least: int | None = None, at_most: int | None = None) -> Check:
    """A whole number within bounds."""

    def check(findings: Findings, pointer: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            findings.add(pointer, "wrong_type", "must provide an integer")
        elif at_least is not None and value < at_least:
            findings.add(pointer, "too_small", f"must be at least {at_least}")
        elif at_most is not None and value > at_most:
            findings.add(pointer, "too_large", f"must be at most {at_most}")

    return check


def number(findings: Findings, pointer: str, value: Any) -> None:
    """Require a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        findings.add(pointer, "wrong_type", "must provide a number")


def boolean(findings: Findings, pointer: str, value: Any) -> None:
    """Require true or false."""
    if not isinstance(value, bool):
        findings.add(pointer, "wrong_type", "must provide a boolean")


def one_of(*allowed: str) -> Check:
    """One of these words."""

    def check(findings: Findings, pointer: str, value: Any) -> None:
        if value not in allowed:
            findings.add(pointer, "invalid_value", f"must be one of {', '.join(allowed)}")

    return check


def pattern(expression: str, says: str) -> Check:
    """A string of this form."""

    def check(findings: Findings, pointer: str, value: Any) -> None:
        if not isinstance(value, str) or not re.fullmatch(expression, value):
            findings.add(pointer, "invalid_value", f"must be {says}")

    return check


def many(item: Check, at_least: int = 0, at_most: int | None = None) -> Check:
    """A list of so many items."""

    def check(findings: Findings, pointer: str, value: Any) -> None:
        if not isinstance(value, list):
            findings.add(pointer, "wrong_type", "must provide an array")
            return
        if len(value) < at_least:
            findings.add(pointer, "too_few", f"must have at least {at_least} items")
        if at_most is not None and len(value) > at_most:
            findings.add(pointer, "too_many", f"no more than {at_most} items allowed")
        for position, one in enumerate(value):
            item(findings, f"{pointer}/{position}", one)

    return check


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with these keys, required and optional, and further rules over the whole; other keys are refused."""

    source: str = ""
    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    rules: tuple[Check, ...] = ()

    def __call__(self, findings: Findings, pointer: str, value: Any) -> None:
        """Check a value against the shape."""
        with findings.by(self.source):
            if not isinstance(value, dict):
                findings.add(pointer, "wrong_type", "must provide an object")
                return
            before = len(findings.problems)
            self._keys(findings, pointer, value)
            if len(findings.problems) == before:  # rules over the whole need sound parts
                for rule in self.rules:
                    rule(findings, pointer, value)

    def _keys(self, findings: Findings, pointer: str, value: Json) -> None:
        for key in self.required:
            if key not in value:
                findings.add(f"{pointer}/{key}", "missing", "missing required field")
        for key, inside in value.items():
            check = self.required.get(key) or self.optional.get(key)
            if check is not None:
                check(findings, f"{pointer}/{key}", inside)
            elif key != "type":
                findings.add(f"{pointer}/{key}", "unknown_property", "invalid additional property")


def by_type(shapes: Mapping[str, Check], allowed: frozenset[str] | None = None) -> Check:
    """An object whose `type` picks its shape; with `allowed`, only those types are accepted here."""

    def check(findings: Findings, pointer: str, value: Any) -> None:
        if not isinstance(value, dict):
            findings.add(pointer, "wrong_type", "must provide an object")
            return
        kind = value.get("type")
        shape = shapes.get(kind) if isinstance(kind, str) else None
        if shape is None or (allowed is not None and kind not in allowed):
            findings.add(f"{pointer}/type", "unsupported_type", f"unsupported type: {kind}")
            return
        shape(findings, pointer, value)

    return check


def exactly_one(*keys: str) -> Check:
    """Exactly one of these keys."""

    def check(findings: Findings, pointer: str, value: Json) -> None:
        if sum(key in value for key in keys) != 1:
            findings.add(pointer, "conflict", f"must define exactly one of {', '.join(keys)}")

    return check


def at_least_one(*keys: str) -> Check:
    """One or more of these keys."""

    def check(findings: Findings, pointer: str, value: Json) -> None:
        if not any(key in value for key in keys):
            findings.add(pointer, "missing", f"must define at least one of {', '.join(keys)}")

    return check


def _name(pointer: str) -> str:
    named = [part for part in pointer.split("/") if part and not part.isdigit()]
    return named[-1] if named else ""
