# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`/ospo license` over signed HTTP: answered at once, to the asker alone, from the command and from the form."""

import json
from typing import Any

import pytest

from bot.practice.person import Person
from tests.support.granting import without_scope
from tests.support.posting import command_body, interaction, posted
from tests.support.running import Running
from tests.support.texts import APACHE, MIT
from tests.support.walking import answered, broken, buttons, everything_said, form, in_form
from workflows.errors import UnknownForm

CHANNEL = "C0GENERAL"
FILE_LABEL = "… or a file with its text"
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


async def asks(house: Running, words: str) -> tuple[Person, str]:
    """Dana, and what she reads after `/ospo license` with these words."""
    dana = house.person("dana")
    await dana.command("/ospo", f"license {words}", channel=CHANNEL)
    return dana, answered(dana, CHANNEL)


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


async def gives(house: Running, content: bytes, filename: str = "LICENSE", what: str = "") -> Person:
    """Dana, after she has sent the form with a file."""
    dana = house.person("dana")
    await dana.command("/ospo", "license shipped", channel=CHANNEL)
    await dana.type("License", what)
    dana.attach(FILE_LABEL, filename, content)
    await dana.submit(unchecked=True)
    return dana


async def test_a_text_that_is_longer_than_an_input_is_given_as_a_file(house: Running) -> None:
    for text, remark, headline in (
        (APACHE, "The text was recognised as Apache-2.0.", "Apache-2.0"),
        (f"{APACHE}\nNot for banks.", "It resembles Apache-2.0, which is a hint only.", "asks for a person"),
        ("MIT", "MIT", "Policy allows under conditions"),
    ):
        dana = await gives(house, text.encode())
        assert remark in in_form(dana)
        assert headline in in_form(dana)
        assert dana.troubles == []
        await dana.close()


@pytest.mark.parametrize(
    "content,sentence",
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 ...", "no plain text"),
        (b"x\x00y", "no plain text"),
        (b"x " * 200_003, "more than 400,004 bytes"),
        (b"word " * 40_000, "has 200,000 characters, and at most 100,000 are read"),
    ],
    ids=("empty", "pdf", "binary", "huge", "long"),
)
async def test_a_file_that_is_no_license_text_is_said_under_its_field(
    house: Running, content: bytes, sentence: str
) -> None:
    dana = await gives(house, content)
    assert sentence in dana.modal_errors["field:file"]


@pytest.mark.parametrize(
    "target,kind,how,sentence",
    [
        ("files.info", "error", {"error": "missing_scope"}, "lacks the scope `files:read`"),
        ("files.info", "error", {"error": "file_not_found"}, "Slack has no such file any more"),
        ("files.info", "dropped", {}, "Slack did not give us the file"),
        ("files-pri", "rate_limited", {}, "wait before we read more files"),
        ("files-pri", "dropped", {}, "Slack did not give us the file"),
    ],
)
async def test_a_license_file_that_slack_does_not_give_is_said(
    house: Running, target: str, kind: Any, how: dict[str, object], sentence: str
) -> None:
    broken(house, target, kind, **how)
    dana = await gives(house, MIT.encode())
    assert sentence in dana.modal_errors["field:file"]
    await dana.submit()
    assert "The text was recognised as MIT." in in_form(dana)


async def test_a_license_file_is_fetched_from_slack_only(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license shipped", channel=CHANNEL)
    dana.attach(FILE_LABEL, "LICENSE", MIT.encode()).address = "https://files.example.org/x"
    await dana.submit()
    assert "kept outside of Slack" in dana.modal_errors["field:file"]


async def test_a_name_and_a_file_are_one_too_many_and_a_product_is_blamed_for_itself(house: Running) -> None:
    dana = await gives(house, MIT.encode(), what="MIT")
    assert "one of the two" in dana.modal_errors["field:what"]
    await dana.type("License", "")
    await dana.type("License of your product", "(")
    await dana.submit()
    assert list(dana.modal_errors) == ["field:into"]


async def test_an_office_that_may_not_read_files_opens_the_form_without_them(house: Running) -> None:
    await without_scope(house, "files:read")
    dana = house.person("dana")
    await dana.command("/ospo", "license shipped", channel=CHANNEL)
    assert "file_input" not in str(form(dana).blocks)
    assert "longer ones go to `ospo license --text FILE`" in str(form(dana).blocks)
    await dana.type("License", "MIT")
    await dana.submit()
    assert "Policy allows under conditions" in in_form(dana)


async def test_a_pasted_license_text_is_recognised_whole_and_never_guessed_at(house: Running) -> None:
    dana = house.person("dana")
    for text, headline, remark in (
        (MIT, "Policy allows under conditions", "The text was recognised as MIT."),
        (f"{MIT}\nNot for banks.", "Policy asks for a person", "It resembles MIT, which is a hint only."),
    ):
        await dana.command("/ospo", "license shipped", channel=CHANNEL)
        await dana.type("… or the text of the license", text)
        await dana.submit()
        assert headline in in_form(dana)
        assert remark in in_form(dana)
    assert dana.troubles == []


async def test_a_name_and_a_text_at_once_are_one_too_many(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license shipped", channel=CHANNEL)
    await dana.type("License", "MIT")
    await dana.type("… or the text of the license", MIT)
    await dana.submit(unchecked=True)
    assert "either the name of the license or its text" in dana.modal_errors["field:what"]


async def test_a_form_that_could_not_be_opened_is_told_of(house: Running) -> None:
    broken(house, "views.open", "error", error="expired_trigger_id")
    _, read = await asks(house, "")
    assert "please try once more" in read


async def test_a_form_that_somebody_made_up_stays_open_with_a_sentence(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license saas", channel=CHANNEL)
    payload = house.practice.payloads.submission(
        dana.user, form(dana), house.practice.workspace.grants.trigger(dana.user.id)
    )
    payload["view"]["state"]["values"]["field:usage"]["field:usage"]["selected_option"] = {"value": "home"}
    answer = await interaction(house, payload)
    assert answer.body == {"response_action": "errors", "errors": {"field:what": UnknownForm().sentence}}


async def test_help_and_the_nearest_verb_know_the_command(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "help", channel=CHANNEL)
    assert "/ospo license" in answered(dana, CHANNEL)
    await dana.command("/ospo", "licence MIT", channel=CHANNEL)
    assert "Did you mean" in answered(dana, CHANNEL)
    assert "/ospo license" in answered(dana, CHANNEL)


async def test_an_answer_is_shared_once_and_says_who_shared_it(house: Running) -> None:
    dana, read = await asks(house, "MIT saas")
    assert "Shared" not in read
    shown = dana.ephemerals(CHANNEL)[-1]
    await dana.click(shown, "Share here")
    [shared] = house.person("omar").messages(CHANNEL)
    assert "Shared by @dana" in house.person("omar").sees(shared)
    assert "Policy allows" in house.person("omar").sees(shared)
    assert buttons(dana.ephemerals(CHANNEL)[-1]) == {"Ask legal", "Change"}


async def test_an_answer_is_not_shared_where_another_company_reads_along(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    shown = dana.ephemerals(CHANNEL)[-1]
    house.practice.workspace.channels[CHANNEL].shared = True
    await dana.click(shown, "Share here")
    assert house.person("omar").messages(CHANNEL) == []
    assert "Another company reads this channel too" in answered(dana, CHANNEL)
    house.practice.workspace.channels[CHANNEL].shared = False
    await dana.click(shown, "Share here")
    assert len(house.person("omar").messages(CHANNEL)) == 1, "what was refused was not counted as shared"


async def test_an_answer_is_not_shared_where_nobody_knows_who_reads_along(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    shown = dana.ephemerals(CHANNEL)[-1]
    broken(house, "conversations.info", "error", error="channel_not_found")
    await dana.click(shown, "Share here")
    assert house.person("omar").messages(CHANNEL) == []
    assert "It is not known whether another company reads along here" in answered(dana, CHANNEL)


async def test_two_clicks_at_once_share_one_answer(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    shown = dana.ephemerals(CHANNEL)[-1]
    broken(house, "delivery:interactions", "duplicate")
    await dana.click(shown, "Share here")
    assert len(house.person("omar").messages(CHANNEL)) == 1


async def test_an_answer_that_slack_does_not_take_for_the_channel_is_explained(house: Running) -> None:
    dana, _ = await asks(house, "MIT saas")
    shown = dana.ephemerals(CHANNEL)[-1]
    house.practice.workspace.channels[CHANNEL].archived = True
    await dana.click(shown, "Share here")
    assert house.person("omar").messages(CHANNEL) == []
    assert "Slack did not take this answer" in answered(dana, CHANNEL)


async def test_the_answer_in_the_form_says_how_to_share_it(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license contribute", channel=CHANNEL)
    await dana.type("License", "MIT")
    await dana.submit()
    assert "To share an answer in a channel" in in_form(dana)


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
