# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A register as TOML, of the shape in which entries are shipped (docs/registers.md)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import tomli

from workflows.registers.entry import Entry
from workflows.registers.exchange.filing import FIRST, LAST, Filed, Unreadable, said_of, whole
from workflows.registers.files import plain_answer, raw_of, unknown_values
from workflows.registers.register import Register

_TOP = ("register", "as_of", "source", "entries")
_DAYS = ("review_on", "as_of")
_HEADER = re.compile(r"\s*\[\[\s*entries\s*\]\]\s*(#.*)?")
_QUOTES = re.compile(r'"{3}|\'{3}')


def written(register: Register, entries: Iterable[Entry]) -> str:
    """The entries as TOML; what is empty is left out."""
    import tomli_w  # noqa: PLC0415 - only what writes this format needs it

    document = {"register": register.name, "entries": [_table(one) for one in entries]}
    return tomli_w.dumps(document, multiline_strings=True)


def filed(register: Register, text: str) -> Iterator[Filed]:
    """The entries of a TOML text, each with its line. Raises Unreadable."""
    try:
        document = tomli.loads(text)
    except (ValueError, RecursionError) as error:  # which say at which line
        raise Unreadable([f"is not TOML: {error}"]) from error
    tables = _checked(register, document)
    common = {key: document[key] for key in ("as_of", "source") if key in document}
    lines = _lines(text)
    for number, table in enumerate(tables):
        place = f"line {lines[number]}" if len(lines) == len(tables) else f"entries.{number + 1}"
        strange = [key for key in table if key not in (*FIRST, *LAST, "values")]
        if strange:
            raise Unreadable([f"{place}: `{strange[0]}` is not a known key; fields stand in [entries.values]"])
        if unknown := unknown_values(register, table):
            raise Unreadable([f"{place}: values: the register has no field `{unknown[0]}`"])
        yield Filed(place, whole(register, raw_of(common | table)))


def _checked(register: Register, document: dict[str, Any]) -> list[dict[str, Any]]:
    if document.get("register", register.name) != register.name:
        raise Unreadable([f"register: this is a file of `{document['register']}` and not of `{register.name}`"])
    strange = [key for key in document if key not in _TOP]
    tables = document.get("entries", [])
    if strange or not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise Unreadable([f"the file has {f'an unknown key `{strange[0]}`' if strange else 'no [[entries]]'}"])
    return tables


def _table(entry: Entry) -> dict[str, Any]:
    said: dict[str, Any] = {name: value for name, value in said_of(entry).items() if value}
    said |= {name: date.fromisoformat(str(said[name])) for name in _DAYS if name in said}
    table = {name: said[name] for name in (*FIRST, *LAST) if name in said}
    values = {name: plain_answer(value) for name, value in entry.values.items()}
    return table | ({"values": values} if values else {})


def _lines(text: str) -> list[int]:
    """The lines on which entries begin: those with their header that stand in no text of several lines."""
    found, inside = [], ""
    for number, line in enumerate(text.split("\n"), 1):
        if not inside and _HEADER.fullmatch(line):
            found.append(number)
            continue
        for quotes in _QUOTES.findall(line):
            inside = "" if quotes == inside else inside or quotes
    return found
