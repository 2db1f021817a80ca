# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Filling the form: fields that come and go, the preview, what is remembered, and text of every sort."""

import pytest

from tests.support.asking import REPOSITORY
from tests.support.databases import ONE_DATABASE
from tests.support.filling import contribute, fill
from tests.support.running import Running
from tests.support.walking import asks, broken, form, in_form, in_thread, reads, sent, status

COPIED = "Where is the code of others from, and under which license?"
HOSTILE = (
    "<!channel> & <@U0LENA> <https://evil.example|click> *bold* `code` ~x~ &amp; &lt;",
    "\u0645\u0631\u062d\u0628\u0627 \u202egnp.exe \u200f\u05e9\u05dc\u05d5\u05dd",
    "👩‍👩‍👧‍👦🏳️‍🌈 ✅",
    "a" * 140,
)


async def opened(house: Running, name: str = "dana") -> None:
    """Open the form for a repository."""
    await house.person(name).command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")


@ONE_DATABASE
async def test_a_field_that_comes_and_goes_keeps_what_was_typed_around_it(house: Running) -> None:
    dana = house.person("dana")
    await opened(house)
    await dana.type("What do you want to contribute?", "Half a tit")
    assert COPIED not in in_form(dana)
    await dana.choose("Does any of this apply?", ["Contains code that others wrote"])
    assert COPIED in in_form(dana)
    await dana.type(COPIED, "From a book")
    await dana.choose("Size", "Up to 100 lines")
    assert "From a book" in str(form(dana).state)
    await dana.choose("Does any of this apply?", ["None of these"])
    assert COPIED not in in_form(dana)
    assert "Half a tit" in str(form(dana).state)


async def test_the_preview_says_who_will_be_asked_and_why_before_anything_is_sent(house: Running) -> None:
    dana = house.person("dana")
    await opened(house)
    assert "Who will be asked depends on" in in_form(dana).replace("*", "")
    await fill(dana, "Port the parser", risks=["Contains code that others wrote"])
    shown = in_form(dana)
    assert "It contains code that others wrote." in shown
    assert "It is our first contribution to this project." in shown
    assert "Submitting notifies 2 people." in shown


async def test_the_button_makes_a_preview_of_what_was_only_typed(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "contribute")
    await fill(dana, "Fix the parser")
    assert "depends on “Repository”" in in_form(dana)
    await dana.type("Repository", REPOSITORY)
    await dana.press("Update preview")
    assert "It is our first contribution to this project." in in_form(dana)
    assert "Fix the parser" in str(form(dana).state)


async def test_what_was_typed_behind_the_command_is_the_address_or_else_the_title(house: Running) -> None:
    dana = house.person("dana")
    await dana.command("/ospo", "contribute Fix the parser's <&> bug")
    assert "Fix the parser's <&> bug" in str(form(dana).state)
    await dana.command("/ospo", f"CONTRIBUTE   {REPOSITORY}/  ")
    assert REPOSITORY in str(form(dana).state)


@ONE_DATABASE
async def test_an_older_preview_gives_way_to_a_newer_one_without_a_word(house: Running) -> None:
    dana = house.person("dana")
    await opened(house)
    broken(house, "views.update", "error", error="hash_conflict")
    await dana.choose("Does any of this apply?", ["Contains code that others wrote"])
    assert dana.troubles == []
    assert COPIED not in in_form(dana)
    await dana.choose("Size", "Up to 100 lines")
    assert COPIED in in_form(dana)


@pytest.mark.parametrize("kind", ["error", "server_error", "dropped"])
@ONE_DATABASE
async def test_a_form_whose_previews_failed_can_still_be_submitted(house: Running, kind: str) -> None:
    dana = house.person("dana")
    await opened(house)
    broken(house, "views.update", kind, times=20)  # type: ignore[arg-type]  # a kind of fault
    await fill(dana, "Fix the parser")
    assert dana.troubles == []
    await dana.submit()
    assert dana.modal is None
    assert "Fix the parser" in await status(dana, "OSPO-1")


async def test_a_required_question_that_was_never_shown_is_shown_with_everything_kept(house: Running) -> None:
    dana = house.person("dana")
    await opened(house)
    broken(house, "views.update", "error", times=20)
    await fill(dana, "Port the parser", risks=["Contains code that others wrote"])
    house.practice.faults.clear()
    await dana.submit()
    assert COPIED in in_form(dana)
    assert "Please look at this:" in in_form(dana).replace("*", "")
    assert "Port the parser" in str(form(dana).state)
    await dana.type(COPIED, "From a book")
    await dana.type("What does it do, and for whom?", "It parses.")
    await dana.submit()
    assert dana.modal is None
    assert "Port the parser" in await status(dana, "OSPO-1")


async def test_none_of_these_beside_something_else_is_said_under_its_field(house: Running) -> None:
    dana = house.person("dana")
    await opened(house)
    await fill(dana, "Fix the parser", risks=["None of these", "Not sure"])
    if "What does it do, and for whom?" in in_form(dana):
        await dana.type("What does it do, and for whom?", "It parses.")
    await dana.submit()
    assert "either “None of these” or what applies" in dana.modal_errors.get("field:risks", "")
    assert "Fix the parser" in str(form(dana).state)


async def test_what_policy_does_not_allow_is_said_under_its_field_with_what_to_do(house: Running) -> None:
    dana = house.person("dana")
    await opened(house)
    await fill(dana, "Fix the parser", license="None: I find no license")
    assert "Not possible like this" in in_form(dana)
    await dana.submit()
    assert "ask upstream to add a license first" in dana.modal_errors["field:license"]
    await dana.choose("License of the project", "MIT")
    await dana.submit()
    assert dana.modal is None


async def test_the_next_form_remembers_what_the_person_and_the_project_answered(house: Running) -> None:
    dana, priya = house.person("dana"), house.person("priya")
    await opened(house)
    await fill(dana, "Fix the parser", license="Apache-2.0", agreement="Sign-off on commits (DCO)", ai="Some of it")
    await dana.type("Which AI tool?", "A tool")
    await dana.submit()
    assert dana.modal is None, in_form(dana)
    await opened(house, "priya")
    assert "Apache-2.0" in str(form(priya).state)
    assert "A tool" not in str(form(priya).state)
    await dana.command("/ospo", "contribute https://github.com/example/lexer")
    assert "A tool" in str(form(dana).state)
    assert "Apache-2.0" not in str(form(dana).state)


async def test_three_thousand_characters_of_everything_reach_the_reviewers_whole(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    text = ("".join(HOSTILE[:3]) * 40)[:2990] + " THE-END"
    await opened(house)
    await fill(dana, "Port the parser", risks=["Contains code that others wrote"])
    await dana.type("What does it do, and for whom?", text)
    await dana.type(COPIED, text[:990])
    await dana.submit()
    assert dana.modal is None, in_form(dana)
    await sent(house)
    await lena.click(asks(house, "legal"), "Details and history")
    assert "THE-END" in in_form(lena)


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "rtl", "emoji", "long"])
async def test_hostile_text_notifies_nobody_and_is_shown_as_it_was_typed(house: Running, text: str) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await contribute(dana, text, license="AGPL-3.0-or-later")
    assert dana.modal is None, in_form(dana)
    await sent(house)
    await lena.click(asks(house, "legal"), "Ask requester")
    await lena.type("Your question", text)
    await lena.submit()
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")
    await dana.type("Your answer", text)
    await dana.submit()
    await lena.click(asks(house, "legal"), "Approve with conditions…")
    await lena.type("Conditions", text)
    await lena.submit()
    assert lena.modal is None, in_form(lena)
    await sent(house)
    said = in_thread(house) + reads(dana) + lena.sees(house.card(1)) + await status(dana, "OSPO-1")
    assert "@channel" not in said
    raw = str([one.text for one in [house.card(1), *lena.thread(house.card(1)), *dana.direct_messages()]])
    assert "<!channel>" not in raw
    assert "<https://evil" not in raw
    if text.startswith("👩"):
        assert "👩‍👩‍👧‍👦🏳️‍🌈" in said
