# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a request says against its events: reviews that an edit dropped stay dropped, and what is erased says nothing.

tests/workflows/test_lifecycle_machine.py holds every walk through the lifecycle to it; tests/storage/test_agreement.py
changes what is stored.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.office import MONDAY, REQUESTER, contribution, person, proposal, small_fix, step, submitted
from workflows import lifecycle, reviewing
from workflows.events import START, Event, chained
from workflows.facts import Answer, Fact, Origin
from workflows.recorded import asked_texts, contradictions
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer


def events_of(request: Request) -> tuple[Event, ...]:
    return chained(request, request.happened, 0, START, lambda: "salt")


def approved_and_edited(**edited: str) -> tuple[Request, Request]:
    """A request with legal's approval, and the same after an edit."""
    steps = (step("legal"), step("ospo"))
    request = submitted(*steps)
    by = Reviewer(person("anna"), frozenset({"legal"}), 1)
    request = reviewing.review(request, "legal", Verdict.APPROVE, by=by, now=MONDAY)
    asked, later = proposal(*steps, answers=small_fix(**edited)), MONDAY + timedelta(hours=1)
    after = lifecycle.revise(contribution(), request, asked, by=REQUESTER, revision=1, now=later)
    return request, after


def with_reviews_of(request: Request, other: Request) -> Request:
    """The request with the steps of another one."""
    return request.model_copy(update={"steps": other.steps})


@pytest.mark.parametrize(
    "value, text",
    [
        ('as it is, "quoted"', 'as it is, "quoted"'),
        (("customer", "none"), '["customer","none"]'),
        ((), "[]"),
        (True, "true"),
        (7, "7"),
        (0.5, "0.5"),
        (None, "null"),
    ],
)
def test_what_is_no_text_is_committed_to_as_canonical_json(value: Answer | None, text: str) -> None:
    request = submitted(step("legal"))
    answers = {} if value is None else {"one": value}
    origin = Origin.UNKNOWN if value is None else Origin.REQUESTER
    facts = {"two": Fact(value=value, origin=origin)}
    texts = asked_texts(request.model_copy(update={"answers": answers, "facts": facts}))
    assert texts.get("answers.one", text) == text
    assert texts["facts.two"] == text


def test_a_review_that_an_edit_dropped_cannot_come_back() -> None:
    before, after = approved_and_edited(change="feature")
    assert list(contradictions(after, events_of(after))) == []
    forged = with_reviews_of(after, before)
    assert "the reviews for legal are not those that the last edit kept" in contradictions(forged, events_of(after))


def test_a_review_that_an_edit_kept_cannot_go_away() -> None:
    _, after = approved_and_edited(wanted_by="2026-12-24")
    assert list(contradictions(after, events_of(after))) == []
    forged = after.model_copy(update={"steps": (step("legal"), step("ospo"))})
    assert "the reviews for legal are not those that the last edit kept" in contradictions(forged, events_of(after))


def test_what_was_erased_contradicts_nothing_as_long_as_an_event_says_that_it_was() -> None:
    request = submitted(step("legal"))
    [event] = events_of(request)
    left = {name: pair for name, pair in event.private.items() if name not in {"answers.title", "actor", "title"}}
    unsaid = "a text is missing from its events, and no event says that it was erased"
    assert list(contradictions(request, [replace(event, private=left)])) == [unsaid]
    erased = request.happened[0].model_copy(
        update={"kind": "erased", "data": {"names": ["actor", "answers.title", "title"]}, "actor": None, "texts": {}}
    )
    chain = chained(request, (*request.happened, erased), 0, START, lambda: "salt")
    chain = (replace(chain[0], private=left), chain[1])
    assert list(contradictions(request, chain)) == []
    gone = request.model_copy(update={"title": "", "answers": {**request.answers, "title": "[erased]"}})
    assert list(contradictions(gone, chain)) == []


def test_an_approval_by_an_edit_after_which_nothing_is_missing_is_what_its_events_say() -> None:
    request = submitted(step("legal"), step("managers"))
    by = Reviewer(person("anna"), frozenset({"legal"}), 1)
    request = reviewing.review(request, "legal", Verdict.APPROVE, by=by, now=MONDAY)
    less = proposal(step("legal"), answers=small_fix(wanted_by="2026-12-24"))
    after = lifecycle.revise(contribution(), request, less, by=REQUESTER, revision=1, now=MONDAY)
    assert after.decision is not None
    assert list(contradictions(after, events_of(after))) == []
