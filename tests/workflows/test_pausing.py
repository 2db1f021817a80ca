# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The clock of a step stands still while its requester is asked, or while nobody is there who may decide."""

from datetime import timedelta

from tests.support.office import MONDAY, REQUESTER, contribution, person, proposal, step, submitted
from workflows import lifecycle, reviewing
from workflows.events import START, chained
from workflows.pausing import Clock
from workflows.recorded import contradictions
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer

LEGAL = Reviewer(person("legal"), frozenset({"legal"}), revision=1)
ASKED, ANSWERED = MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=5)


def asked() -> Request:
    return reviewing.ask(submitted(step("legal"), step("ospo")), "legal", "Whose code?", by=LEGAL, now=ASKED)


def problems(request: Request) -> list[str]:
    events = chained(request, request.happened, 0, START, lambda: "salt")
    return list(contradictions(Request.model_validate_json(request.model_dump_json()), events))


def test_a_question_stops_the_clock_of_the_asking_step_alone_and_its_answer_lets_it_run() -> None:
    request = asked()
    assert [one.clock.stands for one in request.steps] == [("requester",), ()]
    answered = reviewing.answer(request, 1, "Ours", by=REQUESTER, now=ANSWERED)
    [pause] = answered.step("legal").clock.pauses
    assert (pause.since, pause.until) == (ASKED, ANSWERED)
    assert (answered.step("legal").since, answered.step("legal").turn_since) == (MONDAY, ANSWERED)


def test_of_two_questions_the_last_answer_lets_the_clock_run() -> None:
    both = reviewing.ask(asked(), "legal", "And since when?", by=LEGAL, now=ASKED + timedelta(hours=1))
    first = reviewing.answer(both, 1, "Ours", by=REQUESTER, now=ANSWERED)
    assert first.step("legal").clock.stands == ("requester",)
    second = reviewing.answer(first, 2, "For years", by=REQUESTER, now=ANSWERED + timedelta(hours=1))
    assert len(second.step("legal").clock.pauses) == 1
    assert problems(second) == []


def test_no_clock_stands_still_once_its_step_needs_nobody() -> None:
    approved = reviewing.review(asked(), "legal", Verdict.APPROVE, by=LEGAL, now=ANSWERED)
    withdrawn = lifecycle.withdraw(asked(), by=REQUESTER, now=ANSWERED)
    edited = lifecycle.revise(
        contribution(), asked(), proposal(step("legal"), step("ospo")), by=REQUESTER, revision=1, now=ANSWERED
    )
    for request in (approved, withdrawn, edited):
        assert not any(one.clock.stands for one in request.steps)
        assert problems(request) == []


def test_two_reasons_hold_a_clock_until_both_are_over() -> None:
    clock = Clock().stopped("requester", ASKED).stopped("absence", ASKED).stopped("absence", ANSWERED)
    assert clock.stands == ("requester", "absence")
    assert clock.running("requester", ANSWERED).stands == ("absence",)
    assert clock.ended(ANSWERED).stands == ()
    assert clock.running("requester", ANSWERED).running("requester", ANSWERED + timedelta(days=1)).pauses[0].until == (
        ANSWERED
    )


def test_a_pause_that_nobody_asked_for_is_found_and_so_is_one_that_is_gone() -> None:
    request = reviewing.answer(asked(), 1, "Ours", by=REQUESTER, now=ANSWERED)
    legal = request.step("legal")
    longer = legal.clock.pauses[0].model_copy(update={"until": ANSWERED + timedelta(days=9)})
    for clock in (Clock(), Clock(pauses=(longer,)), legal.clock.stopped("requester", ANSWERED)):
        forged = request.model_copy(update={"steps": (legal.model_copy(update={"clock": clock}), request.step("ospo"))})
        assert problems(forged) == ["the clock of legal did not stand still when its events say so"]


def test_a_clock_that_never_stood_still_takes_no_room_in_the_record() -> None:
    assert '"pauses"' not in submitted(step("legal")).model_dump_json()
