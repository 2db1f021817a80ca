# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The text in a project is compared with the register by the entry's own address, and silence ends a look at once."""

import asyncio
from typing import Any

from bot.upstream_check import Checked, addresses, check, over_https
from tests.support.licensing import shipped_policy
from tests.support.maturity import ORGANIZATION
from tests.support.terminal import ospo
from tests.support.texts import APACHE, MIT
from workflows.registers.entry import Content, Entry, EntryState

PARSER = "https://git.example.com/Team/Parser"


def upstream(name: str = "parser", **values: Any) -> Entry:
    content = Content(title=name, values={"repository": PARSER, **values})
    return Entry(workspace="T0", register="upstreams", name=name, content=content, state=EntryState.PUBLISHED)


class Web:
    """A network that has some texts, or nobody who answers."""

    def __init__(self, texts: dict[str, str], *, offline: bool = False) -> None:
        self.texts, self.offline, self.asked = texts, offline, list[str]()

    async def fetch(self, address: str) -> bytes | None:
        self.asked.append(address)
        if self.offline:
            raise OSError("no route")
        found = self.texts.get(address)
        return found.encode() if found is not None else None


async def looked(entry: Entry, web: Web) -> Checked:
    [found] = await check([entry], shipped_policy().names, web.fetch)
    return found


async def test_a_text_that_is_another_license_than_the_registered_is_told_with_its_address() -> None:
    where = f"{PARSER}/-/raw/HEAD/LICENSE"
    found = await looked(upstream(license="MIT"), Web({where: APACHE}))
    assert (found.state, found.found, found.address) == ("differs", "Apache-2.0", where)
    assert found.line == f"parser: the project has Apache-2.0, the register MIT ({where})"


async def test_one_of_a_choice_is_the_same_and_an_entry_without_a_license_learns_one() -> None:
    web = Web({f"{PARSER}/raw/HEAD/LICENSE.md": MIT})
    assert (await looked(upstream(license="Apache-2.0 OR MIT"), web)).state == "same"
    assert (await looked(upstream(), web)).state == "new"


async def test_what_is_no_license_text_or_is_not_there_is_never_guessed() -> None:
    assert (await looked(upstream(), Web({f"{PARSER}/raw/HEAD/COPYING": "Ask us."}))).state == "unrecognised"
    assert (await looked(upstream(), Web({}))).state == "missing"


async def test_where_nobody_answers_is_asked_once() -> None:
    web = Web({}, offline=True)
    assert (await looked(upstream(), web)).state == "unreachable"
    assert len(web.asked) == 1


async def test_only_addresses_of_the_entry_over_https_are_asked() -> None:
    given = "https://git.example.com/texts/license"
    assert list(addresses(upstream(license_file=given))) == [given]
    assert all(one.startswith(f"{PARSER}/") for one in addresses(upstream()))
    for other in ("http://git.example.com/a/b", "file:///etc/passwd", "https://me:secret@git.example.com/a/b", ""):
        web = Web({})
        assert (await looked(upstream(repository=other), web)).state == "no address"
        assert web.asked == []


async def test_whoever_writes_an_entry_reaches_nothing_inside_of_the_network() -> None:
    asked = list[str]()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append("somebody")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        inside = [upstream(repository=f"https://{host}:{port}/a/b") for host in ("127.0.0.1", "localhost")]
        found = await over_https(lambda fetch: check(inside, shipped_policy().names, fetch))
    assert [one.state for one in found] == ["unreachable", "unreachable"]
    assert asked == []


def test_a_register_without_upstreams_says_so_and_an_unknown_name_is_a_sentence(sqlite_url: str) -> None:
    settings = {"DATABASE_URL": sqlite_url, "OSPO_ORGANIZATION": str(ORGANIZATION)}
    assert ospo("migrate", environment=settings).returncode == 0
    done = ospo("upstreams", "check", environment=settings)
    assert (done.returncode, done.stdout) == (0, "There is no upstream to look at.\n")
    done = ospo("upstreams", "check", "flask", environment=settings)
    assert "There is no upstream flask" in done.stderr
