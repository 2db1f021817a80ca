# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The grammar of SPDX expressions: where licenses and AND, OR, WITH and parentheses may stand, said in sentences."""

import re

from workflows.errors import MalformedExpression

DEEPEST = 50
_OPERATORS = frozenset({"AND", "OR", "WITH"})
_PIECES = re.compile(r"([()]|(?<![^\s()])(?:and|or|with)(?![^\s()]))", re.IGNORECASE)


def pieces(text: str) -> list[str]:
    """The names, operators (in capitals) and parentheses of an expression, in order."""
    if not text:
        raise MalformedExpression("Nothing was given. Please name a license, such as `MIT` or `Apache-2.0 OR MIT`.")
    if not text.isprintable():
        raise MalformedExpression("It holds characters that cannot be printed. Please type it anew.")
    found = (piece.strip() for piece in _PIECES.split(text))
    return [piece.upper() if piece.upper() in _OPERATORS else piece for piece in found if piece]


def check_order(found: list[str]) -> None:
    """Whether every operator stands between two licenses and every parenthesis has its other half.

    Raises MalformedExpression at the first that does not.
    """
    depth, before, closed = 0, "", False  # closed: a WITH can not follow, as one has its exception, or after `)`
    for piece in [*found, ""]:
        _check_neighbours(before, piece)
        if piece == "WITH" and closed:
            raise MalformedExpression(
                "WITH stands between one license and one exception, as in `Apache-2.0 WITH LLVM-exception`."
            )
        depth += (piece == "(") - (piece == ")")
        if depth < 0:
            raise MalformedExpression("A `)` has no `(` before it.")
        if depth > DEEPEST:
            raise MalformedExpression(
                f"More than {DEEPEST} parentheses stand inside each other. Please write it shorter."
            )
        closed = piece == ")" or before == "WITH"
        before = piece
    if depth:
        raise MalformedExpression("A `(` has no `)` after it.")


def _check_neighbours(before: str, piece: str) -> None:
    operand_wanted = before in {"", "(", *_OPERATORS}
    if operand_wanted and piece in {"", ")", *_OPERATORS}:
        raise MalformedExpression(_missing(before, piece))
    if before == "WITH" and piece == "(":
        raise MalformedExpression("After WITH stands one exception, without parentheses.")
    if not operand_wanted and piece not in {"", ")", *_OPERATORS}:
        raise MalformedExpression(f"Between `{before}` and `{piece}` AND or OR is missing.")


def _missing(before: str, piece: str) -> str:
    if before == "WITH":
        return "After WITH an exception is missing."
    if before in _OPERATORS:
        return f"After {before} a license is missing."
    return "After `(` a license is missing." if before == "(" else f"Before `{piece}` a license is missing."
