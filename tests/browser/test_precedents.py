# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A precedent on the page: asked, answered, written for others, and shown to the next who asks."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import IN_BROWSER, Look
from tests.support.browsing import be, go, type_command

pytestmark = IN_BROWSER
LICENSE = re.compile(r"^License( \(optional\))?$")
SAID = "Only as a program of its own, never linked."


async def question(page: Page, words: str) -> Locator:
    """Fill the form of a question about shipping something under the GPL."""
    await type_command(page, f"/ospo ask-legal {words}")
    form = page.get_by_role("dialog", name="Ask about a license")
    license_ = form.get_by_role("textbox", name=LICENSE)
    await license_.fill("GPL-2.0-only")
    await license_.press("Enter")
    await form.get_by_label("What do you do with it?").select_option(label="Delivered to others, unchanged")
    return form


async def test_an_answer_for_others_is_shown_to_the_next_who_asks(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    form = await question(page, "PLANTED: may we link it?")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_be_hidden()

    await be(page, "Lena")
    await go(page, "legal")
    asked = page.get_by_role("log", name="Messages").get_by_role("article").filter(has_text="PLANTED")
    await asked.get_by_role("button", name="Allowed: OSPO-1 for legal", exact=True).click()
    answer = page.get_by_role("dialog", name="Answer OSPO-1")
    await answer.get_by_label("Reason").fill("PLANTED")
    await answer.get_by_role("button", name="Answer", exact=True).click()
    await page.get_by_role("button", name="Make a precedent of the answer").click()
    version = page.get_by_role("dialog", name="Precedent of OSPO-1")
    await version.get_by_label("What was asked, for others to read").fill(
        "May a GPL library be part of what we deliver?"
    )
    await version.get_by_label("What was answered, for others to read").fill(SAID)
    await version.get_by_label("This version may be shown to others").check()
    await version.get_by_role("button", name="Make it one").click()
    await expect(page.get_by_role("button", name="Withdraw precedent P-1")).to_be_visible()

    await be(page, "Priya")
    await go(page, "general")
    form = await question(page, "May I ship the other tool?")
    await expect(form).to_contain_text("P-1: allowed")
    await expect(form).to_contain_text(SAID)
    await expect(form).not_to_contain_text("PLANTED")
