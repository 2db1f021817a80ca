# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people do with the entries of a register, and registers to do it in."""

from bot.practice.person import Person
from tests.support.maturity import ORGANIZATION
from tests.support.walking import form, in_form

SAMPLE = (ORGANIZATION / "organization.toml").read_text().partition("[directory]")[0]


FACTS = """
name = "facts"
title = "Facts"
one = "Fact"
about = "What we know."
petal = "ospo"
proposers = "everybody"
news = "petal"
listed = ["level"]

[[fields]]
name = "level"
label = "Level"
type = "number"
required = false

[[fields]]
name = "due"
label = "Due on"
type = "date"
required = false

[[dates]]
field = "due"
text = "it is due"
"""


RULES = """
name = "rules"
title = "Rules"
one = "Rule"
about = "What holds here."
petal = "legal"
editors = ["ospo", "legal"]
approvers = ["legal"]
text_required = true
"""


async def listed(person: Person, words: str) -> str:
    """What the command shows."""
    await person.command("/ospo", f"register {words}".strip())
    return in_form(person)


async def make(person: Person, register: str, title: str, **more: str) -> None:
    """Make an entry by the form, which closes onto the list beneath."""
    await listed(person, register)
    await person.press("New…")
    await person.type("Title", title)
    for label, text in more.items():
        await person.type(label.replace("_", " "), text)
    await person.submit()
    assert form(person).errors == {}, form(person).errors


async def open_entry(person: Person, register: str, title: str, which: str = "") -> str:
    """Open an entry from its list."""
    await listed(person, f"{register} {which}".strip())
    await person.open_row(title)
    return in_form(person)
