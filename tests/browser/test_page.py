# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The page by keyboard, on a phone, in the dark, against hostile text, and behind the scenes."""

import asyncio
from typing import Any

from playwright.async_api import Page, Route, expect

from bot.practice.faults import Fault
from bot.practice.messages import Message
from tests.browser.conftest import IN_BROWSER, Look, Place
from tests.support.browsing import type_command

pytestmark = IN_BROWSER
HOSTILE = (
    """<img src=x onerror="document.title='broken in'"> <script>1</script> &lt;!channel&gt; <javascript:alert(1)|x>"""
)


def bot_says(place: Place, channel: str, text: str, block: dict[str, Any] | None = None) -> None:
    workspace = place.practice.workspace
    message = Message(channel, workspace.next_ts(), workspace.bot.id, workspace.team.id, text, bot_id=workspace.bot_id)
    message.blocks = [block] if block else []
    workspace.post(channel, message)


async def test_text_of_others_is_never_markup(look: Look, place: Place) -> None:
    page = await look("U0DANA", "C0GENERAL")
    section = {"type": "section", "text": {"type": "mrkdwn", "text": HOSTILE}}
    header = {"type": "header", "text": {"type": "plain_text", "text": HOSTILE}}
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": HOSTILE}]}],
    }
    for block in (section, header, rich, {"type": "markdown", "text": HOSTILE}):
        bot_says(place, "C0GENERAL", HOSTILE, block)
    bot_says(place, "C0GENERAL", HOSTILE)
    said = page.get_by_role("log", name="Messages").get_by_role("article")
    await expect(said).to_have_count(5)
    await expect(said.nth(1)).to_contain_text(HOSTILE)
    assert await page.locator("article img[src=x], article script, article a[href^='javascript']").count() == 0
    assert await page.locator("article .mention").count() == 0
    assert "broken in" not in await page.title()


def with_button(**more: Any) -> dict[str, Any]:
    button = {"type": "button", "action_id": "withdraw", "text": {"type": "plain_text", "text": "Withdraw"}} | more
    return {"type": "actions", "elements": [button]}


async def test_a_click_that_is_lost_is_said_at_once(look: Look, place: Place) -> None:
    page = await look("U0DANA", "C0GENERAL")
    bot_says(place, "C0GENERAL", "Withdraw it?", with_button())
    place.practice.faults.add(Fault("delivery:interactions", "dropped"))
    await page.get_by_role("button", name="Withdraw").click()
    await expect(page.get_by_role("alert")).to_contain_text("We had some trouble connecting. Try again?")


async def test_what_asks_for_confirmation_is_not_done_without_it(look: Look, place: Place) -> None:
    page = await look("U0DANA", "C0GENERAL")
    texts = {"title": "Sure?", "text": "It is gone then.", "confirm": "Withdraw it", "deny": "Keep it"}
    confirm = {name: {"type": "plain_text", "text": text} for name, text in texts.items()}
    bot_says(place, "C0GENERAL", "Withdraw it?", with_button(confirm=confirm))
    place.practice.faults.add(Fault("delivery:interactions", "dropped"))
    await page.get_by_role("button", name="Withdraw").click()
    question = page.get_by_role("dialog", name="Sure?")
    await expect(question.get_by_role("button", name="Withdraw it")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(question).to_be_hidden()
    assert [one.name for one in place.practice.traffic.last if one.name.startswith("block_actions")] == []
    await page.get_by_role("button", name="Withdraw").click()
    await question.get_by_role("button", name="Withdraw it").click()
    await expect(page.get_by_role("alert")).to_contain_text("We had some trouble connecting")


async def test_a_button_for_one_person_is_shown_to_nobody_else(look: Look, place: Place) -> None:
    dana, lena = await look("U0DANA", "C0GENERAL"), await look("U0LENA", "C0GENERAL")
    bot_says(place, "C0GENERAL", "For Lena", with_button(visible_to_user_ids=["U0LENA"]))
    await expect(lena.get_by_role("button", name="Withdraw")).to_be_visible()
    await expect(dana.get_by_role("article")).to_be_visible()
    await expect(dana.get_by_role("button", name="Withdraw")).to_have_count(0)


async def test_a_person_writes_markup_and_it_stays_text(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, "<b>bold</b> & <!channel>")
    await expect(page.get_by_role("article").last).to_contain_text("<b>bold</b> & <!channel>")


async def test_everything_is_reached_by_keyboard_alone(look: Look, place: Place) -> None:
    page = await look("U0DANA", "C0GENERAL")
    writing = page.get_by_role("textbox", name="Message #general")
    await expect(writing).to_be_focused()
    await page.keyboard.type("/ospo con")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("/ospo contribute")
    await page.keyboard.press("Tab")
    await expect(writing).to_have_value("/ospo contribute ")
    await page.keyboard.type("https://github.com/pallets/click")
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Contribute upstream")
    await expect(form.get_by_label("Repository")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.type("Fix it")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Doc")
    await expect(form.get_by_label("Kind of change")).to_have_value("docs")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await expect(form.get_by_label("Up to 100 lines")).to_be_focused()
    await expect(form.get_by_label("Up to 100 lines")).to_be_checked()
    await expect(form.get_by_label("What do you want to contribute?")).to_have_value("Fix it")
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    assert place.practice.person("U0DANA").modals == []
    await expect(writing).to_be_focused()


async def test_the_left_side_is_walked_with_arrow_keys(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    rail = page.get_by_role("navigation", name="Channels and apps")
    await rail.get_by_role("button", name="general").focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("oss-requests")


async def test_a_place_on_the_left_keeps_the_focus_when_something_new_stands_there(look: Look, place: Place) -> None:
    page = await look("U0DANA", "C0GENERAL")
    there = page.get_by_role("navigation", name="Channels and apps").get_by_role("button", name="oss-requests")
    await there.focus()
    bot_says(place, "C0REQUESTS", "<@U0DANA> is asked.")
    await expect(there.get_by_label("1 for you")).to_be_visible()
    await expect(there).to_be_focused()


async def test_a_phone_has_one_column_and_a_drawer(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL", viewport={"width": 390, "height": 780}, has_touch=True)
    rail = page.get_by_role("navigation", name="Channels and apps")
    await expect(rail).to_be_hidden()
    await page.get_by_role("button", name="Channels and people").click()
    await rail.get_by_role("button", name="oss-requests").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("oss-requests")
    await expect(rail).to_be_hidden()
    await type_on_phone(page, "/ospo contribute")
    await expect(page.get_by_role("dialog", name="Contribute upstream")).to_be_visible()
    widths = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


async def type_on_phone(page: Page, line: str) -> None:
    writing = page.get_by_role("textbox", name="Message #oss-requests")
    await writing.fill(line)
    await page.get_by_role("button", name="Send").click()


async def test_the_page_follows_the_system_into_the_dark_and_can_be_switched(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL", color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = await page.evaluate(paper)
    await page.get_by_role("button", name="Switch to light").click()
    light = await page.evaluate(paper)
    assert dark == "rgb(21, 25, 26)"
    assert light == "rgb(255, 253, 249)"
    await page.reload()
    await expect(page.get_by_role("button", name="Switch to dark")).to_be_visible()
    assert await page.evaluate(paper) == light


async def test_behind_the_scenes_shows_the_payloads_and_breaks_the_next_call(look: Look) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await page.get_by_role("button", name="Behind the scenes").click()
    panel = page.get_by_role("region", name="Behind the scenes")
    await panel.get_by_label("Which call fails").select_option(label="the next form it opens")
    await panel.get_by_role("button", name="500").click()
    await expect(panel).to_contain_text("server error on views.open")
    await type_command(page, "/ospo contribute")
    await expect(panel.locator(".exchange", has_text="/ospo contribute")).to_be_visible()
    await panel.locator("summary", has_text="/ospo contribute").click()
    await expect(panel.locator("pre").first).to_contain_text('"user_id": "U0DANA"')
    await expect(page.get_by_role("log", name="Messages").get_by_role("article").last).to_contain_text(
        "Only visible to you"
    )


async def test_an_outsider_sees_only_the_channel_that_is_shared(look: Look) -> None:
    page = await look("U0OLGA")
    await expect(page.get_by_role("heading", level=1)).to_have_text("partners")
    await expect(page.locator(".place-name")).to_have_text(["partners", "OSPO Bot", "OSPO Bot Home"])


async def test_an_archived_channel_is_read_only(look: Look) -> None:
    page = await look("U0DANA", "C0OLD")
    await expect(page.get_by_role("main")).to_contain_text("This channel is archived")
    await expect(page.get_by_role("main").get_by_role("textbox")).to_have_count(0)


async def overtaken(page: Page, address: str) -> tuple[asyncio.Event, asyncio.Event]:
    """Hold the next answer of an address back: the first event says that it was read, the second lets it go."""
    read, shown = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        old = await route.fetch()
        read.set()
        await shown.wait()
        await route.fulfill(response=old)

    await page.route(address, late, times=1)
    return read, shown


async def test_behind_the_scenes_an_old_answer_takes_no_payload_away(look: Look, place: Place) -> None:
    page = await look("U0DANA", "C0GENERAL")
    await page.get_by_role("button", name="Behind the scenes").click()
    panel = page.get_by_role("region", name="Behind the scenes")
    await expect(panel).to_contain_text("none")
    read, shown = await overtaken(page, "**/page/traffic")
    place.practice.traffic.called("auth.test", {}, 200, b"{}", 0.0)
    await read.wait()
    await type_command(page, "/ospo help")
    await expect(page.get_by_role("log", name="Messages")).to_contain_text("Only visible to you")
    shown.set()
    await expect(panel.locator("summary", has_text="auth.test")).to_be_visible()
    await expect(panel.locator("summary", has_text="/ospo help")).to_be_visible()


async def test_an_old_answer_of_the_workspace_takes_no_form_away(look: Look, place: Place) -> None:
    page = await look("U0DANA", "C0GENERAL")
    read, shown = await overtaken(page, "**/page/workspace?*")
    bot_says(place, "C0GENERAL", "Something new.")
    await read.wait()
    await type_command(page, "/ospo contribute")
    title = page.get_by_role("dialog").get_by_label("What do you want to contribute?")
    await title.fill("Typed meanwhile")
    async with page.expect_response("**/page/workspace?*"):
        shown.set()
    await expect(page.get_by_role("article").filter(has_text="Something new.")).to_be_attached()
    await expect(title).to_have_value("Typed meanwhile")
