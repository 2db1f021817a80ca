# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Values of an untrusted JSON file, each taken as what it must be, or refused with the place at which it stands."""

from typing import Any

from workflows.errors import UnreadableInventory
from workflows.text import one_line

_SHOWN = 60
_LONGEST_NAME = 200
_KINDS: dict[type, str] = {
    dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number",
}  # fmt: skip


def shown(text: str) -> str:
    """A piece of the file as a sentence shows it."""
    line = one_line(text).replace("`", "'")
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def an_object(value: Any, place: str) -> dict[str, Any]:
    """An object; null and nothing are an empty one. Raises UnreadableInventory."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _other(value, place, "an object")
    return value


def a_list(value: Any, place: str) -> list[Any]:
    """A list; null and nothing are an empty one. Raises UnreadableInventory."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise _other(value, place, "a list")
    return value


def a_text(value: Any, place: str) -> str:
    """A text on one line; null and nothing are an empty one, and a number is written out, as versions often are.

    Raises UnreadableInventory.
    """
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise _other(value, place, "a text")
    return one_line(value)


def a_name(value: Any, place: str) -> str:
    """A text that is shown only, cut where nobody reads on. Raises UnreadableInventory."""
    text = a_text(value, place)
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


def _other(value: Any, place: str, wanted: str) -> UnreadableInventory:
    where = place if len(place) <= _LONGEST_NAME else f"…{place[-_LONGEST_NAME:]}"
    found = _KINDS.get(type(value), "something else")
    return UnreadableInventory(
        f"In the file, `{where}` is {found}, and {wanted} belongs there. "
        "Please export the file again, with a newer version of the program that wrote it if there is one."
    )
