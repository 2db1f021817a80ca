# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Licenses as inventories write them: by name where no id is known, and several in a list."""

import re
from collections.abc import Iterable

from workflows.errors import MalformedExpression
from workflows.licenses.expressions import parse
from workflows.licenses.names import Names

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9.]+")
_LONGEST = 60
_OPERATOR = re.compile(r"\s|[()]")


class Written:
    """Makes one expression of what a component states. A free name that nobody knows becomes a `LicenseRef-…`."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._named: dict[str, str] = {}

    def name(self, name: str) -> str:
        """The expression for a license's free name: itself when it can be read, a reference of its own otherwise."""
        if name not in self._named:
            self._named[name] = name if self._readable(name) else _reference(name)
        return self._named[name]

    def all_of(self, parts: Iterable[str]) -> str:
        """All of them at once, which is how a list is taken: it does not say that one could be chosen."""
        several = list(dict.fromkeys(parts))
        if len(several) <= 1:
            return "".join(several)
        return " AND ".join(f"({part})" if _OPERATOR.search(part) else part for part in several)

    def _readable(self, name: str) -> bool:
        try:
            return bool(parse(name, self._names).terms)
        except MalformedExpression:
            return False


def _reference(name: str) -> str:
    return f"LicenseRef-{_NOT_IN_AN_ID.sub('-', name).strip('-')[:_LONGEST].rstrip('-') or 'unnamed'}"
