# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a reviewer reads of a queue, and what the menus of Home carry."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.expectations import ordinal
from messages.lists import row
from messages.queues import metadata_of, narrowed, queue, queue_blocks, wanted_of
from messages.requester import progress
from messages.requests import card
from messages.reviews import step
from messages.status import status
from tests.messages.samples import KIND, ORGANIZATION, PRIVATE, action_ids, check, said, submitted
from workflows.errors import UnknownForm
from workflows.queue import Waiting, Wanted
from workflows.turns import Place, Turn, Turns

KINDS = {KIND.name: KIND}
GROUPS = frozenset({"legal", "ospo"})
NOW = submitted().submitted_at + timedelta(hours=5)


def turns(*, of: int = 12) -> Turns:
    since = NOW - timedelta(hours=5)
    expected = NOW + timedelta(hours=3) if of >= 5 else None
    return Turns(NOW, (Turn("legal", since, "legal", "legal", Place(3, 7), expected, of),))


def test_the_queue_lists_a_page_of_what_waits_and_how_to_see_more() -> None:
    requests = [submitted(number=number) for number in range(1, 10)] + [submitted(PRIVATE, number=99)]
    shown = check(queue(Waiting(requests[::-1], 40, GROUPS, turns={9: turns()}), KINDS, ORGANIZATION))
    assert action_ids(shown) == ["request:open"] * 10
    assert "*OSPO-99* · private" in said(shown)
    assert "1 to 10 of 40, oldest first. `/ospo queue 2`" in said(shown)
    assert "3rd of 7" in said(shown)
    assert shown["text"].startswith("40 requests wait for you: OSPO-99, OSPO-9")
    assert "Nothing waits for you in legal." in said(
        check(queue(Waiting([], 0, frozenset({"legal"})), {}, ORGANIZATION))
    )


def test_a_row_says_for_whom_each_place_is_and_no_day_by_which_it_is_usually_decided_once_that_is_over() -> None:
    [legal] = turns().each
    both = (legal, replace(legal, holder="ospo", place=Place(1, 2)))
    words = said(row(submitted(), KINDS, ORGANIZATION, own=False, turns=Turns(NOW, both)))
    assert "3rd of 7 for legal, 1st of 2 for the OSPO in the queues, usually decided by <!date^" in words
    late = row(submitted(), KINDS, ORGANIZATION, own=False, turns=Turns(NOW + timedelta(days=9), (legal,)))
    assert "3rd of 7 in the queue" in said(late)
    assert "usually" not in said(late)


def test_menus_keep_what_was_chosen_and_stay_when_nothing_is_left() -> None:
    view: dict[str, Any] = {
        "type": "home",
        "blocks": queue_blocks(Waiting([], 0, GROUPS, Wanted(group="legal")), KINDS, ORGANIZATION),
    }
    check(view, "home")
    menus = {one["action_id"]: one["initial_option"]["value"] for one in view["blocks"][1]["elements"]}
    assert menus["queue:narrow:group"] == "legal"
    assert menus["queue:narrow:kind"] == "all"
    assert "Nothing of that waits for you." in said(view)


def test_a_choice_in_a_menu_begins_at_the_first_page() -> None:
    assert narrowed(Wanted(kind="release", page=3), "group", "legal") == Wanted(kind="release", group="legal")
    assert narrowed(Wanted(kind="release"), "kind", "all") == Wanted()
    assert narrowed(Wanted(), "show", "overdue") == Wanted(overdue=True)
    assert narrowed(Wanted(overdue=True), "show", "all") == Wanted()
    with pytest.raises(UnknownForm):
        narrowed(Wanted(), "secret", "all")


@given(st.builds(Wanted, st.text(max_size=9), st.text(max_size=9), st.text(max_size=9), st.booleans(), st.booleans()))
def test_what_home_carries_is_read_back(wanted: Wanted) -> None:
    assert wanted_of(metadata_of(wanted)) == wanted


@pytest.mark.parametrize("metadata", ["[]", "x", '{"z":1}', '{"p":"x"}', 7, '{"k":{}}'])
def test_metadata_that_is_not_ours_is_refused(metadata: object) -> None:
    with pytest.raises(UnknownForm):
        wanted_of(metadata)


def test_card_thread_progress_and_status_say_since_when_at_which_place_and_until_when() -> None:
    request = submitted()
    for shown in (
        card(request, KIND, ORGANIZATION, turns()),
        progress(request, KIND, ORGANIZATION, turns()),
        step(request, "legal", KIND, ORGANIZATION, "", turns=turns()),
        status(request, KIND, ORGANIZATION, frozenset(), is_requester=False, turns=turns()),
    ):
        words = said(check(shown))
        assert "3rd of 7 in the queue" in words
        assert "since <!date^" in words
        assert "usually decided by <!date^" in words
        assert "(median of 12)" in words


def test_too_few_decisions_are_said_to_be_not_enough() -> None:
    words = said(check(card(submitted(), KIND, ORGANIZATION, turns(of=4))))
    assert "not enough data for a date (4 of 5 decisions)" in words
    assert "the requester gets the decision" in words


@pytest.mark.parametrize(
    "number,words",
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (1113, "1,113th")],
)
def test_places_are_counted_as_people_do(number: int, words: str) -> None:
    assert ordinal(number) == words
