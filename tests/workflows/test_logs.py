# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from workflows.events import commitment
from workflows.logs import BEGINNING, Found, Link, Log, Said, check, erasing, link, said_of_entry
from workflows.maturity.entries import Act, Entry

LOG = Log("T1", "facts", "one")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Linked = tuple[Link, Said]


def chained(count: int = 3) -> list[Linked]:
    found, before = list[Linked](), BEGINNING
    for number in range(1, count + 1):
        said = Said({"act": "changed", "number": number}, f"Dana wrote {number}")
        one = link(LOG, before, number, said, f"salt{number}")
        found.append((one, said))
        before = (one.sequence, one.hash)
    return found


def test_a_log_that_nobody_touched_verifies() -> None:
    assert check(chained()) == Found(rows=3)


@pytest.mark.parametrize(
    "wrong, problem",
    [
        ([0, 2], "link 2 of its chain was changed, or does not follow the one before it"),
        ([1, 0, 2], "link 1 of its chain was changed, or does not follow the one before it"),
        ([0, 1, 1, 2], "link 3 of its chain was changed, or does not follow the one before it"),
    ],
)
def test_a_link_that_is_removed_moved_or_inserted_is_named(wrong: list[int], problem: str) -> None:
    whole = chained()
    assert check([whole[place] for place in wrong]).problems == [problem]


def test_a_row_that_was_changed_removed_or_exchanged_for_another_is_named() -> None:
    (first, said), (second, other), (third, _) = chained()
    changed = replace(other, clear={"act": "approved", "number": 2})
    assert check([(first, replace(said, private="Eve wrote 1")), (second, changed), (third, None)]).problems == [
        "the people or texts of act 1 were changed after it was written",
        "act 2 was changed after it was written",
        "act 3 was removed",
    ]
    assert len(check([(first, other), (second, said)]).problems) == 2


def test_what_is_left_after_erasing_is_committed_to_and_only_that_verifies() -> None:
    (first, said), *rest = chained()
    last = rest[-1][0]
    left = replace(said, private="(erased)")
    say = erasing(LOG, (last.sequence, last.hash), {1: commitment("fresh", left.private)})
    salted = replace(first, salt="fresh")
    assert check([(salted, left), *rest, (say, None)]) == Found(rows=3, erased={1})
    for then in (said, replace(left, private="another")):
        assert check([(salted, then), *rest, (say, None)]).problems
    assert check([(salted, left), *rest]).problems, "nothing says that it was erased"


def test_people_and_texts_of_the_log_of_maturity_are_behind_a_commitment() -> None:
    data: dict[str, str | int | bool] = {"on": "2026-11-20", "owner": "U7", "note": "Dana knows"}
    entry = Entry("own", Act.CLAIMED, NOW, "a", by="U1", data=data)
    one = link(Log("T1"), BEGINNING, 1, said_of_entry(entry), "salt")
    assert all(told in one.body for told in ("2026-11-20", "claimed", '"own"'))
    assert not any(told in one.body for told in ("U1", "U7", "Dana"))
