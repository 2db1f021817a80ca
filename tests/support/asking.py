# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Requests that need people: one that legal looks at, one that a manager looks at, one that nobody may learn of."""

from tests.support.filling import fill
from tests.support.running import Running
from tests.support.walking import in_form, sent
from workflows.people import Person

REPOSITORY = "https://github.com/example/parser"
#: The smallest organization that works.
TWO_PEOPLE = """
[channels]
requests = "C0REQUESTS"
[groups.ospo]
members = ["U0OMAR"]
[groups.legal]
members = ["U0LENA"]
"""


async def copied_code(house: Running, name: str = "dana", repository: str = REPOSITORY) -> None:
    """Submit a contribution that contains code of others, so that legal has to look, and the OSPO too."""
    person = house.person(name)
    await person.command("/ospo", f"contribute {repository}", channel="C0GENERAL")
    await fill(person, "Port the parser", risks=["Contains code that others wrote"])
    await person.type("What does it do, and for whom?", "It parses.")
    await person.type("Where is the code of others from, and under which license?", "SECRET-ORIGIN")
    await person.submit()
    assert person.modal is None, in_form(person)


async def feature(house: Running, name: str, *, manager: str = "", submitted: bool = True) -> None:
    """Submit a feature, which takes working time, so that a manager has to look."""
    person = house.person(name)
    await person.command("/ospo", f"contribute {REPOSITORY}", channel="C0GENERAL")
    await fill(person, "A new parser", change="Feature or interface")
    await person.type("What does it do, and for whom?", "It parses.")
    await person.type("Why should the company do this?", "We need it.")
    await person.type("Hours a week", "3")
    if manager:
        await person.choose("Your manager", manager)
    await person.submit()
    assert not submitted or person.modal is None, in_form(person)


async def vulnerability(house: Running, name: str, repository: str = REPOSITORY, *, submitted: bool = True) -> None:
    """Submit a fix of a vulnerability that is not public yet."""
    person = house.person(name)
    await person.command("/ospo", f"contribute {repository}", channel="C0GENERAL")
    await fill(person, "", risks=["Fixes a vulnerability that is not public yet"])
    await person.submit()
    assert not submitted or person.modal is None, in_form(person)


async def lifted(house: Running, number: int = 1) -> None:
    """Lift the embargo of a request, as security does once it is public."""
    await house.office.embargoes.lift(number, by=Person(house.office.workspace, "U0SAM"))
    await sent(house)
