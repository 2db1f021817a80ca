# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The petals in Slack: who to talk to about what, and the flower with a table for who asks for it."""

from bot.practice.person import Person
from bot.services.petals import as_registered
from tests.support.maturity import about
from tests.support.running import Running
from tests.support.walking import answered, in_form, reads, sent
from workflows.fields import Field
from workflows.figures import Petal


async def test_the_petals_say_who_to_talk_to_and_the_flower_comes_as_a_picture_with_a_table(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await omar.command("/ospo", "petals")
    await omar.open_row("Individual contributors")
    await omar.press("Change…")
    await omar.choose("Channel", "C0GENERAL")
    await omar.choose("Owner", "U0OMAR")
    await omar.submit()
    async with house.office.database.reading() as tx:
        drawn = await as_registered(tx, house.office.catalog.current, house.office.workspace, (Petal("legal", 1, 2),))
    assert [(one.title, one.trend) for one in drawn][:3] == [
        ("Individual contributors", 0),
        ("Management", 0),
        ("Legal", 2),
    ]
    await omar.close(everything=True)
    house.practice.workspace.channels["C0GENERAL"].members.add("U0OSPOBOT")
    await omar.command("/ospo", "register materials")
    await omar.press("New…")
    await omar.type("Title", "First patch, step by step")
    await omar.type("Where it is", "https://example.com/first")
    await omar.choose("What it is", "Page or handbook")
    await omar.choose("Petal", "Individual contributors")
    await omar.submit()
    await sent(house)
    assert "First patch, step by step" in dana.sees(dana.messages("C0GENERAL")[-1]), "in the petal's channel"
    await dana.command("/ospo", "petals")
    words = in_form(dana)
    assert "Talk to @omar in #general" in words
    assert "*Legal*: Lawyers" in words
    assert "Nobody is named yet: ask the OSPO" in words
    await dana.press("Send me the flower")
    assert "on its way to you" in in_form(dana)
    await sent(house)
    told = about(dana, "", "The flower")
    kinds = [block["type"] for block in told.blocks]
    assert {"image", "table"} <= set(kinds), kinds
    assert "Individual contributors" in reads(dana)
    await dana.click(told, "Open the petals")
    assert "Talk to @omar" in in_form(dana)


#: The registers around petals and the setup that are filled in by plain forms, and whether everybody reads them.
AROUND = {
    "materials": True,
    "activities": True,
    "motivators": True,
    "challenges": True,
    "partners": True,
    "tools": True,
    "branding": True,
    "actions": True,
    "roles": False,
    "budget": False,
    "stakeholders": False,
}


async def test_every_register_around_the_petals_is_filled_in_and_read_by_those_who_may(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    for name, open_ in AROUND.items():
        definition = house.office.catalog.current.registers[name]
        await omar.command("/ospo", f"register {name}")
        await omar.press("New…")
        await omar.type("Title", f"One of {definition.title}")
        if definition.text_required:
            await omar.type(definition.text_label, "Because it helps.")
        for field in definition.fields:
            if field.required or field.type == "date":
                await fill(omar, field)
        await omar.submit()
        await omar.close(everything=True)
        await omar.command("/ospo", f"register {name} one of")
        assert f"One of {definition.title}" in in_form(omar), name
        await omar.close(everything=True)
        await dana.command("/ospo", f"register {name} one of")
        if open_:
            assert f"One of {definition.title}" in in_form(dana), name
            await dana.close(everything=True)
        else:
            assert "no register" in answered(dana), name


async def fill(person: Person, field: Field) -> None:
    """Give a field of a form the first thing that fits."""
    if field.type in {"choice", "many"}:
        await person.choose(field.label, field.options[0].label)
    elif field.type in {"person", "date"}:
        await person.choose(field.label, "U0DANA" if field.type == "person" else "2027-01-15")
    else:
        words = {"url": "https://example.com/page", "number": str(field.minimum or 1)}
        await person.type(field.label, words.get(field.type, "EUR"))
