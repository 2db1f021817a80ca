# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A served office with its practice workspace, and a browser in front of it that may show no error in its console."""

import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

import bot.practice
from bot.bootstrap import Office, build_office
from bot.practice.practice import Practice
from bot.practice.sample import sample_practice
from bot.practice.server import practice_app
from bot.running import web_application
from tests.support.machine import missing
from tests.support.running import practice_ready, settings_for
from tests.support.serving import served

ORGANIZATION = Path(bot.practice.__file__).parent / "organization"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]

IN_BROWSER = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
"""Marks of a module whose tests look at the page: they share one browser, and so one event loop."""
Look = Callable[..., Awaitable[Page]]
"""Opens the page: `await look("U0DANA", "C0GENERAL")`, with more of the browser's settings by name."""


@dataclass(frozen=True)
class Place:
    """Where the practice workspace is, from both sides."""

    practice: Practice
    office: Office
    address: str


@pytest.fixture
def organization() -> Path:
    """The folder of the organization that the office works for; a module of tests may give another."""
    return ORGANIZATION


@pytest_asyncio.fixture(loop_scope="session")
async def place(sqlite_url: str, organization: Path) -> AsyncIterator[Place]:
    """An office at work in the practice workspace, in real time."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        practice = sample_practice(base_url=f"{address}/practice", request_url=f"{address}/slack/events")
        office = await build_office(settings_for(practice, sqlite_url, organization))
        await office.database.start()
        await office.database.migrate()
        application = web_application(office, works=True)
        application.mount("/practice", practice_app(practice))
        async with served(application, listening):
            await practice_ready(office)
            await office.upkeep.refresh_groups(office.workspace)
            yield Place(practice, office, f"{address}/practice/")
        await practice.close()
        await office.session.close()
        await office.database.stop()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The machine's own chromium; nothing is downloaded."""
    executable = shutil.which("chromium")
    if executable is None:
        missing("chromium", "apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def look(place: Place, browser: Browser) -> AsyncIterator[Look]:
    """Opens pages; at the end none of them may have had an error, or have asked for anything from elsewhere."""
    errors: list[str] = []
    contexts: list[BrowserContext] = []

    async def opened(person: str, where: str = "", **settings: Any) -> Page:
        context = await browser.new_context(**{"viewport": {"width": 1280, "height": 860}} | settings)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = await context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda asked: errors.extend([] if asked.url.startswith(place.address) else [asked.url]))
        await page.goto(f"{place.address}#{person}/{where}")
        await page.locator("#side:not([aria-busy]) .place[aria-current]").wait_for(state="attached")
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert errors == []
