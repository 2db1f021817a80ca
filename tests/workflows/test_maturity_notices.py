# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is told of an act on an item of a maturity model, and where a second person is looked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.office import organization
from workflows.maturity.boards import Board, Claim, Standing
from workflows.maturity.entries import Act, Entry
from workflows.maturity.models import Item, MaturityModel, Stage
from workflows.maturity.notices import after, asked_of, question
from workflows.maturity.rights import Circle

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STAGE = Stage(name="first", title="First", items=(Item(id="a", text="A"),))
MODEL = MaturityModel(name="own", title="Own", stages=(STAGE,))
OPEN = Standing(STAGE.items[0], STAGE)
CLAIM = Claim(7, "U0A", NOW)
HOUSE = organization(ospo={"members": ["U0A"]}, legal={"members": ["U0L"], "channel": "C0LEGAL"})
TWO = {"ospo": frozenset({"U0A", "U0B"}), "legal": frozenset({"U0L"})}
ONE = TWO | {"ospo": frozenset({"U0A"})}


def entry(act: Act, by: str = "U0A", **data: str) -> Entry:
    return Entry("own", act, NOW, "a", by=by, data=data, sequence=9)


def told(entry: Entry, before: Standing = OPEN, members: dict[str, frozenset[str]] = TWO) -> list[tuple[str, str]]:
    found = after(entry, before, Circle(entry.by, members), HOUSE, "T1")
    assert len({one.key for one in found}) == len(found)
    return [(str(one.detail["about"]), one.to) for one in found]


def test_a_new_owner_is_told_unless_they_took_it_themselves() -> None:
    assert told(entry(Act.ASSIGNED, owner="U0C")) == [("owner", "U0C")]
    assert told(entry(Act.ASSIGNED, owner="U0A")) == []
    assert told(entry(Act.ASSIGNED, owner="")) == []


@pytest.mark.parametrize(
    "members, asked",
    [
        (TWO, ("U0B",)),
        (ONE, ("C0LEGAL",)),
        ({"ospo": frozenset({"U0A"}), "security": frozenset({"U0S", "U0A"})}, ("U0S",)),
        ({"ospo": frozenset({"U0A"})}, ()),
    ],
)
def test_a_claim_asks_the_office_first_then_legal_then_whoever_there_is(
    members: dict[str, frozenset[str]], asked: tuple[str, ...]
) -> None:
    assert asked_of(OPEN, CLAIM, Circle("U0A", members), HOUSE) == asked
    assert told(entry(Act.CLAIMED), members=members) == [("claim", to) for to in asked]


def test_a_claim_that_is_refused_tells_who_made_it_and_ends_the_message_that_asked() -> None:
    claimed = replace(OPEN, claim=CLAIM)
    assert told(entry(Act.REFUSED, "U0B"), claimed) == [("claim", "U0B"), ("refused", "U0A")]
    assert told(entry(Act.REFUSED, "U0A"), claimed) == [("claim", "U0B")], "their own claim, which they took back"
    [ended] = after(entry(Act.CONFIRMED, "U0B"), claimed, Circle("U0B", TWO), HOUSE, "T1")
    assert (ended.message, ended.detail["ended"]) == ("maturity:7:claim:U0B", 1)


def test_a_newer_claim_ends_the_message_of_the_older_one_and_asks_anew() -> None:
    found = after(entry(Act.CLAIMED), replace(OPEN, claim=CLAIM), Circle("U0A", TWO), HOUSE, "T1")
    assert [one.message for one in found] == ["maturity:7:claim:U0B", "maturity:9:claim:U0B"]


def test_whatever_is_said_of_an_item_ends_the_question_that_is_open_about_it() -> None:
    asked = replace(OPEN, owner="U0C", asked_at=NOW - timedelta(days=1))
    sent = question(Board(MODEL, NOW, (asked,)), asked, NOW - timedelta(days=1), "T1")
    assert sent.to == "U0C"
    [ended] = after(entry(Act.LOOKED, "U0C"), asked, Circle("U0C", TWO), HOUSE, "T1")
    assert (ended.message, ended.detail["ended"]) == (sent.message, 1)
    assert told(entry(Act.LOOKED, "U0C"), replace(asked, looked_at=NOW)) == [], "it was answered before"
