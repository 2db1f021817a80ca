# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Entries of registers: what was stored is read again, each act is history, and of two at once the second is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from storage.database import Database
from storage.errors import Conflict
from workflows.fields import Field, Option
from workflows.people import Person
from workflows.registers import acts, consenting
from workflows.registers.acts import Doing
from workflows.registers.entry import Act, Change, Content, Entry
from workflows.registers.listing import brief_of
from workflows.registers.register import Register
from workflows.registers.rights import Actor

NOW, TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23)
EDITOR = Actor(Person("T1", "U1"), frozenset({"ospo"}))
LAWYER = Actor(Person("T1", "U2"), frozenset({"legal"}))
REGISTER = Register(
    name="facts",
    title="Facts",
    one="fact",
    about="What we know.",
    petal="legal",
    approvers=("legal",),
    fields=(
        Field(name="kind", label="Kind", type="many", options=(Option(value="a", label="Ä"),), required=False),
        Field(name="due", label="Due", type="date", required=False),
    ),
)
CONTENT = Content(title="One", text="Two\n\nlines", values={"kind": ("a",), "due": "2027-01-01"}, as_of=TODAY)
DOING = Doing(REGISTER, "T1", EDITOR, NOW, TODAY)


async def kept(database: Database, entry: Entry, change: Change) -> Entry:
    async with database.transaction() as tx:
        await tx.registers.save(entry, change, REGISTER)
    return entry


async def test_an_entry_is_read_again_as_it_was_stored_with_what_waits(database: Database) -> None:
    draft = await kept(database, *acts.make(DOING, CONTENT))
    approved = await kept(database, *acts.approve(replace(DOING, actor=LAWYER), draft))
    published = await kept(database, *acts.publish(DOING, approved, "First"))
    changed, change = acts.change(DOING, published, replace(CONTENT, text="Other", review_on=None))
    assert changed.pending is not None
    waiting = await kept(database, replace(changed, pending=replace(changed.pending, overtaken=("text",))), change)
    async with database.reading() as tx:
        assert await tx.registers.get("T1", "facts", "one") == waiting
        assert await tx.registers.of("T1", "facts") == [waiting]
        assert await tx.registers.owned(Person("T1", "U1")) == [waiting]
        assert await tx.registers.briefs("T1", "facts") == [brief_of(waiting, REGISTER)]
        assert await tx.registers.of("T2", "facts") == []
        history = await tx.registers.history("T1", "facts", "one")
        told = await tx.registers.published("T1", "facts")
        assert await tx.registers.published("T1", "other") == []
    assert [one.change.act for one in history] == [Act.CHANGED, Act.PUBLISHED, Act.APPROVED, Act.MADE]
    assert [(one.change.act, one.change.note, one.entry.version) for one in told] == [(Act.PUBLISHED, "First", 3)]
    assert history[1].entry == replace(published, tick_at=None)


async def test_who_is_named_and_said_yes_already_is_kept(database: Database) -> None:
    fields = tuple(Field(name=name, label=name, type="person") for name in ("mentor", "mentee"))
    pairs = Register(
        name="facts",
        title="Pairs",
        one="pair",
        about="Pairs.",
        petal="legal",
        fields=fields,
        consent=("mentor", "mentee"),
    )
    of = replace(DOING, register=pairs)
    asked, change = acts.make(of, Content(title="A pair", values={"mentor": "U1", "mentee": "U2"}))
    await kept(database, asked, change)
    async with database.reading() as tx:
        assert await tx.registers.get("T1", "facts", "pair") == asked
        assert await tx.registers.briefs("T1", "facts") == [brief_of(asked)]
    shown = await kept(database, *consenting.agree(replace(of, actor=LAWYER), asked))
    async with database.reading() as tx:
        assert await tx.registers.get("T1", "facts", "pair") == shown
    assert ([one.id for one in shown.agreed], shown.asked) == (["U1", "U2"], ())


async def test_of_two_at_once_the_second_is_told_and_leaves_nothing(database: Database) -> None:
    draft = await kept(database, *acts.make(DOING, CONTENT))
    await kept(database, *acts.change(DOING, draft, replace(CONTENT, title="Mine")))
    for second in (
        acts.change(DOING, draft, replace(CONTENT, title="Theirs")),
        acts.make(DOING, CONTENT),
    ):
        with pytest.raises(Conflict):
            await kept(database, *second)
    async with database.reading() as tx:
        assert [one.title for one in await tx.registers.of("T1", "facts")] == ["Mine"]
        assert len(await tx.registers.history("T1", "facts", "one")) == 2


async def test_what_is_due_is_found_until_its_next_tick_is_stored(database: Database) -> None:
    plain = REGISTER.model_copy(update={"approvers": ()})
    entry = await kept(
        database, *acts.make(replace(DOING, register=plain), replace(CONTENT, review_on=TODAY + timedelta(20)))
    )
    assert entry.tick_at == NOW + timedelta(days=6)
    async with database.transaction() as tx:
        assert await tx.registers.due(NOW + timedelta(days=5), 10) == []
        (due,) = await tx.registers.due(NOW + timedelta(days=6), 10)
        await tx.registers.ticked(due, NOW + timedelta(days=20))
    async with database.reading() as tx:
        assert await tx.registers.due(NOW + timedelta(days=19), 10) == []
        assert await tx.registers.stamp("T1") == (1, 1)
