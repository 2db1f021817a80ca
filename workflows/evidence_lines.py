# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading the lines of an evidence pack: each in its only spelling, of the shape of its sort, in its place."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from workflows.events import canonical
from workflows.evidence import FORMAT, End, Line, json_of

L = TypeVar("L", bound=Line)
_SUMMARIES = frozenset({"revision", "review", "decision", "overturned"})
#: What reading something raises that this bot never wrote.
MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


class Broken(Exception):
    """A pack is not what was exported; the message is a sentence."""


class Lines:
    """The lines of a file in their order, each in its only spelling."""

    def __init__(self, data: bytes) -> None:
        if not data.endswith(b"\n"):
            raise Broken("the file does not end with a line feed: it was cut, or something was added")
        texts = data[:-1].split(b"\n")
        self._read = [_object(number, text) for number, text in enumerate(texts, 1)]
        self.last = texts[-1]
        self._next = 0

    @property
    def count(self) -> int:
        """How many lines there are; the last one does not count once it was taken."""
        return len(self._read)

    def end(self) -> End:
        """The last line, which is not looked at again."""
        return _shaped(End, self._read.pop(), self.count + 1)

    def take(self, shape: type[L], name: str) -> L:
        """The next line, which has to be of that sort."""
        if self._name() != name:
            raise Broken(f"line {self._next + 1} is no {name} line, and has to be one")
        self._next += 1
        return _shaped(shape, self._read[self._next - 1], self._next)

    def every(self, shape: type[L], name: str) -> Iterator[L]:
        """The next lines, as long as they are of that sort."""
        while self._name() == name:
            yield self.take(shape, name)

    def summaries(self) -> Iterator[Mapping[str, Any]]:
        """The next lines, as long as they sum up events."""
        while self._name() in _SUMMARIES:
            self._next += 1
            yield self._read[self._next - 1]

    def nothing_left(self) -> None:
        """Raise Broken when there is a line of another sort, or one in another place."""
        if self._next < len(self._read):
            raise Broken(f"line {self._next + 1} does not belong where it stands")

    def _name(self) -> object:
        return self._read[self._next].get("line") if self._next < len(self._read) else None


def _object(number: int, text: bytes) -> dict[str, Any]:
    try:
        written = text.decode()
        read = json_of(written)
        same = isinstance(read, dict) and canonical(read) == written
    except MALFORMED as malformed:
        raise Broken(f"line {number} is no line of an evidence pack") from malformed
    if not same:
        raise Broken(f"line {number} is not written in its only spelling (canonical JSON)")
    return dict(read)


def _shaped(shape: type[L], read: Mapping[str, Any], number: int) -> L:
    try:
        line = shape.model_validate(read)
    except ValidationError as malformed:
        raise Broken(f"line {number} has not the shape that {FORMAT} gives it") from malformed
    if line.model_dump(mode="json") != read:
        raise Broken(f"line {number} leaves something out")
    return line
