# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A register as CSV, which spreadsheets read and write; with semicolons, tabs and a byte order mark too."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from workflows.forms import Raw
from workflows.registers.entry import Entry
from workflows.registers.exchange.filing import Filed, Unreadable, columns_of, said_of
from workflows.registers.register import Register
from workflows.spreadsheets import inert, typed

_BETWEEN = "; "
_DELIMITERS = (",", ";", "\t")
_SPLIT = re.compile(r"[;,\s]+")


def written(register: Register, entries: Iterable[Entry]) -> str:
    """The entries as CSV: a line with the names of the columns, and one row for each."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns_of(register), lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in said_of(one).items()} for one in entries)
    return out.getvalue()


def filed(register: Register, text: str) -> Iterator[Filed]:
    """The entries of a CSV text, each with its line. Raises Unreadable."""
    columns = columns_of(register)
    many = {field.name for field in register.fields if field.type == "many"}
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text, columns), strict=True)
    try:
        _check_columns(reader.fieldnames or (), columns)
        line = reader.line_num + 1
        for cells in reader:
            if None in cells:
                raise Unreadable([f"line {line}: has more cells than line 1 names"])
            said = {name: _raw(name, cell or "", many) for name, cell in cells.items()}
            if any(said.values()):
                yield Filed(f"line {line}", said)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable([f"line {reader.line_num}: is not CSV: {error}"]) from error


def _check_columns(given: Iterable[str], columns: tuple[str, ...]) -> None:
    names = list(given)
    unknown = [name for name in names if name not in columns]
    if unknown or "title" not in names or len(set(names)) != len(names):
        wrong = f"not known: {', '.join(unknown)}" if unknown else "`title` has to be there, and each of them once"
        raise Unreadable([f"line 1: the columns are {', '.join(columns)}; {wrong}"])


def _delimiter(text: str, columns: tuple[str, ...]) -> str:
    """What stands between the cells: whatever makes most known columns of the first line."""
    first = text.partition("\n")[0].strip()
    return max(_DELIMITERS, key=lambda one: sum(name.strip('" ') in columns for name in first.split(one)))


def _cell(value: Raw) -> str:
    return inert(_BETWEEN.join(value) if isinstance(value, tuple) else value or "")


def _raw(name: str, cell: str, many: set[str]) -> Raw:
    text = typed(cell)
    return tuple(one for one in _SPLIT.split(text) if one) if name in many else text
