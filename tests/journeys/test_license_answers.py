# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`/ospo license` over signed HTTP: answered at once, to the asker alone, from the command and from the form."""

import json

from tests.support.databases import ONE_DATABASE
from tests.support.license_answers import CHANNEL, asks
from tests.support.posting import command_body, interaction, posted
from tests.support.running import Running
from tests.support.walking import answered, broken, everything_said, form, in_form
from workflows.errors import UnknownForm

TYPED = {
    "MIT": "taken as shipped",
    "GPL-2.0-only into Apache-2.0": "GPL-2.0-only into Apache-2.0",
    "Apach-2.0 saas": "Did you mean Apache-2.0",
    "(MIT": "has no",
    "MIT sass": "is not the name of a license",
    "MIT saas build": "You named 2 usages",
    "<!channel> saas": "is not the name of a license",
    "x" * 3_000: "What it allows is not known here",
    '"' * 3_000: "No license expression",
    " AND ".join(["MIT", "GPL-2.0-only", "LicenseRef-Ours"] * 80): "Policy asks for a person's review",
}
UNREADABLE = (
    ("MIT AND", "", "field:what", "AND"),
    ("   ", "Apache-2.0", "field:what", "Please give either the name of the license or its text"),
    ("<!channel>", "Apache-2.0", "field:what", "is not the name of a license"),
    ("MIT", "Apache-2.0 OR MIT", "field:into", "A product has one license to combine into"),
    ("MIT", "(", "field:into", "("),
)


async def test_a_license_is_answered_in_the_acknowledgement_without_asking_slack_or_telling_others(
    house: Running,
) -> None:
    status, body = await posted(house, command_body("license GPL-2.0-only OR MIT saas"))
    sent = json.loads(body)
    assert (status, sent["response_type"]) == (200, "ephemeral")
    assert sent["text"] == "Policy allows: GPL-2.0-only OR MIT (saas)"
    assert "Elected:* MIT" in body
    assert "not yet adopted by your company" in body
    assert "This is a policy look-up, not legal advice." in body
    assert everything_said(house) == "[]"


async def test_only_the_asker_reads_the_answer(house: Running) -> None:
    _, read = await asks(house, "AGPL-3.0-only shipped")
    assert "Policy does not allow" in read
    assert house.person("omar").ephemerals(CHANNEL) == []
    assert house.person("omar").messages(CHANNEL) == []


@ONE_DATABASE
async def test_whatever_is_typed_is_answered_with_a_sentence(house: Running) -> None:
    for words, sentence in TYPED.items():
        dana, read = await asks(house, words)
        assert sentence in read.replace("`", ""), words
        assert "@channel" not in read
        assert dana.troubles == []


async def test_nothing_typed_opens_the_form_and_its_answer_takes_its_place(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license", channel=CHANNEL)
    await dana.type("License", "LGPL-2.1-only")
    await dana.choose("What do you do with it?", "Delivered to others, changed or linked statically")
    await dana.choose("How does your product use it?", "Linked dynamically, or imported as a package")
    await dana.submit()
    assert "Policy allows under conditions" in in_form(dana)
    assert "LGPL-2.1-only · shipped-modified" in in_form(dana)
    assert dana.troubles == []


async def test_a_usage_alone_opens_the_form_with_it_chosen(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license contribute", channel=CHANNEL)
    assert "contribute" in str(form(dana).state)
    await dana.type("License", "MIT")
    await dana.submit()
    assert "MIT · contribute" in in_form(dana)


@ONE_DATABASE
async def test_what_cannot_be_read_is_said_under_its_field_and_nothing_typed_is_lost(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license saas", channel=CHANNEL)
    for license_, product, field, sentence in UNREADABLE:
        await dana.type("License", license_)
        await dana.type("License of your product", product)
        await dana.submit(unchecked=True)
        assert list(dana.modal_errors) == [field]
        assert sentence in dana.modal_errors[field]
        assert product in str(form(dana).state)
    await dana.type("License of your product", "Apache-2.0")
    await dana.submit()
    assert "MIT into Apache-2.0 · saas" in in_form(dana)


@ONE_DATABASE
async def test_a_form_that_could_not_be_opened_is_told_of(house: Running) -> None:
    broken(house, "views.open", "error", error="expired_trigger_id")
    _, read = await asks(house, "")
    assert "please try once more" in read


@ONE_DATABASE
async def test_a_form_that_somebody_made_up_stays_open_with_a_sentence(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license saas", channel=CHANNEL)
    payload = house.practice.payloads.submission(
        dana.user, form(dana), house.practice.workspace.grants.trigger(dana.user.id)
    )
    payload["view"]["state"]["values"]["field:usage"]["field:usage"]["selected_option"] = {"value": "home"}
    answer = await interaction(house, payload)
    assert answer.body == {"response_action": "errors", "errors": {"field:what": UnknownForm().sentence}}


@ONE_DATABASE
async def test_help_and_the_nearest_verb_know_the_command(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "help", channel=CHANNEL)
    assert "/ospo license" in answered(dana, CHANNEL)
    await dana.command("/ospo", "licence MIT", channel=CHANNEL)
    assert "Did you mean" in answered(dana, CHANNEL)
    assert "/ospo license" in answered(dana, CHANNEL)


async def test_the_last_use_is_remembered_said_and_can_be_changed(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license", channel=CHANNEL)
    await dana.type("License", "LGPL-2.1-only")
    await dana.choose("What do you do with it?", "Delivered to others, unchanged")
    await dana.choose("Do you change it?", "No, it is used as it is")
    await dana.choose("How does your product use it?", "Linked dynamically, or imported as a package")
    await dana.type("License of your product", "Apache-2.0")
    await dana.submit()
    await dana.close()
    _, read = await asks(house, "MPL-2.0")
    assert "MPL-2.0 into Apache-2.0 · shipped" in read
    assert "what you said last: shipped, not changed, linked dynamically, into Apache-2.0" in read
    await dana.click(dana.ephemerals(CHANNEL)[-1], "Change")
    assert "MPL-2.0" in str(form(dana).state)
    assert "'dynamic'" in str(form(dana).state)
    await dana.choose("What do you do with it?", "Part of a service: nothing is delivered")
    await dana.submit()
    assert "MPL-2.0 into Apache-2.0 · saas" in in_form(dana)


async def test_what_was_typed_is_remembered_and_a_typed_usage_is_answered_as_it_stands(house: Running) -> None:
    await asks(house, "MIT saas")
    _, read = await asks(house, "GPL-2.0-only")
    assert "GPL-2.0-only · saas" in read
    assert "what you said last: saas" in read
    _, read = await asks(house, "GPL-2.0-only browser")
    assert "what you said last" not in read
    omar = house.person("omar")
    await omar.command("/ospo", "license MIT", channel=CHANNEL)
    assert "taken as shipped" in answered(omar, CHANNEL), "what dana said is hers"


async def test_what_was_said_to_the_machine_stands_in_the_form_for_a_person_and_back(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    await dana.command("/ospo", "ask-legal May we?", channel=CHANNEL)
    assert "'saas'" in str(form(dana).state)
    await dana.choose("What do you do with it?", "Used inside the company")
    await dana.submit()
    _, read = await asks(house, "MIT")
    assert "what you said last: internal" in read
