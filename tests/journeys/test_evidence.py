# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The evidence of a request, out of its details: for legal and the OSPO, as a file that verifies by itself."""

import asyncio
from datetime import timedelta

import pytest

from bot import evidence
from bot.practice.faults import Fault
from bot.practice.person import Person
from bot.practice.records import File
from bot.signing import is_signed
from tests.support.asking import copied_code
from tests.support.running import Running
from tests.support.walking import asks, form, in_form, reads, sent, status
from workflows.errors import NotForYou
from workflows.evidence_verification import Verified, verify_pack
from workflows.people import Person as Identity


def files(person: Person) -> list[File]:
    """The files in somebody's direct messages with the office."""
    return [file for one in person.direct_messages() for file in one.files]


def checked(file: File) -> Verified:
    found = verify_pack(file.content or b"", is_signed)
    assert found.problem == ""
    return found


async def details(house: Running, name: str) -> Person:
    """Let somebody who reviews it open the details of the first request."""
    person = house.person(name)
    await person.click(asks(house, "legal"), "Details and history")
    return person


async def test_legal_gets_a_file_that_verifies_by_itself_and_the_export_is_recorded(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    await house.office.upkeep.seal()
    lena = await details(house, "lena")
    await lena.click(form(lena), "Evidence")
    assert "comes as a file in your messages" in in_form(lena)
    [file] = files(lena)
    found = checked(file)
    assert (file.name, found.request, found.events, found.sealed) == ("OSPO-1.evidence.jsonl", "OSPO-1", 1, 1)
    assert found.notices > 0
    assert b"SECRET-ORIGIN" in (file.content or b"")
    lena._workspace.modals.clear("U0LENA")
    assert "exported the evidence" in in_form(await details(house, "lena"))
    assert (await house.office.database.verify()).problems == []
    async with house.office.database.reading() as tx:
        due = await tx.requests.to_tick(house.time.now() + timedelta(days=30), 10)
    assert due == [("T0PRACTICE", 1)], "its reminders go on"


async def test_the_requester_gets_nothing_not_even_with_a_forged_click(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    dana = house.person("dana")
    await status(dana, "OSPO-1")
    await dana.click(dana.ephemerals(house.practice.workspace.direct_messages("U0DANA").id)[-1], "Details")
    assert "Evidence" not in in_form(dana)
    with pytest.raises(NotForYou):
        await house.office.evidence.export(1, by=Identity(house.office.workspace, "U0DANA"))


async def test_a_default_export_from_a_terminal_has_no_answer_that_is_for_some_groups_only(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    settings = house.office.settings
    default = await asyncio.to_thread(evidence.exported, settings, evidence.Asked("OSPO-1"))
    assert b"SECRET-ORIGIN" not in default.data
    assert verify_pack(default.data, is_signed).withheld > 0
    whole = await asyncio.to_thread(evidence.exported, settings, evidence.Asked("OSPO-1", include_private=True))
    assert b"SECRET-ORIGIN" in whole.data
    assert verify_pack(whole.data, is_signed).withheld == 0


async def test_a_file_that_slack_does_not_take_is_told_of(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    lena = await details(house, "lena")
    house.practice.faults.add(Fault("files.completeUploadExternal", "error"))
    await lena.click(form(lena), "Evidence")
    assert files(lena) == []
    assert "Slack did not take OSPO-1.evidence.jsonl" in reads(lena)
