# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do on the page of the practice workspace."""

from playwright.async_api import Page, expect


async def type_command(page: Page, line: str) -> None:
    writing = page.get_by_role("textbox", name="Message #general")
    await writing.fill(line)
    await writing.press("Enter")


async def be(page: Page, name: str) -> None:
    await page.get_by_role("navigation", name="Who you are").get_by_role("button", name=name).click()
    await expect(page.get_by_text(f"You are {name}", exact=True)).to_be_visible()


async def go(page: Page, place: str) -> None:
    await page.get_by_role("navigation", name="Channels and apps").get_by_role("button", name=place).first.click()
