# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A practice that one unit shares is adopted by another with a button."""

from tests.support.running import Running
from tests.support.walking import form, in_form


async def test_a_unit_adopts_what_another_shares_once_and_everybody_sees_since_when(house: Running) -> None:
    omar, mika, dana = (house.person(name) for name in ("omar", "mika", "dana"))
    await omar.command("/ospo", "register practices")
    await omar.press("New…")
    await omar.type("Title", "Review within a day")
    await omar.type("How to do it", "Whoever is on duty reviews first.")
    await omar.type("Shared by", "Search")
    await omar.submit()
    await mika.command("/ospo", "register practices")  # who leads payments
    await mika.open_row("Review within a day")
    assert "No other unit has adopted it yet." in in_form(mika)
    for unit, told in (("Search", "the unit that shares it"), ("Payments", "")):
        await mika.press("Adopt for a unit…")
        await mika.choose("Which unit works like this?", unit)
        await mika.submit()
        if told:
            assert told in str(form(mika).errors)
            await mika.close()
    assert "Payments, since 24 Nov 2026" in in_form(mika)
    await dana.command("/ospo", "register practices")
    await dana.open_row("Review within a day")
    assert "Adopted by 1 unit" in in_form(dana)
    await dana.press("Adopt for a unit…")
    await dana.choose("Which unit works like this?", "Payments")
    await dana.submit()
    assert "has adopted it already" in str(form(dana).errors)
