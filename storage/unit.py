# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the subjects of a unit share: its engine, its clock, and the writes that are sent together at its end."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from storage.engine import Engine
from storage.errors import StorageError
from storage.statements import Batch, Call, Row, Script


class Write(NamedTuple):
    """A statement that a unit will run, how many rows it must change, and what is wrong if it changes another number.

    ``expected=None`` takes any number.
    """

    call: Call
    expected: int | None = None
    otherwise: StorageError | None = None


class Unit:
    """The state of one unit. Reads go at once and see what is committed; writes wait for the end."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], *, writable: bool) -> None:
        self.engine = engine
        self.now = now
        self._writable = writable
        self._late: list[Callable[[], Iterable[Write]]] = []

    async def one(self, call: Call) -> Row | None:
        """The first row of a read by key, or None."""
        rows = await self.engine.read(call)
        return rows[0] if rows else None

    async def few(self, call: Call) -> list[Row]:
        """The rows of a read that an index answers at once."""
        return await self.engine.read(call)

    async def many(self, call: Call) -> list[Row]:
        """The rows of a read that may take longer."""
        return await self.engine.scan(call)

    def write(self, *writes: Write) -> None:
        """Add writes to the end of the unit. Raises RuntimeError in a unit that only reads."""
        self.write_late(lambda: writes)

    def write_late(self, writes: Callable[[], Iterable[Write]]) -> None:
        """Add writes that are made when the unit ends, from what has come together until then."""
        if not self._writable:
            raise RuntimeError("this unit only reads; open it with Database.transaction()")
        self._late.append(writes)

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._late)

    def script(self) -> Script[None]:
        """Every write, in the order in which they were added; a count that is not as expected undoes them all."""
        late, self._late = self._late, []  # which hold those who added them: a cycle, of 60 objects for a submission
        writes = [write for make in late for write in make()]
        checked = any(write.otherwise is not None for write in writes)
        results = yield Batch([write.call for write in writes], last=not checked)
        for write, result in zip(writes, results, strict=True):
            if write.otherwise is not None and result.count != write.expected:
                raise write.otherwise
