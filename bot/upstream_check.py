# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Comparing the licenses of the upstream register with the texts in the projects, by the entries' own addresses.

Nothing is asked of anybody else, nothing is stored, and a machine without a network is told so.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urljoin, urlsplit

from workflows.errors import UnreadableFile
from workflows.licenses.names import Names
from workflows.licenses.text_files import LARGEST_TEXT_FILE, text_in
from workflows.licenses.texts import identify
from workflows.reading.links import refused
from workflows.registers.entry import Entry
from workflows.scope import project_key
from workflows.upstreams.watching import names_another

if TYPE_CHECKING:
    from aiohttp import ClientSession

#: How a text can be asked of a repository's own address, by the forges there are, and what it is called there.
_WAYS = ("raw/HEAD", "-/raw/HEAD")
_FILES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "COPYING")
#: How many projects are looked at side by side.
_TOGETHER = 4
_OK, _CHUNK, _REDIRECTS = 200, 65_536, 3
_MOVED = frozenset({301, 302, 303, 307, 308})

State: TypeAlias = Literal["same", "differs", "new", "unrecognised", "missing", "unreachable", "no address"]
#: What gives the bytes at an address: None where there is nothing. Raises OSError where nobody answers.
Fetch: TypeAlias = Callable[[str], Awaitable[bytes | None]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at a project's license text gave. ``found`` is the license of the text, where it was recognised."""

    entry: Entry
    state: State
    found: str = ""
    address: str = ""

    @property
    def line(self) -> str:
        """The result as a terminal shows it."""
        registered = str(self.entry.values.get("license", "")) or "no license"
        words = {
            "same": f"{registered}, as registered",
            "differs": f"the project has {self.found}, the register {registered} ({self.address})",
            "new": f"the project has {self.found}, the register none yet ({self.address})",
            "unrecognised": f"its text is no license that we recognise: please read it ({self.address})",
            "missing": "no license text where one is expected: give `license_file` in its entry",
            "unreachable": "its address did not answer, or is not of the public web",
            "no address": "its entry has no address that begins with https://",
        }
        return f"{self.entry.name}: {words[self.state]}"


async def check(entries: Iterable[Entry], names: Names, fetch: Fetch) -> list[Checked]:
    """Look at the license text of each entry's project, a few side by side."""
    side_by_side = asyncio.Semaphore(_TOGETHER)

    async def one(entry: Entry) -> Checked:
        async with side_by_side:
            return await _checked(entry, names, fetch)

    return await asyncio.gather(*(one(entry) for entry in entries))


def addresses(entry: Entry) -> Iterator[str]:
    """Where the license text of an entry's project may be, all of them at the entry's own addresses."""
    given = str(entry.values.get("license_file", ""))
    if given:
        yield from [given] if _is_https(given) else []
        return
    repository = str(entry.values.get("repository", ""))
    if not _is_https(repository):
        return
    parts = urlsplit(repository)
    path = "/".join(project_key(repository).split("/")[1:])
    shown = parts.path.strip("/").removesuffix(".git")
    path = shown if shown.lower() == path else path  # the case that the forge shows, where it is the repository's
    for file in _FILES:
        for way in _WAYS:
            yield f"https://{parts.netloc}/{path}/{way}/{file}"


async def _checked(entry: Entry, names: Names, fetch: Fetch) -> Checked:
    wheres = list(addresses(entry))
    if not wheres:
        return Checked(entry, "no address")
    answered = False
    for where in wheres:
        try:
            data = await fetch(where)
        except OSError:
            if not answered:  # nobody is there: the other names would only wait as long again
                return Checked(entry, "unreachable", address=where)
            continue
        answered = True
        if data:
            return _judged(entry, data, where, names)
    return Checked(entry, "missing")


def _judged(entry: Entry, data: bytes, where: str, names: Names) -> Checked:
    try:
        found = identify(text_in(data), names).expression
    except UnreadableFile:
        found = ""
    if not found:
        return Checked(entry, "unrecognised", address=where)
    registered = str(entry.values.get("license", ""))
    if not registered:
        return Checked(entry, "new", found, where)
    return Checked(entry, "differs" if names_another(found, registered) else "same", found, where)


async def over_https(wanted: Callable[[Fetch], Awaitable[list[Checked]]]) -> list[Checked]:
    """Do what asks the network: the public web alone, with few redirects, little patience and no large file."""
    import aiohttp  # noqa: PLC0415 - only this command asks the network

    from bot.public_web import public_session  # noqa: PLC0415 - see above

    async with public_session() as session:

        async def fetch(address: str) -> bytes | None:
            try:
                return await _text(session, address)
            except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                raise OSError(str(error)) from error

        return await wanted(fetch)


async def _text(session: "ClientSession", address: str) -> bytes | None:
    """What stands at an address or where it leads to; None where that is no text. Raises OSError for one inside."""
    for _ in range(_REDIRECTS + 1):
        if not _is_https(address) or refused(address):
            raise OSError("leads into a private network, or away from https")
        async with session.get(address, allow_redirects=False) as answer:
            if answer.status in _MOVED:
                address = urljoin(address, answer.headers.get("Location", ""))
                continue
            if answer.status != _OK or answer.content_type == "text/html":
                return None
            got = bytearray()
            async for piece in answer.content.iter_chunked(_CHUNK):
                got += piece
                if len(got) > LARGEST_TEXT_FILE:
                    return None
            return bytes(got)
    return None


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not parts.username
