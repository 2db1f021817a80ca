# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The road of a license question on the page: from a message and from an answer, to legal's room and back."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import IN_BROWSER, Look
from tests.support.browsing import be, go, type_command

pytestmark = IN_BROWSER
ASKED = "May we link GPL-2.0-only code?"
LICENSE = re.compile(r"^License(?! of)")


async def answer_it(page: Page) -> None:
    """Answer the newest question as Lena, in legal's room."""
    await be(page, "Lena")
    await go(page, "legal-room")
    asked = page.get_by_role("log", name="Messages").get_by_role("article").last
    await expect(asked).to_contain_text("Automatic answer")
    await asked.get_by_role("button", name="allowed: OSPO-1").first.click()
    form = page.get_by_role("dialog", name="Answer OSPO-1")
    await form.get_by_label("Reason").fill("It runs in a process of its own.")
    await form.get_by_role("button", name="Answer", exact=True).click()
    await expect(form).to_be_hidden()
    await expect(asked).to_contain_text("Allowed by")


async def test_a_message_becomes_a_question_that_legal_answers(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, ASKED)
    said = page.get_by_role("log", name="Messages").get_by_role("article").last
    await expect(said).to_contain_text(ASKED)
    await said.hover()
    await said.get_by_role("button", name="More for this message").click()
    await page.get_by_role("menuitem", name="Ask the OSPO about this").click()
    form = page.get_by_role("dialog", name="Ask about a license")
    await expect(form.get_by_label("Your question")).to_have_value(re.compile(re.escape(ASKED)))
    await form.get_by_role("textbox", name=LICENSE).fill("GPL-2.0-only")
    await form.get_by_role("textbox", name=LICENSE).press("Enter")
    await expect(form).to_contain_text("Automatic answer: policy asks for a person's review")
    await expect(form).to_contain_text("in a room of their own")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_be_hidden()
    await answer_it(page)
    await be(page, "Dana")
    await go(page, "OSPO Bot")
    told = page.get_by_role("log", name="Messages").get_by_role("article").last
    await expect(told).to_contain_text("OSPO-1 is answered")
    await expect(told).to_contain_text("It runs in a process of its own.")


async def test_an_answer_is_shared_and_handed_to_legal(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, "/ospo license MIT saas")
    answer = page.get_by_role("log", name="Messages").get_by_role("article").last
    await answer.get_by_role("button", name="Share this answer here").click()
    await expect(page.get_by_role("log", name="Messages")).to_contain_text("Shared by @Dana")
    await expect(page.get_by_role("button", name="Share this answer here")).to_have_count(0)
    await page.get_by_role("button", name="Ask legal about this").click()
    form = page.get_by_role("dialog", name="Ask about a license")
    await expect(form.get_by_role("textbox", name=LICENSE)).to_have_value("MIT")
