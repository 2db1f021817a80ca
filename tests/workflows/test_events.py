# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The chain of events: it verifies, every changed character is found, and erased texts are not broken ones."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office import MONDAY, person, step, submitted
from workflows import reviewing
from workflows.events import START, Event, canonical, chained, commitment, verify
from workflows.request import Verdict
from workflows.reviewing import Reviewer

LAWYER = Reviewer(person("lawyer"), frozenset({"legal"}), revision=1)
COLUMNS = ("request_id", "kind", "at", "body", "previous", "hash")


def chain() -> tuple[Event, ...]:
    """Submitted, asked, answered, declined, decided."""
    request = reviewing.ask(submitted(step("legal")), "legal", "Where from: here?", by=LAWYER, now=MONDAY)
    request = reviewing.answer(request, 1, "From: us", by=request.requester, now=MONDAY)
    verdict = {"verdict": Verdict.DECLINE, "by": LAWYER, "now": MONDAY + timedelta(hours=1), "reason": "Not: ours"}
    request = reviewing.review(request, "legal", **verdict)  # type: ignore[arg-type]  # the four keywords
    return chained(request, request.happened, 0, START, (f"salt:{number:027}" for number in count()).__next__)


CHAIN = chain()


def broken(number: int, **changes: object) -> str:
    """What is found when one stored event was changed."""
    changed = replace(CHAIN[number], **changes)  # type: ignore[arg-type]  # any column
    return verify((*CHAIN[:number], changed, *CHAIN[number + 1 :])).problem


PLAIN = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))
def test_canonical_json_is_what_any_other_program_would_write(value: Any) -> None:
    assert canonical(value) == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_an_untouched_chain_verifies() -> None:
    assert [event.kind for event in CHAIN] == ["submitted", "asked", "answered", "reviewed", "decided"]
    assert verify(CHAIN) == verify(list(CHAIN))
    assert (verify(CHAIN).events, verify(CHAIN).problem) == (5, "")


def test_an_empty_chain_has_nothing_wrong() -> None:
    assert (verify(()).events, verify(()).problem) == (0, "")


@given(st.data())
def test_every_changed_character_of_what_is_stored_is_found(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(CHAIN) - 1))
    column = data.draw(st.sampled_from(COLUMNS))
    before = getattr(CHAIN[number], column)
    at = data.draw(st.integers(0, len(before) - 1))
    after = before[:at] + data.draw(st.sampled_from('a0 "{,é')) + before[at + 1 :]
    if after != before:
        assert f"event {number + 1}" in broken(number, **{column: after})


@given(st.data())
def test_every_changed_character_of_a_text_or_its_salt_is_found(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(CHAIN) - 1))
    name = data.draw(st.sampled_from(sorted(CHAIN[number].private)))
    salt, text = CHAIN[number].private[name]
    joined = f"{salt}:{text}"
    cut = data.draw(st.sampled_from([at for at, one in enumerate(joined) if one == ":"]))
    pair = data.draw(st.sampled_from([(joined[:cut], joined[cut + 1 :]), (salt, f"{text}."), (f"{salt}0", text)]))
    if pair != (salt, text):
        private = {**CHAIN[number].private, name: pair}
        assert (
            broken(number, private=private)
            == f"the text `{name}` of event {number + 1} was changed after it was written"
        )


def test_part_of_a_text_does_not_pass_as_part_of_its_salt() -> None:
    assert commitment("salt", "not: approved") != commitment("salt:not", " approved")


def test_texts_that_changed_places_are_found() -> None:
    private = dict(CHAIN[0].private)
    private["answers.title"], private["answers.license"] = private["answers.license"], private["answers.title"]
    assert "was changed" in broken(0, private=private)


def test_a_text_that_was_never_committed_to_is_found() -> None:
    assert "`extra`" in broken(0, private={**CHAIN[0].private, "extra": ("salt", "words")})


def test_erased_texts_are_counted_and_not_called_broken() -> None:
    erased = tuple(replace(event, private={}) for event in CHAIN)
    found = verify(erased)
    assert found.problem == ""
    assert found.erased == sum(len(event.private) for event in CHAIN)
    one = {name: pair for name, pair in CHAIN[0].private.items() if name != "answers.title"}
    assert verify((replace(CHAIN[0], private=one), *CHAIN[1:])).erased == 1


@pytest.mark.parametrize("number", range(len(CHAIN) - 1))
def test_a_removed_event_is_found(number: int) -> None:
    assert "does not follow" in verify((*CHAIN[:number], *CHAIN[number + 1 :])).problem


def test_events_in_another_order_are_found() -> None:
    assert "does not follow" in verify((CHAIN[1], CHAIN[0], *CHAIN[2:])).problem


@pytest.mark.parametrize("body", ["[]", "3", "{}", "not JSON", '{"commitments": 3}'])
def test_a_body_of_another_shape_is_said_to_be_unreadable_even_with_a_fitting_hash(body: str) -> None:
    forged = replace(CHAIN[0], body=body, hash=hashlib.sha256(body.encode()).hexdigest())
    assert verify((forged,)).problem == "event 1 is not readable"


def test_a_rewritten_event_does_not_fit_the_one_after_it() -> None:
    body = json.dumps(json.loads(CHAIN[0].body) | {"data": {"lane": "fast"}}, sort_keys=True, separators=(",", ":"))
    forged = replace(CHAIN[0], body=body, hash=hashlib.sha256(body.encode()).hexdigest())
    assert verify((forged, *CHAIN[1:])).problem == "event 2 does not follow the one before it"


def test_what_is_hashed_holds_neither_texts_nor_people() -> None:
    for event in CHAIN:
        for said in ("Where from", "From: us", "Not: ours", "typing error", person("lawyer").id):
            assert said not in event.body


def test_a_request_on_which_the_clock_acted_names_no_actor() -> None:
    ended = submitted(outcome="approve")
    events = chained(ended, ended.happened, 0, START, lambda: "salt")
    assert ["actor" in event.private for event in events] == [True, False]


def test_a_text_with_broken_characters_never_reaches_the_chain() -> None:
    request = reviewing.ask(submitted(step("legal")), "legal", "Why\ud800 so\x00?", by=LAWYER, now=MONDAY)
    events = chained(request, request.happened, 0, START, lambda: "salt")
    assert events[-1].private["question"] == ("salt", "Why so?")
