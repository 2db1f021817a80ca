# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is published in a register reads as a page."""

from datetime import date

from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.exchange.pages import page
from workflows.registers.register import Register

REGISTER = Register(
    name="principles", title="Open source principles", one="principle", about="What holds.", petal="ospo"
)


def entry(title: str, text: str, place: int, state: EntryState = EntryState.PUBLISHED) -> Entry:
    content = Content(title=title, text=text, values={"place": place})
    owner = Person("T1", "U0OMAR")
    return Entry(workspace="T1", register="principles", name=title[:3], content=content, state=state, owner=owner)


def test_a_page_has_what_is_published_in_its_places_and_nothing_of_drafts_or_people() -> None:
    entries = [
        entry("We give back", "# Why\n\nBecause.", 2),
        entry("We look first", "For what does not set us apart.", 1),
        entry("Not yet", "Secret.", 3, EntryState.DRAFT),
    ]
    assert (
        page(REGISTER, entries, "Open Source Office", date(2026, 11, 3))
        == """\
# Open source principles

## We look first

For what does not set us apart.

## We give back

### Why

Because.

*Open Source Office, as of 3 November 2026.*
"""
    )
