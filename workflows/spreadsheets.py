# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Texts as cells that no spreadsheet computes: a note must not run on the machine of who opens the file."""

#: What a spreadsheet takes for a formula where a cell begins with it (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """The text as a cell."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def typed(cell: str) -> str:
    """The text of a cell, without what kept it from being computed."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
