# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""After their years entries of the maturity log tell of nobody and of nothing written, and boards stand as before."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from workflows.maturity.boards import Board
from workflows.maturity.entries import Act, Entry
from workflows.maturity.erasing import without
from workflows.maturity.folding import board_at
from workflows.maturity.forgetting import forgotten, not_held, shown_requests
from workflows.maturity.models import Item, MaturityModel, Stage
from workflows.maturity.rows import problems_of, row_of

THEN = datetime(2018, 3, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ITEMS = tuple(Item(id=name, text=name) for name in ("shown", "aside", "owned"))
MODEL = MaturityModel(name="own", title="Own", stages=(Stage(name="first", title="First", items=ITEMS),))
SHOWN = {"on": "2018-02-28", "link": "https://example.org/SECRET", "note": "SECRET of U1"}
OLD = (
    Entry("own", Act.CLAIMED, THEN, "shown", by="U1", data=SHOWN, sequence=1),
    Entry("own", Act.CONFIRMED, THEN, "shown", by="U2", data={"claim": 1}, sequence=2),
    Entry("own", Act.ASKED, THEN, "shown", data={"of": "U1"}, sequence=3),
    Entry("own", Act.SET_ASIDE, THEN, "aside", by="U1", data={"reason": "We only use"}, sequence=4),
    Entry("own", Act.CONFIRMED, THEN, "aside", by="U2", data={"claim": 4}, sequence=5),
    Entry("own", Act.ASSIGNED, THEN, "owned", by="U1", data={"owner": "U3"}, sequence=6),
    Entry("own", Act.SET_ASIDE, THEN, "owned", by="U3", data={"reason": "SECRET"}, sequence=7),
    Entry("own", Act.REFUSED, THEN, "owned", by="U1", data={"claim": 7, "reason": "SECRET"}, sequence=8),
    Entry("gone", Act.ASSIGNED, THEN, "old", by="U1", data={"owner": "U2"}, sequence=9),
)
FREED = Entry("own", Act.ASSIGNED, NOW - timedelta(days=1), "shown", by="U4", data={"owner": ""}, sequence=10)


def board(entries: list[Entry]) -> Board:
    return board_at(MODEL, entries, NOW)


def after(entries: list[Entry], now: datetime = NOW) -> list[Entry]:
    found = {one.sequence: one for one in forgotten(entries, [board(entries)], 7, now.date())}
    return [found.get(one.sequence, one) for one in entries]


def test_nobody_but_who_owns_an_item_now_and_no_text_but_what_is_in_force_is_left() -> None:
    entries = [*OLD, FREED]
    left = after(entries)
    said = json.dumps([(one.by, dict(one.data)) for one in left])
    assert [word for word in ("SECRET", '"U1"', '"U2"') if word in said] == []
    assert {"U3", "U4"} == {word for word in ("U3", "U4") if word in said}, "an owner, and an entry of yesterday"
    assert "We only use" in said
    assert [(one.act, one.item, one.at) for one in left] == [(one.act, one.item, one.at) for one in entries]
    assert left[0].by != left[1].by, "that two people looked can still be seen"
    before, now = board(entries), board(left)
    assert [(one.state, one.owner, one.due_on) for one in before.standings] == [
        (one.state, one.owner, one.due_on) for one in now.standings
    ]


def test_erasing_twice_finds_nothing_and_nothing_is_erased_before_its_time() -> None:
    left = after([*OLD, FREED])
    assert forgotten(left, [board(left)], 7, NOW.date()) == []
    assert forgotten(OLD, [board([*OLD])], 9, NOW.date()) == []


def test_who_was_erased_owns_nothing_and_what_is_exported_then_can_be_imported_again() -> None:
    [claimed] = [replace(one, by="erased-1", data={"on": "2018-02-28"}) for one in OLD[:1]]
    entries = [claimed, replace(OLD[1], by="erased-2")]
    standing = board(entries).standing("shown")
    assert standing is not None
    assert standing.owner == ""
    row = row_of(board(entries), standing)
    assert (row.by, row.confirmed_by) == ("erased-1", "erased-2")
    assert list(problems_of(row, board(entries), NOW.date())) == []


def test_who_asks_for_it_is_a_number_and_owns_nothing_and_the_board_stands_as_it_did() -> None:
    entries = [*OLD, FREED]
    changed = {one.sequence: one for one in without(entries, "U3")}
    left = [changed.get(one.sequence, one) for one in entries]
    assert "U3" not in json.dumps([(one.by, dict(one.data)) for one in left])
    assert "SECRET of U1" in json.dumps([dict(one.data) for one in left]), "what was shown is the company's"
    stands = [(one.item.id, one.state) for one in board(left).standings]
    assert stands == [(one.item.id, one.state) for one in board(entries).standings]
    assert [one.owner for one in board(left).standings if one.item.id == "owned"] == [""]
    assert list(without(left, "U3")) == []


def test_what_was_said_of_an_item_that_shows_a_request_on_hold_is_held_with_it() -> None:
    shown = replace(OLD[0], data={**SHOWN, "number": 12})
    entries = [shown, *OLD[1:], FREED]
    assert shown_requests(entries) == {12}
    assert not_held(entries, frozenset()) == entries
    kept = forgotten(not_held(entries, {12}), [board(entries)], 7, NOW.date())
    assert {one.item for one in kept} == {"aside", "owned", "old"}
