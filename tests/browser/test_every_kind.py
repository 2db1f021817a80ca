# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Every kind walks its whole journey on the page: command, form, decisions, checklist, launch, and what is said."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.practice.messages import Message
from tests.browser.conftest import IN_BROWSER, Look, Place
from tests.support.any_kind import (
    owners_of_blockers,
    reviewed_answers,
    the_request,
    the_reviewer,
    where_asked,
    with_example_kinds,
)
from tests.support.browsing import type_command
from tests.support.kinds import FILES, policy_of
from workflows.facts import Answer, Answers
from workflows.kind import Field
from workflows.policy import Policy

pytestmark = IN_BROWSER
KINDS = sorted(FILES)
#: Real seconds within which what the office sends has to be there; it posts one message a second into a channel.
SENT = 60


@pytest.fixture
def organization(tmp_path: Path) -> Path:
    """The practice workspace's, with the kinds of the example organization."""
    return with_example_kinds(tmp_path / "organization")


async def fill(form: Locator, policy: Policy, answers: Answers) -> None:
    """Answer what the form shows: first what steers it, so that the rest is there."""
    fields = [policy.kind.by_name[name] for name in answers]
    waiting = sorted(fields, key=lambda one: not one.steers)
    known = {one.name: one.default for one in policy.kind.fields if one.default is not None}
    while waiting:
        shown = policy.shown(known)
        field = next(one for one in waiting if one.name in shown)
        waiting.remove(field)
        known[field.name] = answers[field.name]
        await answer(form.locator(f'[data-block="field:{field.name}"]'), field, answers[field.name])
    for name in answers:
        await expect(form.locator(f'[data-block="field:{name}"]')).to_be_visible()


async def answer(asked: Locator, field: Field, given: Answer) -> None:
    """Answer one question, by whichever control the page shows for it."""
    await expect(asked).to_contain_text(field.label)
    labels = {one.value: one.label for one in field.options}
    if field.type == "many":
        await tick(asked, [labels[one] for one in given] if isinstance(given, tuple) else [])
    elif field.type in {"choice", "yes_no"}:
        await choose(asked, ("Yes" if given else "No") if isinstance(given, bool) else labels[str(given)])
    elif field.type in {"person", "channel"}:
        await asked.get_by_label(field.label).select_option(value=str(given))
    else:
        await asked.get_by_label(field.label).fill(str(given))
        if field.steers:
            await asked.get_by_label(field.label).press("Enter")


async def choose(asked: Locator, label: str) -> None:
    """Choose one option, of radio buttons or in a menu."""
    if await asked.get_by_role("radiogroup").count():
        await asked.get_by_label(label, exact=True).check()
    else:
        await asked.get_by_role("combobox").select_option(label=label)


async def tick(asked: Locator, labels: list[str]) -> None:
    """Tick options that stand open, or those of a list that opens."""
    folded = asked.locator("button.multi")
    if not await folded.count():
        for label in labels:
            await asked.get_by_label(label, exact=True).check()
        return
    await folded.click()
    opened = asked.page.locator(".menu.list")
    for label in labels:
        await opened.get_by_label(label, exact=True).check()
    await asked.page.keyboard.press("Enter")
    await expect(opened).to_have_count(0)


async def open_message(page: Page, place: Place, person: str, message: Message) -> Locator:
    """Be somebody, and follow the link of a message."""
    thread = f"/{message.thread_ts}" if message.is_reply else ""
    await page.goto(f"{place.address}#{person}/{message.channel}{thread}")
    name = place.practice.person(person).user.real_name
    await expect(page.get_by_text(f"You are {name}", exact=True)).to_be_visible()
    return page.locator(f'[data-ts="{message.ts}"]').last


async def decide(page: Page, place: Place, step: str) -> None:
    """Let somebody of the group read where they are asked, and say yes."""
    reviewer = await the_reviewer(place.office, place.practice, step)
    await place.practice.workspace.changes.until(
        lambda: where_asked(place.practice, reviewer, step) is not None, within=SENT
    )
    message = where_asked(place.practice, reviewer, step)
    assert message is not None
    asked = await open_message(page, place, reviewer.user.id, message)
    answering = policy_of((await the_request(place.office)).kind).kind.answer
    if answering is None:
        button = asked.get_by_role("button", name="Approve OSPO-1 for")
        await button.click()
    else:
        button = asked.get_by_role("button", name=f"{answering.allowed}: OSPO-1").first
        await button.click()
        form = page.get_by_role("dialog", name="Answer OSPO-1")
        await form.get_by_label("Reason").fill("It was looked at.")
        await form.get_by_role("button", name="Answer", exact=True).click()
        await expect(form).to_be_hidden()
    await expect(button).to_have_count(0, timeout=SENT * 1000)


async def clear_checklist(page: Page, place: Place) -> None:
    """Let everybody open the checklist from the card and say that what they own is done."""
    card = next(one for one in place.practice.person("U0OMAR").messages("C0REQUESTS") if "OSPO-1" in one.text)
    for owner, items in (await owners_of_blockers(place.office)).items():
        shown = await open_message(page, place, owner, card)
        await shown.get_by_role("button", name="Checklist").click()
        checklist = page.get_by_role("dialog", name="Checklist OSPO-1")
        for item in items:
            row = checklist.locator(".b-section").filter(has=page.get_by_text(item, exact=True))
            await row.get_by_role("button", name="More actions").click()
            plain = page.get_by_role("menuitem", name="Done", exact=True)
            if await plain.count():
                await plain.click()
            else:
                await page.get_by_role("menuitem", name="Done, with evidence").click()
                form = page.get_by_role("dialog", name="Done: OSPO-1")
                await form.get_by_label("Where is the evidence?").fill("https://ci.example.org/scan/7")
                await form.get_by_role("button", name="Save").click()
            await expect(row).to_contain_text("Done by")
        await checklist.get_by_role("button", name="Close").first.click()
        await expect(checklist).to_be_hidden()


async def read_own(page: Page, place: Place) -> Locator:
    """Be Dana, in her messages with the office."""
    direct = place.practice.workspace.direct_messages("U0DANA")
    await page.goto(f"{place.address}#U0DANA/{direct.id}")
    await expect(page.get_by_text("You are Dana", exact=True)).to_be_visible()
    return page.get_by_role("log", name="Messages")


async def launch(page: Page, messages: Locator) -> None:
    """Say where what was approved is public now."""
    await messages.get_by_role("button", name="Say that OSPO-1 is public").click()
    form = page.get_by_role("dialog", name="OSPO-1 is public")
    await form.get_by_label("Where is it public?").fill("https://example.org/public/at/last")
    await form.get_by_role("button", name="It is public").click()
    await expect(form).to_be_hidden()
    await expect(messages).to_contain_text("https://example.org/public/at/last", timeout=SENT * 1000)


@pytest.mark.parametrize("name", KINDS)
async def test_it_goes_from_its_command_to_the_requesters_message(look: Look, place: Place, name: str) -> None:
    policy = policy_of(name)
    kind, answers = policy.kind, reviewed_answers(policy)
    page = await look("U0DANA", "C0GENERAL")
    await type_command(page, f"/ospo {kind.verb}")
    form = page.get_by_role("dialog", name=kind.title)
    await fill(form, policy, answers)
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_be_hidden()
    assert (await the_request(place.office)).answers == answers

    while (request := await the_request(place.office)).state.open:
        asked = [step.name for step in request.steps if step.state == "open"]
        if asked:
            await decide(page, place, asked[0])
        else:
            assert request.blockers, "nobody is asked, and nothing stands in the way"
            await clear_checklist(page, place)

    assert request.state == "approved"
    messages = await read_own(page, place)
    said = "is answered" if kind.answer else "is approved"
    await expect(messages).to_contain_text(f"OSPO-1 {said}", timeout=SENT * 1000)
    if request.obligations or request.route.instructions:
        await expect(messages).to_contain_text("What to do now")
    if kind.launch:
        await launch(page, messages)
        assert (await the_request(place.office)).launch.public_at is not None
