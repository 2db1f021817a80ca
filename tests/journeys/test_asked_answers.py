# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A question about answers of the form: they are corrected with the answer, and the thread shows the difference."""

from tests.support.asking import copied_code
from tests.support.running import Running
from tests.support.walking import asks, form, in_form, in_thread, sent


async def asked(house: Running) -> None:
    """Legal asks about one answer, and the requester has the form of the answer open."""
    dana, lena = house.person("dana"), house.person("lena")
    await copied_code(house)
    await sent(house)
    await lena.click(asks(house, "legal"), "Ask requester")
    await lena.type("Your question", "For whom is it?")
    await lena.choose("Which answers is it about?", ["What does it do, and for whom?"])
    await lena.submit()
    assert lena.modal is None, in_form(lena)
    await sent(house)
    await dana.click(dana.direct_messages()[-1], "Answer")


async def test_an_answer_corrects_what_it_was_asked_about_and_shows_the_difference(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await asked(house)
    assert "It parses." in str(form(dana).content), "filled with what was answered"
    await dana.type("Your answer", "I added that.")
    await dana.type("What does it do, and for whom?", "It parses, for us all.")
    await dana.submit()
    assert dana.modal is None, in_form(dana)
    await sent(house)
    told = in_thread(house)
    assert "I added that." in told
    assert "What does it do, and for whom?: It parses. → It parses, for us all." in told
    assert "revision 2" in dana.sees(house.card(1))
    await lena.click(asks(house, "needs a review by legal."), "Approve")
    assert (await house.office.database.verify()).problems == []


async def test_an_answer_that_changes_nothing_makes_no_revision(house: Running) -> None:
    dana = house.person("dana")
    await asked(house)
    await dana.type("Your answer", "For us.")
    await dana.submit()
    await sent(house)
    assert "For us." in in_thread(house)
    assert "the form was edited" not in in_thread(house)
    assert "revision 1" in dana.sees(house.card(1))
