# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Notes of the side room in the record: encrypted, encrypted anew, and held to the events of their requests."""

import asyncio

import pytest

from bot.key_rotation import rotate
from bot.side_room_audit import note_problems
from bot.side_room_keys import Unreadable, new_key, side_room_keys
from storage.database import Database
from storage.errors import Conflict
from tests.support.records import run
from tests.support.side_notes import SECRET, keys, noted
from workflows import side_room
from workflows.side_room import SealedNote

OLD, NEW = new_key(), new_key()


async def stored(database: Database, number: int = 1) -> SealedNote:
    async with database.reading() as tx:
        found = await tx.side_notes.get(f"note-{number}")
    assert found is not None
    return found


async def test_a_note_comes_back_and_nothing_of_it_can_be_read_in_the_database(database: Database) -> None:
    sealed = await noted(database, under=OLD)
    assert await stored(database) == sealed
    assert keys(OLD).read(await stored(database))[1] == SECRET
    async with database.reading() as tx:
        assert await tx.side_notes.of_request(sealed.note.request_id) == [sealed]
        chain = await tx.events.chain(sealed.note.request_id)
    assert SECRET not in repr(chain) + sealed.sealed
    assert (await database.verify()).problems == []


async def test_rotating_encrypts_every_note_with_the_newest_key_and_a_second_time_nothing(database: Database) -> None:
    for number in (1, 2):
        await noted(database, number, under=OLD)
    await noted(database, 3, under=NEW)
    first, second = await rotate(database, keys(NEW, OLD)), await rotate(database, keys(NEW, OLD))
    assert (first.notes, first.rotated, second.rotated) == (3, 2, 0)
    assert keys(NEW).read(await stored(database))[1] == SECRET
    async with database.reading() as tx:
        assert await tx.side_notes.keys_in_use() == {keys(NEW).newest: 3}
    assert (await database.verify()).problems == []


async def test_a_note_whose_key_is_missing_is_reported_and_left_as_it_is(database: Database) -> None:
    sealed = await noted(database, under=OLD)
    report = await rotate(database, keys(NEW))
    assert (report.rotated, dict(report.unreadable)) == (0, {sealed.key: 1})
    assert await stored(database) == sealed


async def test_a_note_that_was_erased_meanwhile_is_not_written_back(database: Database) -> None:
    sealed = await noted(database, under=OLD)
    async with database.transaction() as tx:
        await tx.side_notes.erase(sealed.note.request_id)
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await tx.side_notes.reseal(sealed, sealed.model_copy(update={"key": "k"}))


async def test_an_erased_note_is_counted_and_never_called_broken(database: Database) -> None:
    sealed = await noted(database, under=OLD)
    async with database.transaction() as tx:
        await tx.side_notes.erase(sealed.note.request_id)
        await tx.events.erase(sealed.note.request_id, [side_room.erased_name(sealed.note.id)])
    report = await database.verify()
    assert (report.problems, report.erased) == ([], 1)


@pytest.mark.parametrize(
    "statement,problem",
    [
        ("DELETE FROM side_notes", "note note-1: is missing, and an event says that it was made"),
        ("UPDATE side_notes SET author = 'U0OTHER'", "note note-1: is not the one that its event has"),
        ("UPDATE side_notes SET role = 'ospo'", "note note-1: is not the one that its event has"),
        ("UPDATE side_notes SET sealed = '', key_id = ''", "note note-1: was erased, and no event says so"),
        ("UPDATE side_notes SET id = 'other'", "note other: no event says that it was made"),
    ],
)
async def test_a_note_that_was_changed_behind_the_bot_is_found(
    database: Database, migrated_url: str, statement: str, problem: str
) -> None:
    await noted(database, under=OLD)
    await asyncio.to_thread(run, migrated_url, statement)
    assert problem in (await database.verify()).problems


async def test_a_ciphertext_says_nothing_under_another_note_or_when_it_was_changed(database: Database) -> None:
    sealed = await noted(database, under=OLD)
    moved = sealed.model_copy(update={"note": sealed.note.model_copy(update={"group": "ospo"})})
    changed = sealed.model_copy(update={"sealed": sealed.sealed[:-6] + "AAAAA="})
    for wrong in (moved, changed, sealed.model_copy(update={"sealed": "nonsense"})):
        with pytest.raises(Unreadable, match="side_note_changed"):
            keys(OLD).read(wrong)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "AAAA", OLD + "," + "x" * 44, "AAAA " + OLD],
    ids=["nothing", "too short", "no key", "a key and no key", "no key and a key"],
)
def test_what_is_no_list_of_keys_is_none(text: str) -> None:
    assert side_room_keys(text) is None


async def test_with_the_keys_a_text_that_was_replaced_is_found(database: Database) -> None:
    sealed = await noted(database, under=OLD)
    assert [one async for one in note_problems(database, keys(OLD))] == []
    forged = keys(OLD).seal(sealed.note, "another salt", "Something else")
    async with database.transaction() as tx:
        await tx.side_notes.reseal(sealed, forged)
    [problem] = [one async for one in note_problems(database, keys(OLD))]
    assert "not the one that its event committed to" in problem
    assert [one async for one in note_problems(database, keys(NEW))] == [], "what cannot be read is not judged"
