# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A third-party inventory is attached as a file or pasted, looked up, posted in the thread, and replaced."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

import bot.practice
import workflows
from bot.practice.person import Person
from bot.services.erasing import ErasureService
from tests.support.databases import ONE_DATABASE
from tests.support.granting import without_scope
from tests.support.inventories import cyclonedx, licensed, spdx
from tests.support.releasing import choose_for, library
from tests.support.running import Running
from tests.support.walking import broken, form, in_form, in_thread, reads, sent, status
from workflows.errors import StaleRevision
from workflows.licenses.inventory.json_text import LARGEST_FILE
from workflows.people import Person as BotPerson
from workflows.recorded import contradictions

NewHouse = Callable[..., Awaitable[Running]]
ORGANIZATION = (Path(bot.practice.__file__).parent / "organization" / "organization.toml").read_text()
PEOPLE = (Path(bot.practice.__file__).parent / "organization" / "people.csv").read_text()
KIND = """
name = "product"
title = "Ship a product"
verb = "product"
summary = "Ship a product with third-party software"
petal = "delivery"
title_field = "title"

[[fields]]
name = "title"
label = "Which product?"
type = "text"

[[fields]]
name = "license"
label = "Its license"
type = "text"
required = false

[[steps]]
rule = "look"
group = "ospo"
because = "The OSPO looks at what is in it."

[inventory]
into = ["license"]
"""
INVENTORY_ITEM = "Third-party inventory is complete and compatible"
MIXED = cyclonedx(
    licensed("left-pad", "MIT"), licensed("<!channel>", "AGPL-3.0-only"), licensed("broken", "MIT OR"),
    {"name": "silent"},
)  # fmt: skip


async def product(house_with: NewHouse, license_: str = "", text: str = KIND) -> tuple[Running, Person]:
    """An office whose kind has inventories, and Dana with a request of it."""
    house = await house_with(ORGANIZATION, {"people.csv": PEOPLE, "kinds/product.toml": text})
    patiently(house)
    dana = house.person("dana")
    await dana.command("/ospo", "product", channel="C0GENERAL")
    await dana.type("Which product?", "The shop")
    await dana.type("Its license", license_)
    await dana.submit()
    await sent(house)
    return house, dana


def patiently(house: Running) -> None:
    """Let attaching take its time, on a machine that does much else: a process is started to read."""
    house.office.inventories.patience = 60


async def opens(dana: Person) -> None:
    """Open the form from the requester's own message."""
    await dana.click(dana.direct_messages()[-1], "Attach inventory")


async def attaches(house: Running, dana: Person, data: bytes) -> None:
    """Attach a file and let the office tell of it."""
    await opens(dana)
    dana.attach("File", "sbom.json", data)
    await dana.submit()
    assert dana.modal is None, dana.modal_errors
    await sent(house)


async def refused(dana: Person, data: bytes, field: str = "inventory:file") -> str:
    """The sentence under the field; the form stays."""
    await opens(dana)
    dana.attach("File", "sbom.json", data)
    await dana.submit()
    sentence = dana.modal_errors[field]
    await dana.close()
    return sentence


async def test_a_file_is_looked_up_and_its_table_stands_in_the_thread(house_with: NewHouse) -> None:
    house, dana = await product(house_with)
    await attaches(house, dana, MIXED)
    said = in_thread(house)
    assert "4 components" in said
    order = [
        said.index(word)
        for word in ("No license expression", "Policy does not allow", "asks for a person", "Policy allows under")
    ]
    assert order == sorted(order), "the worst stands first"
    assert "@channel" not in said
    omar = house.person("omar")
    assert "Third-party inventory" in omar.sees(house.card(1))
    assert "1 deny" in reads(dana)
    assert "1 deny" in await status(dana, "1")
    async with house.office.database.reading() as tx:
        request = await tx.requests.get(house.office.workspace, 1)
        (event,) = [one for one in await tx.events.chain(request.id) if one.kind == "inventory"]
    assert '"deny":1' in event.body
    assert "left-pad" not in event.body, "names of components are texts, which can be erased"
    assert dana.troubles == []


async def test_a_pasted_inventory_and_the_product_s_license_count(house_with: NewHouse) -> None:
    house, dana = await product(house_with, "Apache-2.0")
    await opens(dana)
    await dana.type("… or pasted", spdx({"name": "a", "licenseDeclared": "GPL-2.0-only"}).decode())
    await dana.submit()
    await sent(house)
    assert "Looked up as shipped into Apache-2.0. SPDX 2.3" in in_thread(house)
    assert "1 deny" in in_thread(house)


async def test_another_inventory_replaces_the_first_and_says_what_changed(house_with: NewHouse) -> None:
    house, dana = await product(house_with)
    await attaches(house, dana, MIXED)
    await attaches(house, dana, MIXED)
    assert in_thread(house).count("attached a third-party inventory") == 1, "the same again is done already"
    await attaches(house, dana, cyclonedx(licensed("left-pad", "MIT")))
    said = in_thread(house)
    assert said.count("attached a third-party inventory") == 2
    assert "It replaces the one before: invalid 1 → 0, deny 1 → 0, review 1 → 0." in said
    assert "1 deny" not in house.person("omar").sees(house.card(1))


@pytest.mark.parametrize(
    "data,sentence",
    [
        (b"", "The file is empty."),
        (b"<html>", "This is a web page"),
        (b"[" * 100_000, "nested too deeply"),
        (b" " * (LARGEST_FILE + 1), "at most 20 MB are read"),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.6"}', "lists no components"),
    ],
    ids=("empty", "page", "deep", "huge", "without components"),
)
@ONE_DATABASE
async def test_what_cannot_be_read_is_said_under_the_field(house_with: NewHouse, data: bytes, sentence: str) -> None:
    house, dana = await product(house_with)
    assert sentence in await refused(dana, data)
    assert "inventory" not in in_thread(house)


@pytest.mark.parametrize(
    "target,kind,how,sentence",
    [
        ("files.info", "error", {"error": "missing_scope"}, "lacks the scope `files:read`"),
        ("files.info", "error", {"error": "file_not_found"}, "Slack has no such file any more"),
        ("files.info", "server_error", {}, "Slack did not give us the file"),
        ("files.info", "dropped", {}, "Slack did not give us the file"),
        ("files-pri", "rate_limited", {}, "wait before we read more files"),
        ("files-pri", "server_error", {}, "Slack has no such file any more"),
        ("files-pri", "dropped", {}, "Slack did not give us the file"),
    ],
)
@ONE_DATABASE
async def test_a_file_that_slack_does_not_give_is_said(
    house_with: NewHouse, target: str, kind: Any, how: dict[str, object], sentence: str
) -> None:
    house, dana = await product(house_with)
    broken(house, target, kind, **how)
    assert sentence in await refused(dana, MIXED)
    await attaches(house, dana, MIXED)


async def test_an_office_that_may_not_read_files_asks_for_none_and_takes_what_is_pasted(house_with: NewHouse) -> None:
    house, dana = await product(house_with)
    await without_scope(house, "files:read")
    await opens(dana)
    assert "file_input" not in str(form(dana).blocks)
    assert "For files the app lacks the scope `files:read`." in str(form(dana).blocks)
    await dana.type("Pasted inventory", "{")
    await dana.submit()
    assert "no valid JSON" in dana.modal_errors["inventory:pasted"]
    await dana.type("Pasted inventory", MIXED.decode())
    await dana.submit()
    await sent(house)
    assert "4 components" in in_thread(house)


@ONE_DATABASE
async def test_a_page_to_sign_in_at_is_not_taken_for_the_file(house_with: NewHouse) -> None:
    house, dana = await product(house_with)
    await opens(dana)
    dana.attach("File", "sbom.json", MIXED).address = f"{house.practice.base_url}/?instead-of="
    await dana.submit()
    assert "Slack has no such file any more" in dana.modal_errors["inventory:file"]


@ONE_DATABASE
async def test_the_token_goes_to_slack_only(house_with: NewHouse) -> None:
    _, dana = await product(house_with)
    await opens(dana)
    dana.attach("File", "sbom.json", MIXED).address = "https://files.example.org/x"
    await dana.submit()
    assert "kept outside of Slack" in dana.modal_errors["inventory:file"]


async def test_what_takes_longer_than_a_form_may_is_read_by_a_worker_who_says_what_became_of_it(
    house_with: NewHouse,
) -> None:
    house, dana = await product(house_with)
    house.office.inventories.patience = 0.001
    house.office.inventories.background = 60
    await opens(dana)
    await dana.type("… or pasted", MIXED.decode())
    await dana.submit()
    assert "took too long, and nothing was stored" in str(dana.modal_errors)
    await dana.close()
    for data in (MIXED, b"<html>"):
        await opens(dana)
        dana.attach("File", "sbom.json", data)
        await dana.submit()
        assert "is kept and being read" in in_form(dana)
        await dana.close()
    assert "inventory" not in in_thread(house)
    house.office.inventories.patience = 60
    await opens(dana)
    dana.attach("File", "newer.json", cyclonedx(licensed("react", "MIT")))
    await dana.submit()
    assert "is kept and being read" in in_form(dana), "the older ones would take its place"
    await dana.close()
    await opens(dana)
    await dana.type("… or pasted", MIXED.decode())
    await dana.submit()
    assert "is still being read" in str(dana.modal_errors)
    await dana.close()
    erasure = ErasureService(house.office.database, house.office.catalog, house.office.timing)
    await erasure.run(BotPerson(house.office.workspace, "U0DANA"), apply=True)  # they stay in it while it is open
    await dana.command("/ospo", "settings")
    await dana.choose("Quiet from", "00:00")
    await dana.choose("Quiet until", "23:00")
    await dana.submit()
    await sent(house)
    assert "It replaces the one before: invalid 1 → 0, deny 1 → 0, review 1 → 0." in in_thread(house)
    told = [dana.sees(one) for one in dana.direct_messages() if "The inventory that you gave" in dana.sees(one)]
    assert "is read." in told[0]
    assert "is not attached. This is a web page" in told[1]
    assert "is read." in told[2]


@ONE_DATABASE
async def test_neither_or_both_is_asked_again(house_with: NewHouse) -> None:
    _, dana = await product(house_with)
    await opens(dana)
    await dana.submit()
    assert "either a file or a pasted inventory" in dana.modal_errors["inventory:file"]


@ONE_DATABASE
async def test_a_product_s_license_that_is_none_is_said(house_with: NewHouse) -> None:
    _, dana = await product(house_with, "MIT OR")
    assert "After OR a license is missing." in await refused(dana, MIXED)


async def test_a_release_is_looked_up_for_the_license_that_it_would_have(house: Running) -> None:
    patiently(house)
    await library(house)
    dana = house.person("dana")
    await attaches(house, dana, cyclonedx(licensed("gnu", "GPL-2.0-only"), licensed("left-pad", "MIT")))
    assert "Looked up as shipped into Apache-2.0." in in_thread(house)
    assert "1 deny" in house.person("omar").sees(house.card(1))


async def test_a_release_s_item_is_ticked_by_a_good_inventory_and_opened_by_one_that_denies_something(
    house_with: NewHouse,
) -> None:
    shipped = (Path(workflows.__file__).parent / "catalog" / "kinds" / "release.toml").read_text()
    trusting = shipped.replace("[inventory]\n", '[inventory]\nclears = "inventory"\n')
    house = await house_with(ORGANIZATION, {"people.csv": PEOPLE, "kinds/release.toml": trusting})
    patiently(house)
    await library(house)
    dana, lena = house.person("dana"), house.person("lena")
    await attaches(house, dana, cyclonedx(licensed("left-pad", "MIT")))
    assert f"It clears the item {INVENTORY_ITEM}, for nothing in it needs a person." in in_thread(house).replace(
        "*", ""
    )
    await lena.click(house.card(1), "Checklist")
    assert "Done, by the inventory that" in in_form(lena)
    assert "Evidence: Third-party inventory 1, SHA-256" in in_form(lena)
    await lena.close()
    await attaches(house, dana, cyclonedx(licensed("gnu", "GPL-2.0-only")))
    assert f"It does not clear the item {INVENTORY_ITEM} by itself: 1 deny." in in_thread(house).replace("*", "")
    assert INVENTORY_ITEM in lena.sees(house.card(1)), "it blocks again"
    await lena.click(house.card(1), "Checklist")
    assert "Not cleared by the inventory that" in in_form(lena)
    assert "1 deny. Its owner decides." in in_form(lena)
    await choose_for(lena, INVENTORY_ITEM, "Done")
    await lena.close()
    await sent(house)
    assert INVENTORY_ITEM not in lena.sees(house.card(1))
    async with house.office.database.reading() as tx:
        request = await tx.requests.get(house.office.workspace, 1)
        events = await tx.events.chain(request.id)
    assert list(contradictions(request, events)) == []
    kinds = [one.kind for one in events if one.kind in {"inventory", "checked"}]
    assert kinds == ["inventory", "checked", "inventory", "checked", "checked"]


@ONE_DATABASE
async def test_kinds_without_the_table_have_no_button(house_with: NewHouse) -> None:
    _, dana = await product(house_with, text=KIND.partition("[inventory]")[0])
    assert "Attach inventory" not in str(dana.direct_messages()[-1].blocks)


async def test_what_was_looked_up_for_another_product_license_is_not_recorded(house_with: NewHouse) -> None:
    house, dana = await product(house_with, "MIT")
    requests, requester = house.office.requests, BotPerson(house.office.workspace, dana.user.id)

    class EditedMeanwhile:
        """Slack's files, during whose download the requester edits the request."""

        async def fetch(self, file: str, check: object) -> bytes:
            del file, check
            raw = {"title": "The shop", "license": "GPL-3.0-only"}
            await requests.revise(1, 1, raw, requester=requester)
            return cyclonedx(licensed("left-pad", "MIT"))

    house.office.inventories._downloads = EditedMeanwhile()  # type: ignore[assignment]  # it does what is asked of it alone
    with pytest.raises(StaleRevision):
        await house.office.inventories.attach(1, requester=requester, file="F1")
    async with house.office.database.reading() as tx:
        assert (await tx.requests.get(house.office.workspace, 1)).inventory is None
