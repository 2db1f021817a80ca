# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Legal's own notes on a request: in legal's room and encrypted in the record, and nowhere else."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.practice.modals import View
from bot.practice.person import Person
from tests.support.asking import TWO_PEOPLE, copied_code
from tests.support.running import Running
from tests.support.walking import asks, in_form, sent, status

NewHouse = Callable[..., Awaitable[Running]]
LEGAL = "C0LEGAL"
NOTE = "PLANTED-NOTE: their counsel called"
LAWYERS = TWO_PEOPLE.replace('["U0LENA"]', '["U0LENA", "U0TOMAS"]\nchannel = "C0LEGAL"')
_MOVED = (
    "Channel C0LEGAL is not the private channel of the group any more whose notes were to be posted there. Nothing "
    "needs to be done: its members read them among the details of the request."
)
BUTTON = "Note for legal only…"


async def noted(house: Running, text: str = NOTE) -> Person:
    """Let legal keep a note on the first request, out of the menu of its step."""
    lena = house.person("lena")
    await lena.click(asks(house, "legal"), "More…")
    await lena.click(_form(lena), BUTTON)
    await lena.type(BUTTON.removesuffix("…"), text)
    await lena.submit()
    await sent(house)
    return lena


async def test_a_note_stands_in_legals_room_and_among_the_details_for_legal_alone(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    before = house.card(1)
    lena = await noted(house)
    [root] = lena.messages(LEGAL)
    assert "OSPO-1" in lena.sees(root)
    [note] = lena.thread(root)
    assert NOTE in lena.sees(note)
    assert NOTE not in note.text, "a notification would show it on a locked screen"
    assert house.card(1) == before, "nothing of it can be seen outside"
    lena._workspace.modals.clear("U0LENA")
    await lena.click(asks(house, "legal"), "Details and history")
    assert NOTE in in_form(lena)
    assert "kept a note for legal only" in in_form(lena)
    for name in ("dana", "omar", "priya"):
        other = house.person(name)
        await status(other, "OSPO-1")
        await other.click(other.ephemerals(_own(house, other))[-1], "Details")
        assert "PLANTED" not in in_form(other)
        assert "kept a note" not in in_form(other)
        assert BUTTON not in in_form(other)
    omar = house.person("omar")
    omar._workspace.modals.clear("U0OMAR")
    await omar.click(asks(house, "legal"), "More…")  # the OSPO may give legal's step to somebody
    assert "Hand over" in str(_form(omar))
    assert BUTTON not in in_form(omar)
    assert (await house.office.database.verify()).problems == []


async def test_the_second_note_goes_into_the_same_thread_and_can_be_written_there(house: Running) -> None:
    await copied_code(house)
    await sent(house)
    lena = await noted(house)
    lena._workspace.modals.clear("U0LENA")
    tomas = house.person("tomas")
    [root] = tomas.messages(LEGAL)
    await tomas.click(root, BUTTON)
    await tomas.type(BUTTON.removesuffix("…"), "I call them back")
    await tomas.submit()
    await sent(house)
    assert len(tomas.messages(LEGAL)) == 1
    assert ["PLANTED" in tomas.sees(one) for one in tomas.thread(root)] == [True, False]


async def test_who_left_the_group_reads_and_writes_no_note_any_more(house_with: NewHouse, tmp_path: Path) -> None:
    house = await house_with(LAWYERS)
    await copied_code(house)
    await sent(house)
    lena = await noted(house)
    lena._workspace.modals.clear("U0LENA")
    [root] = lena.messages(LEGAL)
    (tmp_path / "organization" / "organization.toml").write_text(LAWYERS.replace('"U0LENA", ', ""))
    await house.office.upkeep.reread_policy()
    await lena.click(root, BUTTON)
    assert lena.modal is None
    assert "are read and written by legal alone" in lena.sees(lena.ephemerals(LEGAL)[-1])
    await lena.click(root, "Details")
    assert "PLANTED" not in in_form(lena)
    tomas = house.person("tomas")
    await tomas.click(root, "Details")
    assert NOTE in in_form(tomas)


async def test_the_requester_of_the_group_reads_no_note_on_their_own_request(house: Running) -> None:
    await copied_code(house, "tomas")
    await sent(house)
    await noted(house)
    tomas = house.person("tomas")
    [root] = tomas.messages(LEGAL)
    await tomas.click(root, "Details")
    assert NOTE not in in_form(tomas)
    await tomas.click(root, BUTTON)
    assert "never by who made the request" in tomas.sees(tomas.ephemerals(LEGAL)[-1])


async def test_a_note_is_not_shown_where_the_group_has_no_room_any_more(house_with: NewHouse, tmp_path: Path) -> None:
    house = await house_with(LAWYERS)
    await copied_code(house)
    await sent(house)
    lena = house.person("lena")
    await lena.click(asks(house, "legal"), "More…")
    await lena.click(_form(lena), BUTTON)
    await lena.type(BUTTON.removesuffix("…"), NOTE)
    await lena.submit()
    moved = LAWYERS.replace('"C0LEGAL"', '"C0OSPO"')
    (tmp_path / "organization" / "organization.toml").write_text(moved)
    await house.office.upkeep.reread_policy()
    await sent(house)
    assert lena.messages(LEGAL) == []
    assert {one.problem for one in await house.office.database.backlog.stuck()} >= {_MOVED}


async def test_a_group_that_moved_is_told_its_next_note_in_its_new_room_alone(
    house_with: NewHouse, tmp_path: Path
) -> None:
    house = await house_with(LAWYERS)
    await copied_code(house)
    await sent(house)
    lena = await noted(house)
    lena._workspace.modals.clear("U0LENA")
    [old] = lena.messages(LEGAL)
    moved = LAWYERS.replace('"C0LEGAL"', '"C0OSPO"')
    (tmp_path / "organization" / "organization.toml").write_text(moved)
    await house.office.upkeep.reread_policy()
    await noted(house, "PLANTED-NEXT: only for the new room")
    assert len(lena.thread(old)) == 1, "the old thread ends with the first note"
    [root] = [one for one in house.person("omar").messages("C0OSPO") if "Notes on OSPO-1" in one.text]
    assert "PLANTED-NEXT" in lena.sees(house.person("omar").thread(root)[0])


async def test_without_a_private_channel_there_is_no_side_room(house_with: NewHouse) -> None:
    house = await house_with(TWO_PEOPLE)
    await copied_code(house)
    await sent(house)
    lena = house.person("lena")
    await lena.click(asks(house, "legal"), "More…")
    assert BUTTON not in in_form(lena)


def _form(person: Person) -> View:
    assert person.modal is not None
    return person.modal


def _own(house: Running, person: Person) -> str:
    return house.practice.workspace.direct_messages(person.user.id).id
