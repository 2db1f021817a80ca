# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading SPDX expressions: every way to satisfy one, as sets of licenses, and the sentence for what is none."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from license_expression import AND, OR, LicenseWithExceptionSymbol, Licensing

from workflows.errors import MalformedExpression
from workflows.licenses.grammar import check_order, pieces
from workflows.licenses.names import Name, Names, Sort

MOST_CHARACTERS = 5_000
MOST_CHOICES = 1_000
_SLACK = 10  # how many of the ways that a step makes may fall together again
Choice: TypeAlias = frozenset["Term"]

_SHOWN = 60  # characters of a name in a sentence
_WORDS = 6  # more than that are a text
_JOINED = re.compile(r"[,;/|&]|\s-\s")

_LICENSING = Licensing()  # type: ignore[no-untyped-call]  # the library has no types
_OR_LATER = re.compile(r"[\s,]+or[\s-]+(?:any[\s-]+)?(?:later|newer)(?:[\s-]+version)?(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A license, with an exception perhaps. Several ``ids`` are readings of an ambiguous name."""

    sort: Sort
    ids: tuple[str, ...]
    later: bool = False
    exception: str = ""
    exception_known: bool = True
    name: Name | None = field(default=None, compare=False)
    exception_near: tuple[str, ...] = field(default=(), compare=False)

    def text(self, id_: str = "") -> str:
        """How it stands in an expression, under one of its readings."""
        shown = (id_ or self.ids[0]) + "+" * self.later
        return f"{shown} WITH {self.exception}" if self.exception else shown


class Expression:
    """An expression that was understood. ``choices`` are the ways to satisfy it: all licenses of any one of them."""

    def __init__(self, tree: Any, terms: Mapping[str, Term]) -> None:
        self._tree = tree
        self._terms = terms
        self.choices = tuple(_choices(tree, terms))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Its licenses, each once, in the order in which they stand."""
        return tuple(dict.fromkeys(self._terms[_key(symbol)] for symbol in self._tree.get_symbols()))

    def text(self, shown: Callable[[Term], str]) -> str:
        """The expression in normal form; ``shown`` writes a license."""
        return _rendered(self._tree, self._terms, shown)


def parse(text: str, names: Names) -> Expression:
    """Understand an expression.

    Raises MalformedExpression, with what is wrong and what to write instead.
    """
    if len(text) > MOST_CHARACTERS:
        raise MalformedExpression(f"It is longer than {MOST_CHARACTERS:,} characters. Please ask about its parts.")
    text = " ".join(text.split())
    if (whole := names.find(text)) and whole.sort != "unknown":
        return _expression({"n0": whole}, "n0", names)
    found = pieces(_OR_LATER.sub("-or-later", text))
    check_order(found)
    read: dict[str, Name] = {}
    symbols = list(_symbols(found, read, names))
    return _expression(read, " ".join(symbols), names)


def _symbols(found: list[str], read: dict[str, Name], names: Names) -> Iterator[str]:
    """The expression with a plain symbol for each name, which the library takes whatever people wrote."""
    after = ""
    for piece in found:
        if piece in {"(", ")", "AND", "OR", "WITH"}:
            yield piece
        else:
            name = _exception(piece, names) if after == "WITH" else _license(piece, names)
            symbol = f"n{len(read)}"
            read[symbol] = name
            yield symbol
        after = piece


def _license(written: str, names: Names) -> Name:
    if names.is_exception(written):
        raise MalformedExpression(f"`{written}` is an exception, not a license: write `LICENSE WITH {written}`.")
    name = names.find(written)
    if name is None:
        raise MalformedExpression(_no_name(written, names))
    return name


def _no_name(written: str, names: Names) -> str:
    shown = written if len(written) <= _SHOWN else f"{written[: _SHOWN - 1]}…"
    if "://" in written:
        return f"`{shown}` is an address. Please give the SPDX id of the license, such as `MIT`."
    if len(written.split()) > _WORDS:
        return f"`{shown}` reads like a text. Please give the SPDX id of the license, such as `MIT`."
    if sign := _JOINED.search(written):
        every = f"all of `{shown}` apply or one can be chosen"
        return f"`{sign.group().strip()}` does not say whether {every}: write AND or OR."
    near = names.nearest(written)
    hint = f" Did you mean `{near[0]}`?" if near else ""
    return (
        f"`{shown}` is not the name of a license.{hint} Several licenses are joined with AND or OR; "
        "a license of its own is written `LicenseRef-NAME`."
    )


def _exception(written: str, names: Names) -> Name:
    name = names.find_exception(written)
    if name is None:
        raise MalformedExpression(f"`{written}` is not the name of an exception: after WITH stands one id.")
    if name.sort == "unknown" and (license_ := names.find(written)) and license_.sort in {"license", "none"}:
        raise MalformedExpression(f"`{written}` is a license, not an exception: join licenses with AND or OR.")
    return name


def _expression(read: Mapping[str, Name], symbols: str, names: Names) -> Expression:
    read = dict(read)
    for symbol, name in tuple(read.items()):
        if name.sort == "license" and (meant := names.deprecated.get(name.ids[0].lower())):
            license_, _, exception = meant.partition(" WITH ")
            read[symbol] = Name(name.written, "license", (license_,))
            read[f"{symbol}x"] = Name(exception, "exception", (exception,))
            symbols = re.sub(rf"\b{symbol}\b", f"{symbol} WITH {symbol}x", symbols)
    check_order(symbols.split())  # a deprecated id that holds an exception cannot have another
    tree: Any = _LICENSING.parse(symbols, simple=True)  # type: ignore[no-untyped-call]  # the library has no types
    return Expression(tree, {_key(symbol): _term(symbol, read) for symbol in tree.get_symbols()})


def _key(symbol: Any) -> str:
    return str(symbol.render())


def _term(symbol: Any, read: Mapping[str, Name]) -> Term:
    if isinstance(symbol, LicenseWithExceptionSymbol):
        name, exception = read[symbol.license_symbol.key], read[symbol.exception_symbol.key]
        known = exception.sort == "exception"
        return Term(name.sort, name.ids, name.later, exception.ids[0], known, name, exception.near)
    name = read[symbol.key]
    return Term(name.sort, name.ids, name.later, name=name)


def _choices(tree: Any, terms: Mapping[str, Term]) -> frozenset[Choice]:
    if isinstance(tree, OR):
        found = frozenset(choice for part in tree.args for choice in _choices(part, terms))
    elif isinstance(tree, AND):
        found = frozenset({frozenset[Term]()})
        for part in tree.args:
            ways = _choices(part, terms)
            _check_number(len(found) * len(ways) // _SLACK)
            found = _smallest(frozenset(one | other for one in found for other in ways))
    else:
        found = frozenset({frozenset({terms[_key(tree)]})})
    return _smallest(found)


def _smallest(choices: frozenset[Choice]) -> frozenset[Choice]:
    """Without those that hold another whole one: they ask for more and give nothing."""
    _check_number(len(choices))
    return frozenset(one for one in choices if not any(other < one for other in choices))


def _check_number(ways: int) -> None:
    if ways > MOST_CHOICES:
        raise MalformedExpression(
            f"It can be satisfied in more than {MOST_CHOICES:,} ways. Please ask about its parts one after the other."
        )


def _rendered(tree: Any, terms: Mapping[str, Term], shown: Callable[[Term], str]) -> str:
    return _written(*_flat(tree, terms, shown))


def _written(joined: type | None, parts: Sequence[str]) -> str:
    return (" AND " if joined is AND else " OR ").join(parts)


def _flat(tree: Any, terms: Mapping[str, Term], shown: Callable[[Term], str]) -> tuple[type | None, tuple[str, ...]]:
    """What is joined and by what (None: a single license), through parentheses and repetitions that say nothing."""
    if not isinstance(tree, AND | OR):
        return None, (shown(terms[_key(tree)]),)
    parts: dict[str, tuple[type | None, tuple[str, ...]]] = {}
    for part in tree.args:
        joined, inner = _flat(part, terms, shown)
        if joined in {None, type(tree)}:
            parts |= {text: (None, (text,)) for text in inner}
        else:
            parts[f"({_written(joined, inner)})"] = joined, inner
    return next(iter(parts.values())) if len(parts) == 1 else (type(tree), tuple(parts))
