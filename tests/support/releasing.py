# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Releasing a project as people do: the form, the checklist, the stages."""

from bot.practice.person import Person
from tests.support.filling import choose_quietly
from tests.support.running import Running
from tests.support.walking import form, in_form, sent

STAGING = "https://github.com/example/telescope"
LIBRARY, SAMPLE = "A library or tool that others can build on", "A sample or small tool, no product"
#: Who clears what in the sample organization; IP and export fall back to legal.
CLEARED = {
    "lena": (
        "We own all of it",
        "Inventions and patents were looked at",
        "Third-party inventory is complete and compatible",
        "Name and trademarks are free",
        "Terms for contributions of others",
        "Our role under the Cyber Resilience Act",
    ),
    "omar": ("Two admins, branch protection, alerts", "People and time"),
    "dana": ("Nothing internal or personal in it", "LICENSE, README, CONTRIBUTING"),
}


async def library(
    house: Running, name: str = "dana", *, purpose: str = "A library or tool that others can build on"
) -> None:
    """Submit the form for a library, or for something else."""
    person = house.person(name)
    await person.command("/ospo", f"release {STAGING}", channel="C0GENERAL")
    await fill(person, purpose=purpose)
    await person.submit()
    assert person.modal is None, in_form(person)
    await sent(house)


async def fill(person: Person, *, purpose: str) -> None:
    """Answer every question that the form shows."""
    for label, answer in (
        ("What is it?", purpose),
        ("License that it would have", "Apache-2.0"),
        ("Who wrote it?", "Employees only"),
        ("Cryptography in it", "None"),
        ("Does it collect or contain data?", "No telemetry, no data"),
    ):
        choose_quietly(person, label, answer)
    await person.choose("Does any of this apply?", ["None of these"])
    await person.type("Name of the project", "Telescope")
    if "sample" in purpose:
        return
    await person.type("What does it do, and why is nothing that exists enough?", "It looks into clusters from afar.")
    await person.type("What does the company gain?", "Help from others who run clusters.")
    await person.type("Owning team, and at least two maintainers", "Platform: Dana and Priya")
    await person.type("Hours a week for it", "6")
    await person.choose("What can its users expect?", "Best effort")


async def choose_for(person: Person, item: str, entry: str) -> None:
    """Choose an entry of the menu of a checklist item in the open checklist."""
    view = form(person)
    [block] = [one for one in view.blocks if item in str(one.get("text")) and "accessory" in one]
    options = block["accessory"]["options"]
    [chosen] = [one for one in options if one["text"]["text"] == entry]
    await person.act(view, block, block["accessory"], {"selected_option": chosen})


def entries(person: Person, item: str) -> list[str]:
    """The menu of a checklist item in the open checklist."""
    [block] = [one for one in form(person).blocks if f"*{item}" in str(one.get("text"))]
    return [one["text"]["text"] for one in block.get("accessory", {}).get("options", [])]


async def clear(house: Running, name: str, *items: str) -> None:
    """Open the checklist on the card and say of each item that it is done."""
    person = house.person(name)
    await person.click(house.card(1), "Checklist")
    for item in items:
        await choose_for(person, item, "Done")
    await person.close()


async def clear_everything(house: Running) -> None:
    """Let everybody clear what they own."""
    for name, items in CLEARED.items():
        await clear(house, name, *items)
    sam = house.person("sam")
    await sam.click(house.card(1), "Checklist")
    await choose_for(sam, "No secrets", "Done, with evidence or a note…")
    await sam.type("Where is the evidence?", "https://ci.example.org/scan/7")
    await sam.submit()
    await sam.close()
