# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A small load generator: so many connections, each sending one prepared request after the other, for so long."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True, slots=True)
class Load:
    """What was answered: how many requests, in how many seconds, how many refused, and the delays in ms."""

    answered: int
    seconds: float
    failed: int
    delays: list[float]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.answered / self.seconds

    def percentile(self, share: float) -> float:
        """The delay in ms that this share of the requests stayed under."""
        return sorted(self.delays)[int(share * (len(self.delays) - 1))]


class _Connection(asyncio.Protocol):
    """One keep-alive connection. Answers are told apart by Content-Length, which all servers here send."""

    def __init__(self, requests: Iterator[bytes], until: float, done: "asyncio.Future[None]") -> None:
        self._requests = requests
        self._until = until
        self._done = done
        self._buffer = b""
        self._sent_at = 0.0
        self.delays: list[float] = []
        self.failed = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found or len(rest) < _length(head):
            return
        self._buffer = b""
        self.delays.append((time.perf_counter() - self._sent_at) * 1000)
        self.failed += not head.startswith(b"HTTP/1.1 200") or b"response_action" in rest
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        if not self._done.done():
            self._done.set_result(None)

    def _send(self) -> None:
        now = time.perf_counter()
        request = next(self._requests, None) if now < self._until else None
        if request is None:
            self._transport.close()
            return
        self._sent_at = now
        self._transport.write(request)


async def load(port: int, requests: list[bytes], *, connections: int, seconds: float) -> Load:
    """Send the requests over so many connections; each is sent once, so there must be enough of them."""
    loop = asyncio.get_running_loop()
    waiting = iter(requests)
    started = time.perf_counter()
    finished: list[asyncio.Future[None]] = [loop.create_future() for _ in range(connections)]
    protocols = [_Connection(waiting, started + seconds, done) for done in finished]
    for protocol in protocols:
        await loop.create_connection(partial(_same, protocol), "127.0.0.1", port)
    await asyncio.gather(*finished)
    delays = [delay for protocol in protocols for delay in protocol.delays]
    return Load(len(delays), time.perf_counter() - started, sum(p.failed for p in protocols), delays)


def _same(protocol: _Connection) -> _Connection:
    return protocol


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0
