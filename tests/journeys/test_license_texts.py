# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""License texts that are pasted or given as a file, instead of a name."""

from typing import Any

import pytest

from bot.practice.person import Person
from tests.support.databases import ONE_DATABASE
from tests.support.granting import without_scope
from tests.support.license_answers import CHANNEL
from tests.support.running import Running
from tests.support.texts import APACHE, MIT
from tests.support.walking import broken, form, in_form

FILE_LABEL = "… or a file with its text"


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
@ONE_DATABASE
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
@ONE_DATABASE
async def test_a_license_file_that_slack_does_not_give_is_said(
    house: Running, target: str, kind: Any, how: dict[str, object], sentence: str
) -> None:
    broken(house, target, kind, **how)
    dana = await gives(house, MIT.encode())
    assert sentence in dana.modal_errors["field:file"]
    await dana.submit()
    assert "The text was recognised as MIT." in in_form(dana)


@ONE_DATABASE
async def test_a_license_file_is_fetched_from_slack_only(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license shipped", channel=CHANNEL)
    dana.attach(FILE_LABEL, "LICENSE", MIT.encode()).address = "https://files.example.org/x"
    await dana.submit()
    assert "kept outside of Slack" in dana.modal_errors["field:file"]


@ONE_DATABASE
async def test_a_name_and_a_file_are_one_too_many_and_a_product_is_blamed_for_itself(house: Running) -> None:
    dana = await gives(house, MIT.encode(), what="MIT")
    assert "one of the two" in dana.modal_errors["field:what"]
    await dana.type("License", "")
    await dana.type("License of your product", "(")
    await dana.submit()
    assert list(dana.modal_errors) == ["field:into"]


@ONE_DATABASE
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


@ONE_DATABASE
async def test_a_name_and_a_text_at_once_are_one_too_many(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "license shipped", channel=CHANNEL)
    await dana.type("License", "MIT")
    await dana.type("… or the text of the license", MIT)
    await dana.submit(unchecked=True)
    assert "either the name of the license or its text" in dana.modal_errors["field:what"]
