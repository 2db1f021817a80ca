# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What both engines promise: reads that wait for no writer, and scripts that happen as a whole or not at all."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Dialect

from storage.statements import Call, Result, Row, Script

T = TypeVar("T")


class Engine(Protocol):
    """One database. Every failure that the other side of the connection causes is raised as a StorageError."""

    dialect: Dialect

    async def start(self) -> None:
        """Open the connections. Raises Unavailable."""

    async def stop(self) -> None:
        """Finish what is under way and close the connections."""

    async def read(self, call: Call) -> list[Row]:
        """A few rows found by an index; sees what is committed."""

    async def scan(self, call: Call) -> list[Row]:
        """Like read for what may take longer: the event loop goes on meanwhile."""

    async def revision(self) -> str | None:
        """The migration that the tables are at, None when there are no tables."""

    async def run(self, script: Script[T], *, durable: bool = True) -> T:
        """Run a script in one transaction and return its value once that is on disk.

        With ``durable=False`` the value may come before: right for what is of use only to a later transaction, which
        cannot be on disk without this one.
        """


def play(script: Script[T], execute: Callable[[Call], Result]) -> T:
    """Run a script to its end on a connection that answers at once."""
    try:
        batch = next(script)
        while True:
            batch = script.send([execute(call) for call in batch.calls])
    except StopIteration as done:
        value: T = done.value
        return value
