# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Asking and answering license questions as people do."""

from bot.practice.messages import Message
from bot.practice.person import Person
from tests.support.running import Running
from tests.support.walking import in_form, sent

LEGAL = "C0LEGAL"
QUESTION = "PLANTED-QUESTION: may we link it?"
LICENSE = "GPL-2.0-only"


async def question(house: Running, name: str = "dana", *, shipped: bool = False, submitted: bool = True) -> Person:
    """Ask about linking a GPL library in something that is delivered."""
    person = house.person(name)
    await person.command("/ospo", f"ask-legal {QUESTION}", channel="C0GENERAL")
    await person.type("License", LICENSE)
    await person.choose("What do you do with it?", "Delivered to others, unchanged")
    if shipped:
        await person.choose("May this be a problem in something already shipped?", "Yes")
    await person.submit()
    assert not submitted or person.modal is None, in_form(person)
    await sent(house)
    return person


def asked_legal(house: Running, name: str = "lena") -> Message:
    """The one message in legal's room that asks about the question."""
    [asked] = house.person(name).messages(LEGAL)
    return asked


async def answers(house: Running, button: str, *, at: Message, name: str = "lena", conditions: str = "") -> Person:
    """Answer a question with a reason, as the button says."""
    lawyer = house.person(name)
    await lawyer.click(at, button)
    await lawyer.type("Reason", "PLANTED-REASON")
    if conditions:
        await lawyer.type("Conditions", conditions)
    await lawyer.submit()
    assert lawyer.modal is None, in_form(lawyer)
    await sent(house)
    return lawyer
