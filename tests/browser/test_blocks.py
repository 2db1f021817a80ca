# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The page shows all that Slack takes, and every input of a form can be filled."""

import base64
import json
from pathlib import Path
from typing import Any

from playwright.async_api import FilePayload, expect

from bot.practice.messages import Message
from bot.practice.records import File
from tests.browser.conftest import IN_BROWSER, Look, Place
from tests.support.corpus import expanded

pytestmark = IN_BROWSER
CORPUS = Path(__file__).parents[1] / "practice" / "corpus" / "valid.json"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
NOT_SHOWN = {"feedback buttons", "a plan of tasks"}


def valid(surface: str) -> list[Any]:
    cases = json.loads(CORPUS.read_text("utf-8"))
    return [case for case in cases if case["surface"] == surface and case["name"] not in NOT_SHOWN]


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def options(*names: str) -> list[dict[str, Any]]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def asked(label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": label,
        "label": plain(label),
        "element": element | {"action_id": "value"},
    } | more


def form(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks)}


async def test_a_file_that_is_no_picture_is_downloaded_under_its_name(look: Look, place: Place, tmp_path: Path) -> None:
    page, workspace = await look("U0DANA", "C0GENERAL"), place.practice.workspace
    content = b"# Strategy"
    workspace.files["F124"] = File("F124", "strategy.md", len(content), content=content)
    message = Message("C0GENERAL", workspace.next_ts(), workspace.bot.id, workspace.team.id, "The strategy.")
    message.files = [workspace.files["F124"]]
    workspace.post("C0GENERAL", message)
    async with page.expect_download() as started:
        await page.get_by_role("link", name="strategy.md").click()
    download = await started.value
    assert download.suggested_filename == "strategy.md"
    await download.save_as(tmp_path / "saved.md")
    assert (tmp_path / "saved.md").read_bytes() == content


async def test_every_message_that_slack_takes_is_shown(look: Look, place: Place) -> None:
    page, workspace = await look("U0DANA", "C0GENERAL"), place.practice.workspace
    workspace.files["F123"] = File("F123", "chart.png", len(PICTURE), content=PICTURE)
    for case in valid("message"):
        said = expanded(case["payload"])
        message = Message("C0GENERAL", workspace.next_ts(), workspace.bot.id, workspace.team.id, said.get("text", ""))
        message.bot_id, message.blocks = workspace.bot_id, said.get("blocks", [])
        workspace.post("C0GENERAL", message)
    await expect(page.get_by_role("article")).to_have_count(len(valid("message")))
    assert await page.locator(".unsupported").all_text_contents() == []


async def test_every_form_and_home_that_slack_takes_is_shown(look: Look, place: Place) -> None:
    page, modals = await look("U0DANA", "home"), place.practice.workspace.modals
    await expect(page.locator(".home-block").nth(1)).to_be_visible()  # the office's own Home, which would come between
    for case in valid("home"):
        modals.publish_home("U0DANA", expanded(case["payload"]))
        await expect(page.locator(".home-block")).to_have_count(len(expanded(case["payload"])["blocks"]))
    for case in valid("modal"):
        view = modals.open("U0DANA", expanded(case["payload"]))
        await expect(page.locator("#modal .modal-body > *")).to_have_count(len(view.blocks))
        assert await page.locator(".unsupported").all_text_contents() == []


async def test_a_file_is_uploaded_from_the_browser_as_soon_as_it_is_chosen(look: Look, place: Place) -> None:
    page, workspace = await look("U0DANA", "C0GENERAL"), place.practice.workspace
    view = workspace.modals.open("U0DANA", form(asked("File", {"type": "file_input", "filetypes": ["json"]})))
    chosen = FilePayload(name="sbom.json", mimeType="application/json", buffer=b'{"a": 1}')
    await page.get_by_label("File").set_input_files(chosen)
    await expect(page.locator("#modal")).to_contain_text("Uploaded: sbom.json")
    (file,) = view.state["File"]["value"]["files"]
    assert (file["name"], file["size"], file["user"]) == ("sbom.json", 8, "U0DANA")
    assert workspace.files[file["id"]].content == b'{"a": 1}'


async def test_every_input_can_be_filled(look: Look, place: Place) -> None:
    page, dana = await look("U0DANA", "C0GENERAL"), place.practice.person("U0DANA")
    choices = {"options": options("One", "Two", "Three")}
    place.practice.workspace.modals.open(
        "U0DANA",
        form(
            asked("Line", {"type": "plain_text_input"}),
            asked("Lines", {"type": "plain_text_input", "multiline": True}),
            asked("Number", {"type": "number_input", "is_decimal_allowed": False}),
            asked("Mail", {"type": "email_text_input"}),
            asked("Rich", {"type": "rich_text_input"}),
            asked("Menu", {"type": "static_select", **choices}),
            asked("Person", {"type": "users_select"}),
            asked("Several", {"type": "multi_static_select", **choices}),
            asked("Radio", {"type": "radio_buttons", **choices}),
            asked("Boxes", {"type": "checkboxes", **choices}),
            asked("Day", {"type": "datepicker"}),
            asked("Time", {"type": "timepicker"}),
        ),
    )
    dialog = page.get_by_role("dialog", name="Form")
    for label, text in (("Line", "a"), ("Lines", "b\nc"), ("Number", "3"), ("Mail", "a@example.org"), ("Rich", "r")):
        await dialog.get_by_label(label, exact=True).fill(text)
    await dialog.get_by_label("Menu").select_option(label="Two")
    await dialog.get_by_label("Person").select_option(label="Lena")
    await dialog.get_by_role("button", name="Several").click()
    await dialog.get_by_role("group", name="Several").get_by_label("Three").check()
    await page.keyboard.press("Escape")
    await dialog.get_by_role("radiogroup", name="Radio").get_by_label("One").check()
    await dialog.get_by_role("group", name="Boxes").get_by_label("Two").check()
    await dialog.get_by_label("Day").fill("2026-12-01")
    async with page.expect_response(lambda one: "09:30" in (one.request.post_data or "")):  # acts go one by one
        await dialog.get_by_label("Time").fill("09:30")
    await expect(dialog.get_by_role("button", name="Several: Three")).to_be_visible()

    def held(label: str) -> Any:
        return next(value for key, value in dana.modals[-1].state[label]["value"].items() if key != "type")

    assert [held(label) for label in ("Line", "Lines", "Number", "Mail")] == ["a", "b\nc", "3", "a@example.org"]
    assert held("Rich")["elements"][0]["elements"] == [{"type": "text", "text": "r"}]
    assert [held("Menu")["value"], held("Person"), held("Radio")["value"]] == ["two", "U0LENA", "one"]
    assert [one["value"] for one in held("Several")] == ["three"]
    assert [one["value"] for one in held("Boxes")] == ["two"]
    assert [held("Day"), held("Time")] == ["2026-12-01", "09:30"]


async def test_a_form_on_another_goes_back_to_it(look: Look, place: Place) -> None:
    page, modals = await look("U0DANA", "C0GENERAL"), place.practice.workspace.modals
    modals.open("U0DANA", form(asked("First", {"type": "plain_text_input"})))
    first = page.get_by_label("First")
    await first.fill("kept")
    await first.blur()
    modals.push("U0DANA", form(asked("Second", {"type": "plain_text_input"})) | {"title": plain("On top")})
    await page.get_by_role("dialog", name="On top").get_by_role("button", name="Back").click()
    await expect(first).to_have_value("kept")


async def test_an_update_leaves_the_typed_text_and_the_place_of_the_caret(look: Look, place: Place) -> None:
    page, modals = await look("U0DANA", "C0GENERAL"), place.practice.workspace.modals
    view = modals.open("U0DANA", form(asked("Title", {"type": "plain_text_input"}, hint=plain("Before"))))
    title = page.get_by_label("Title")
    await title.press_sequentially("half a")
    modals.update(view, form(asked("Title", {"type": "plain_text_input"}, hint=plain("After"))))
    await expect(page.get_by_role("dialog")).to_contain_text("After")
    await page.keyboard.type(" title")
    await expect(title).to_have_value("half a title")
