# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Links are looked at on the public web alone, and a look that fails calls none of them broken."""

import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer

from bot.public_web import PublicResolver, look_at
from workflows.reading.links import Look, Outcome

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Names(AbstractResolver):
    """Every name leads to the test's own server; ``none`` to nobody."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        del port, family
        if host.startswith("none"):
            raise OSError("no such name")
        about = ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=socket.AF_INET, proto=0, flags=0)
        return [about]

    async def close(self) -> None:
        """Nothing is held."""


class Site:
    """A web site that counts who asks."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    async def answer(self, request: web.Request) -> web.Response:
        path = request.path
        self.asked.append((request.method, path))
        if path == "/inside":
            raise web.HTTPFound("http://169.254.169.254/latest")
        if path == "/round":
            raise web.HTTPFound("/round")
        if path == "/moved":
            raise web.HTTPMovedPermanently("/here")
        if path == "/no-head":
            return web.Response(status=404 if request.method == "HEAD" else 200)
        return web.Response(status={"/gone": 410, "/missing": 404, "/blocked": 407}.get(path, 200))


@pytest.fixture
async def site() -> AsyncIterator[tuple[Site, int]]:
    found = Site()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", found.answer)
    async with TestServer(application) as server:
        assert server.port is not None
        yield found, server.port


async def look(port: int, path: str, host: str = "example.com") -> Look:
    link = f"http://{host}{path}"
    return (await look_at([link, link], NOW, Names(port)))[link]


async def test_a_link_works_also_behind_a_redirect_and_where_only_readers_are_answered(site: tuple[Site, int]) -> None:
    for path in ("/here", "/moved", "/no-head"):
        found = await look(site[1], path)
        assert (found.outcome, found.verified_at) == (Outcome.WORKS, NOW), path
    assert [method for method, path in site[0].asked if path == "/no-head"] == ["HEAD", "GET"]


async def test_only_what_is_gone_is_broken_and_an_outage_says_nothing(site: tuple[Site, int]) -> None:
    for path in ("/gone", "/missing"):
        assert (await look(site[1], path)).outcome is Outcome.BROKEN, path
    for path, host in (("/blocked", "example.com"), ("/round", "example.com"), ("/", "none.example.com")):
        found = await look(site[1], path, host)
        assert (found.outcome, "could not check" in found.reason) == (Outcome.UNKNOWN, True), path


async def test_nothing_inside_is_reached_by_address_by_name_or_by_redirect(site: tuple[Site, int]) -> None:
    found = await look(site[1], "/inside")
    assert found.reason == "not looked at: it leads into a private network"
    before = len(site[0].asked)
    for link in (f"http://127.0.0.1:{site[1]}/", "http://127.0.0.1/", "http://localhost/", "file:///etc/passwd"):
        assert (await look_at([link], NOW, Names(site[1])))[link].reason.startswith("not looked at"), link
    guarded = PublicResolver(Names(site[1]))
    found = (await look_at(["http://example.com/here"], NOW, guarded))["http://example.com/here"]
    assert found.reason == "not looked at: it leads into a private network"
    assert len(site[0].asked) == before, "nobody was asked"
