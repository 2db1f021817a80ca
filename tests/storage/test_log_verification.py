# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Verifying registers and maturity: what is changed behind the bot's back is named, what was erased is counted."""

from dataclasses import replace
from datetime import UTC, date, datetime

from storage.database import Database
from storage.verification import Report
from tests.support.records import Clock, run
from workflows.maturity.entries import Act, Entry
from workflows.people import Person, erased_id
from workflows.registers import acts
from workflows.registers.acts import Doing
from workflows.registers.entry import Content, Recorded
from workflows.registers.register import Register
from workflows.registers.rights import Actor

NOW, TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23)
REGISTER = Register(name="facts", title="Facts", one="fact", about="What we know.", petal="legal")
DOING = Doing(REGISTER, "T1", Actor(Person("T1", "U1"), frozenset({"ospo"})), NOW, TODAY)
CLAIMED = Entry("own", Act.CLAIMED, NOW, "a", by="U1", data={"on": "2026-11-20", "note": "Dana knows"})


async def changed_twice(database: Database, *names: str) -> None:
    """Make entries and change each."""
    async with database.transaction() as tx:
        for name in names:
            made = acts.make(DOING, Content(title="One", text="Dana knows"), name=name, note="told")
            changed = acts.change(DOING, made[0], Content(title="One", text="Legal knows"))
            for entry, change in (made, changed):
                await tx.registers.save(entry, change, REGISTER)


async def said_on_maturity(database: Database, times: int) -> None:
    """Say something of an item so many times."""
    for after in range(times):
        async with database.transaction() as tx:
            await tx.maturity.append("T1", after, CLAIMED)


#: What somebody with the database's password does to the entry of that name, or to maturity, and what is said of it.
TAMPERED = {
    "by": ("UPDATE register_history SET by = 'U9' WHERE version = 1", "the people or texts of act 1 were changed"),
    "act": ("UPDATE register_history SET act = 'approved' WHERE version = 1", "act 1 was changed after it was written"),
    "moved": ("UPDATE register_history SET version = version + 7 WHERE version = 1", "act 1 was removed"),
    "cut": ("DELETE FROM register_history WHERE version = 2", "its history does not end where the entry says"),
    "gone": ("DELETE FROM register_entries WHERE version = 2", "the entry was removed, and its history is there"),
    "text": (
        "UPDATE register_entries SET document = replace(document, 'Legal', 'Eve') WHERE version = 2",
        "the entry is not what its history says",
    ),
    "owner": ("UPDATE register_entries SET owner = 'U9' WHERE version = 2", "differ from its document, in owner"),
    "linkless": ("DELETE FROM log_links WHERE sequence = 2", "act 2 was inserted, or its link was removed"),
}
SAID = {
    "UPDATE maturity_entries SET data = replace(data, '-20', '-21') WHERE sequence = 1": "act 1 was changed after",
    "UPDATE maturity_entries SET by = 'U9' WHERE sequence = 2": "the people or texts of act 2 were changed",
    "DELETE FROM maturity_entries WHERE sequence = 3": "act 3 was removed",
}


async def test_what_was_changed_behind_the_bots_back_is_named(
    database: Database, migrated_url: str, clock: Clock
) -> None:
    await changed_twice(database, *TAMPERED)
    await said_on_maturity(database, len(SAID))
    await database.seals.seal(clock())
    run(migrated_url, *(f"{statement} AND name = '{name}'" for name, (statement, _) in TAMPERED.items()), *SAID)
    problems = (await database.verify()).problems
    for name, (_, found) in TAMPERED.items():
        assert any(one.startswith(f"facts/{name}: ") and found in one for one in problems), (name, problems)
    for found in SAID.values():
        assert any(one.startswith(f"the log of maturity of T1: {found}") for one in problems), (found, problems)
    assert "registers/facts: link 2 of a chain, which seal 1 covers, is not there" in problems


async def test_what_was_erased_is_counted_and_what_is_left_cannot_be_changed(
    database: Database, migrated_url: str, clock: Clock
) -> None:
    await changed_twice(database, "one")
    await said_on_maturity(database, 2)
    assert (await database.seals.seal(clock()), await database.seals.seal(clock())) == (1, 0)
    async with database.transaction() as tx:
        entry = await tx.registers.get("T1", "facts", "one")
        assert entry is not None
        *_, first = await tx.registers.history("T1", "facts", "one")
        bare = Recorded(
            replace(first.change, by=None, note=""), replace(first.entry, content=Content(title="(erased)"))
        )
        await tx.registers.forget(entry, REGISTER, bare)
        claimed, _ = await tx.maturity.entries("T1", "own")
        await tx.maturity.forget("T1", replace(claimed, by=erased_id(1), data={"on": "2026-11-20"}))
    assert await database.seals.seal(clock()) == 1
    assert await database.verify() == Report(seals=2, logged=4, erased=2)
    run(migrated_url, "UPDATE maturity_entries SET by = 'U9' WHERE sequence = 1")
    assert (await database.verify()).problems == [
        "the log of maturity of T1: the people or texts of act 1 were changed after it was written"
    ]
