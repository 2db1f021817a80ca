# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The whole story on the page: command, form, preview, card, approval, and what the requester reads."""

from playwright.async_api import Locator, expect

from tests.browser.conftest import IN_BROWSER, Look
from tests.support.browsing import be, go, type_command

pytestmark = IN_BROWSER
TITLE = "Fix the usage line of nested groups"


async def fill_form(form: Locator, title: str) -> None:
    await form.get_by_label("What do you want to contribute?").fill(title)
    await form.get_by_label("Kind of change").select_option(label="Bug fix")
    await form.get_by_label("Up to 100 lines").check()
    await form.get_by_label("License of the project").select_option(label="MIT")
    await form.get_by_role("radiogroup", name="Does the project want").get_by_label("No", exact=True).check()
    await form.get_by_role("radiogroup", name="Help from AI tools").get_by_label("None").check()
    await form.get_by_label("None of these").check()


async def test_a_request_goes_from_command_to_the_requesters_message(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, "/ospo contribute https://github.com/pallets/click")
    form = page.get_by_role("dialog", name="Contribute upstream")
    await expect(form.get_by_label("Repository")).to_have_value("https://github.com/pallets/click")
    await fill_form(form, TITLE)
    await expect(form).to_contain_text("It is our first contribution to this project.")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_be_hidden()

    await be(page, "Omar")
    await go(page, "oss-requests")
    card = page.get_by_role("log", name="Messages").get_by_role("article").filter(has_text=TITLE)
    await expect(card).to_contain_text("In review")
    await card.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    await thread.get_by_role("button", name="Approve").click()
    await expect(thread.get_by_role("button", name="Approve")).to_have_count(0)
    await expect(card).to_contain_text("Approved")

    await be(page, "Dana")
    await go(page, "OSPO Bot")
    messages = page.get_by_role("log", name="Messages")
    await expect(messages.get_by_role("article").last).to_contain_text("OSPO-1 is approved")
    await expect(messages).to_contain_text("What to do now")


async def test_two_windows_see_each_others_changes_as_they_happen(look: Look) -> None:
    dana, lena = await look("U0DANA", "C0GENERAL"), await look("U0LENA", "C0GENERAL")
    await type_command(dana, "Does anybody know @Lena?")
    await expect(lena.get_by_role("article").last).to_contain_text("Does anybody know @Lena?")
    await expect(lena.locator("article .mention.me")).to_have_text("@Lena")


async def test_what_waits_for_somebody_is_shown_at_their_face_until_they_look(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, "Please look, @Lena")
    lena = page.get_by_role("navigation", name="Who you are").get_by_role("button", name="Lena")
    await expect(lena).to_have_accessible_name("Lena, Open source lawyer, 1 waiting")
    await lena.click()
    await go(page, "general")
    await expect(lena).to_have_accessible_name("Lena, Open source lawyer")


async def test_a_refused_form_says_why_under_the_field_and_keeps_what_was_typed(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, "/ospo contribute")
    form = page.get_by_role("dialog", name="Contribute upstream")
    await fill_form(form, TITLE)
    repository = form.get_by_label("Repository")
    await repository.fill("not an address")
    await form.get_by_role("button", name="Submit").click()
    await expect(repository).to_have_attribute("aria-invalid", "true")
    await expect(repository).to_have_accessible_description(
        "Please enter a valid URL. The upstream project's address, such as https://github.com/owner/project"
    )
    await expect(repository).to_be_focused()
    await expect(form.get_by_label("What do you want to contribute?")).to_have_value(TITLE)


async def test_a_form_whose_answer_is_lost_stays_open_with_slacks_words(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, "/ospo contribute https://github.com/pallets/click")
    form = page.get_by_role("dialog", name="Contribute upstream")
    await fill_form(form, TITLE)
    await expect(form).to_contain_text("It is our first contribution to this project.")
    await page.evaluate(
        "fetch('faults', {method: 'POST', body: JSON.stringify({target: 'delivery:interactions', kind: 'dropped'})})"
    )
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_role("alert").first).to_have_text("We had some trouble connecting. Try again?")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_be_hidden()


async def fill_release(form: Locator) -> None:
    await form.get_by_label("A library or tool that others can build on").check()
    await form.get_by_label("License that it would have").select_option(label="Apache-2.0")
    await form.get_by_label("Employees only").check()
    await form.get_by_role("radiogroup", name="Cryptography in it").get_by_label("None").check()
    await form.get_by_label("No telemetry, no data").check()
    await form.get_by_label("None of these").check()
    await form.get_by_label("Name of the project").fill("Telescope")
    await form.get_by_label("What does it do, and why").fill("It looks into clusters.")
    await form.get_by_label("What does the company gain?").fill("Help from others.")
    await form.get_by_label("Owning team").fill("Platform: Dana and Priya")
    await form.get_by_label("Hours a week for it").fill("6")
    await form.get_by_label("Best effort").check()


async def test_a_release_shows_its_stages_and_its_owners_clear_its_checklist_from_the_card(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, "/ospo release https://github.com/example/telescope")
    form = page.get_by_role("dialog", name="Release a project")
    await fill_release(form)
    await expect(form).to_contain_text("3. Sponsor")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_be_hidden()

    await be(page, "Lena")
    await go(page, "oss-requests")
    card = page.get_by_role("log", name="Messages").get_by_role("article").filter(has_text="Telescope")
    await expect(card).to_contain_text("Checklist: 1 of 14 done")
    await card.get_by_role("button", name="Checklist").click()
    checklist = page.get_by_role("dialog", name="Checklist OSPO-1")
    await expect(checklist).to_contain_text("We own all of it")
    await checklist.get_by_role("button", name="More actions").first.click()
    await page.get_by_role("menuitem", name="Done", exact=True).click()
    await expect(checklist).to_contain_text("Done by @Lena")
    await checklist.get_by_role("button", name="Close").first.click()
    await expect(card).to_contain_text("Checklist: 2 of 14 done")
