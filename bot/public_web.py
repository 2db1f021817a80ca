# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Looking at links of the public web, and of nothing else: whoever writes an entry must not reach what is inside.

Each address, also that of a redirect, is checked as it is written, and again as it resolves, at the moment of
connecting: a name that is public now and private a moment later is refused too (DNS rebinding).
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from workflows.reading.links import REDIRECTS, Look, Outcome, is_public, judged, refused

#: Seconds for one answer; and how many links are looked at side by side.
PATIENCE, _TOGETHER = 10, 4
_MOVED = frozenset({301, 302, 303, 307, 308})
_OK = 200
_HEADERS = {"User-Agent": "OSPO-Bot link check", "Accept": "*/*"}


class PrivateAddress(OSError):
    """The name resolves to an address that is not public."""


class PublicResolver(AbstractResolver):
    """Resolves names, and refuses those of which any address is not public."""

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises PrivateAddress."""
        found = await self._inner.resolve(host, port, family)
        if not found or not all(is_public(one["host"]) for one in found):
            raise PrivateAddress("leads into a private network")
        return found

    async def close(self) -> None:
        """Close what resolves."""
        await self._inner.close()


@asynccontextmanager
async def public_session(resolver: AbstractResolver | None = None) -> AsyncIterator[aiohttp.ClientSession]:
    """A session that connects to no name inside; addresses, also those of redirects, are checked by ``refused``."""
    guarded = resolver or PublicResolver(aiohttp.ThreadedResolver())
    try:
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=guarded, use_dns_cache=False, force_close=True),
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
        ) as session:
            yield session
    finally:
        await guarded.close()


async def look_at(links: Iterable[str], now: datetime, resolver: AbstractResolver | None = None) -> dict[str, Look]:
    """What the links of the public web answer now. A look that fails says nothing of the link."""
    side_by_side = asyncio.Semaphore(_TOGETHER)
    async with public_session(resolver) as session:

        async def one(link: str) -> Look:
            async with side_by_side:
                outcome, reason = await _looked(session, link)
            return Look(link, outcome, reason, now, now if outcome is Outcome.WORKS else None)

        wanted = list(dict.fromkeys(links))
        return dict(zip(wanted, await asyncio.gather(*(one(link) for link in wanted)), strict=True))


async def _looked(session: aiohttp.ClientSession, link: str) -> tuple[Outcome, str]:
    address = link
    for _ in range(REDIRECTS + 1):
        if reason := refused(address):
            return Outcome.UNKNOWN, f"not looked at: it {reason}"
        try:
            status, following = await _asked(session, address)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            private = isinstance(error, PrivateAddress) or isinstance(error.__cause__, PrivateAddress)
            return Outcome.UNKNOWN, "not looked at: it leads into a private network" if private else _failed(error)
        if status not in _MOVED or not following:
            return judged(status)
        address = urljoin(address, following)
    return Outcome.UNKNOWN, "could not check: it leads from one address to the next too often"


async def _asked(session: aiohttp.ClientSession, address: str) -> tuple[int, str]:
    """Status and next address. Not every server answers HEAD as it answers readers, so that a no is asked again."""
    status, following = await _answer(session, "HEAD", address)
    return (status, following) if status == _OK or status in _MOVED else await _answer(session, "GET", address)


async def _answer(session: aiohttp.ClientSession, method: str, address: str) -> tuple[int, str]:
    async with session.request(method, address, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", "")


def _failed(error: Exception) -> str:
    return "could not check: it took too long" if isinstance(error, TimeoutError) else "could not check: no connection"
