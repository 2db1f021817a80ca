# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A wire between two loopback addresses that can go silent without breaking, as a lost network path does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator


class Relay:
    """Passes bytes on in both directions."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._passing: set[asyncio.Task[None]] = set()
        self._ends: list[asyncio.StreamWriter] = []  # held, because a connection that nobody holds is closed

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connect what has connected here."""
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._ends += [writer, there_writer]
        for source, target in ((reader, there_writer), (there_reader, writer)):
            self._passing.add(asyncio.create_task(_pass_on(source, target)))

    def silence(self) -> None:
        """Lose what is sent over the connections there are; new ones work."""
        for task in self._passing:
            task.cancel()
        self._passing.clear()

    def close(self) -> None:
        """Break all connections."""
        for end in self._ends:
            end.close()


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
        target.close()


@contextlib.asynccontextmanager
async def relay(port: int) -> AsyncIterator[tuple[Relay, int]]:
    """A relay to a port of this machine, and the port that it listens on."""
    wire = Relay(port)
    server = await asyncio.start_server(wire.accept, "127.0.0.1", 0)
    try:
        yield wire, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        wire.silence()
        wire.close()
