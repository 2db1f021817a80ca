# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The buttons that somebody sees are those that work for them, wherever an entry stands."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from workflows.fields import Field
from workflows.people import Person
from workflows.refusal import Refusal
from workflows.registers import acts, consenting
from workflows.registers.acts import Doing
from workflows.registers.entry import Content, Entry
from workflows.registers.possible import Doable, possible, sees_proposed
from workflows.registers.register import Register
from workflows.registers.rights import Actor

T, NOW, TODAY = "T0", datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23)
EDITOR, LAWYER = (Actor(Person(T, f"U0{name.upper()}"), frozenset({name})) for name in ("ospo", "legal"))
OWNER, WRITER, READER = (Actor(Person(T, f"U0{name}")) for name in ("OWNER", "WRITER", "READER"))
ACTORS = {"editor": EDITOR, "lawyer": LAWYER, "owner": OWNER, "writer": WRITER, "reader": READER}
PLAIN = Register(name="facts", title="Facts", one="fact", about="What we know.", petal="legal", proposers="everybody")
REGISTERS = {
    "plain": PLAIN,
    "approved": PLAIN.model_copy(update={"approvers": ("legal",)}),
    "closed": PLAIN.model_copy(update={"proposers": "editors"}),
}
DOING: dict[Doable, Callable[[Doing, Entry], object]] = {
    "change": lambda doing, entry: acts.change(doing, entry, content("Different")),
    "review": acts.review,
    "approve": acts.approve,
    "publish": lambda doing, entry: acts.publish(doing, entry, "What is new"),
    "send_back": lambda doing, entry: acts.send_back(doing, entry, "Say more"),
    "withdraw": acts.withdraw,
    "retire": lambda doing, entry: acts.retire(doing, entry, "Not needed"),
    "restore": acts.restore,
    "agree": consenting.agree,
    "decline": consenting.decline,
    "hand_over": lambda doing, entry: acts.hand_over(doing, entry, Person(T, "U0NEW")),
}


def content(title: str = "One") -> Content:
    return Content(title=title, petal="legal")


def doing(register: Register, actor: Actor) -> Doing:
    return Doing(register, T, actor, NOW, TODAY)


def entries(register: Register) -> Iterator[tuple[str, Entry]]:
    """An entry in each state that it can be in."""
    office, wrote = doing(register, EDITOR), doing(register.model_copy(update={"proposers": "everybody"}), WRITER)
    draft = acts.make(wrote, content())[0]
    published = replace(
        acts.make(doing(register.model_copy(update={"approvers": ()}), EDITOR), content())[0], owner=OWNER.person
    )
    pending = acts.change(wrote, published, content("Next"))[0]
    yield "draft", draft
    yield "own draft", acts.make(office, content(), draft=True)[0]
    yield "published", published
    yield "pending", pending
    yield "retired", acts.retire(office, published, "Gone")[0]
    yield "retired draft", acts.retire(office, draft, "Never")[0]
    if register.approvers:
        yield "approved", acts.approve(doing(register, LAWYER), draft)[0]
        yield "pending approved", acts.approve(doing(register, LAWYER), pending)[0]


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
@pytest.mark.parametrize("actor", ACTORS.values(), ids=ACTORS)
def test_what_is_offered_works_and_nothing_else_does(register: Register, actor: Actor) -> None:
    for where, entry in entries(register):
        offered = possible(register, entry, actor)
        for act, do in DOING.items():
            try:
                do(doing(register, actor), entry)
                done = True
            except Refusal:
                done = False
            own = act == "send_back" and entry.proposed and actor.person in entry.proposed.authors
            assert done == (act in offered) or own, f"{act} of {where}: only oneself is not offered to send back to"


def test_the_next_text_is_offered_to_those_who_work_at_it() -> None:
    pending = dict(entries(PLAIN))["pending"]
    assert [name for name, actor in ACTORS.items() if sees_proposed(PLAIN, pending, actor)] == [
        "editor", "owner", "writer",
    ]  # fmt: skip
    assert not sees_proposed(PLAIN, dict(entries(PLAIN))["draft"], EDITOR), "a draft is its only text"


def test_who_is_named_says_yes_or_no_and_nobody_publishes_over_their_head() -> None:
    field = Field(name="honored", label="Who", type="person")
    register = PLAIN.model_copy(update={"consent": ("honored",), "fields": (field,)})
    said = Content(title="Thanks", petal="legal", values={"honored": "U0OWNER"})
    asked = acts.make(doing(register, WRITER), said)[0]
    assert possible(register, asked, OWNER) == {"agree", "decline"}
    assert "publish" not in possible(register, asked, EDITOR)
    agreed = consenting.agree(doing(register, OWNER), asked)[0]
    assert "decline" in possible(register, agreed, OWNER)
    assert possible(register, consenting.decline(doing(register, OWNER), agreed)[0], EDITOR) == set()
