# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.strategy import interviewing, questions
from workflows.errors import TextNeeded
from workflows.people import Person
from workflows.registers.entry import Entry
from workflows.strategy import interviewing as acts
from workflows.strategy.interviewing import Moved
from workflows.strategy.interviews import Round, Step, differences, overdue, reminders_due, rounds_of
from workflows.strategy.refusals import NotAskedYou, QuestionClosed, RoundRuns

ALL = ("technologies", "champions", "message")


class Kept:
    """The entries as a record would have them."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def after(self, moved: Moved) -> tuple[str, ...]:
        """Save what an act leaves, each one version on, and say who is asked by it."""
        for entry, change in moved.done:
            before = self.entries.get(entry.name)
            assert entry.version == change.version == (before.version if before else 0) + 1
            self.entries[entry.name] = entry
        return tuple(one.owner.id for one in moved.asked if one.owner)

    @property
    def rounds(self) -> tuple[Round, ...]:
        return rounds_of(self.entries.values())

    @property
    def round(self) -> Round:
        return self.rounds[-1]

    def steps(self) -> list[str]:
        return [one.step.value for one in self.round.asked]


def started(people: Iterable[str] = ("U0DANA", "U0DANA", "U0MIKA")) -> Kept:
    kept, named = Kept(), dict(zip(ALL, people, strict=True))
    kept.after(acts.start(interviewing(), kept.rounds, questions(), named, 10))
    return kept


def answered(kept: Kept, name: str, who: str, text: str = "Yes.", named: Iterable[str] = ()) -> tuple[str, ...]:
    return kept.after(acts.answer(interviewing(who), kept.round, f"round-{kept.round.number}-{name}", text, named, ()))


def test_each_person_is_asked_one_question_at_a_time() -> None:
    kept = started()
    assert kept.steps() == ["asked", "planned", "asked"]
    assert answered(kept, "technologies", "U0DANA") == ("U0DANA",), "their next question follows at once"
    assert kept.steps() == ["answered", "asked", "asked"]
    assert kept.round.asked[1].due is not None


def test_a_round_needs_somebody_to_ask_and_is_the_only_one() -> None:
    with pytest.raises(TextNeeded):
        started(("", "", ""))
    kept = started()
    with pytest.raises(RoundRuns):
        acts.start(interviewing(), kept.rounds, questions(), {"message": "U0MIKA"}, 10)


def test_only_who_was_asked_answers_and_only_once() -> None:
    kept = started()
    with pytest.raises(NotAskedYou):
        answered(kept, "technologies", "U0MIKA")
    with pytest.raises(QuestionClosed):
        answered(kept, "champions", "U0DANA")
    answered(kept, "technologies", "U0DANA")
    with pytest.raises(QuestionClosed):
        answered(kept, "technologies", "U0DANA")
    with pytest.raises(TextNeeded):
        answered(kept, "message", "U0MIKA", " ")


def test_a_question_that_is_passed_on_waits_while_the_other_has_one_open() -> None:
    kept = started()
    mika = Person("T0TEST", "U0MIKA")
    moved = acts.pass_on(interviewing("U0DANA"), kept.round, "round-1-technologies", mika, "She knows better.")
    assert kept.after(moved) == ("U0DANA",), "who passed it on gets their own next question"
    assert kept.steps() == ["planned", "asked", "asked"]
    assert answered(kept, "message", "U0MIKA") == ("U0MIKA",)
    assert kept.steps() == ["asked", "asked", "answered"]
    assert kept.round.asked[0].said("reason") == "She knows better."


def test_what_was_declined_the_office_gives_to_somebody_else_and_nobody_else_does() -> None:
    kept = started()
    kept.after(acts.decline(interviewing("U0DANA"), kept.round, "round-1-technologies", "I am new here."))
    priya = Person("T0TEST", "U0PRIYA")
    with pytest.raises(NotAskedYou):
        acts.pass_on(interviewing("U0MIKA"), kept.round, "round-1-technologies", priya, "")
    assert kept.after(acts.pass_on(interviewing(office=True), kept.round, "round-1-technologies", priya, "")) == (
        "U0PRIYA",
    )


def test_a_round_that_is_ended_leaves_the_rest_out_and_lets_the_next_begin() -> None:
    kept = started()
    answered(kept, "technologies", "U0DANA")
    kept.after(acts.end(interviewing(), kept.round))
    assert kept.steps() == ["answered", "skipped", "skipped"]
    kept.after(acts.start(interviewing(), kept.rounds, questions(), {"message": "U0MIKA"}, 10))
    assert kept.round.number == 2


def test_a_second_round_says_what_differs_from_the_last_answer_to_the_same_question() -> None:
    kept = started()
    answered(kept, "technologies", "U0DANA", "Two.", ("Flask | https://a.example", "Django"))
    kept.after(acts.end(interviewing(), kept.round))
    kept.after(acts.start(interviewing(), kept.rounds, questions(), dict.fromkeys(ALL, "U0PRIYA"), 10))
    answered(kept, "technologies", "U0PRIYA", "One more.", ("flask | https://b.example", "Rust"))
    answered(kept, "champions", "U0PRIYA", "Nobody.")
    first, second = differences(kept.rounds, 2)
    assert (first.since, first.before, first.new, first.gone) == (1, "Two.", ("Rust",), ("Django",))
    assert not first.same
    assert second.since == 0, "nobody answered it before"


def test_reminders_come_before_the_day_on_it_and_twice_after_it() -> None:
    kept = started()
    asked = kept.round.asked[0]
    assert [reminders_due(asked, interviewing(days=days).today) for days in (0, 7, 10, 16, 17, 24, 90)] == [
        (), (3,), (0,), (0,), (-7,), (-14,), (-14,),
    ]  # fmt: skip
    assert not overdue(asked, interviewing(days=16).today)
    assert overdue(asked, interviewing(days=17).today)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["answer", "decline", "pass"]), st.integers(0, 2), st.integers(0, 2))))
def test_nobody_ever_has_two_open_questions(moves: list[tuple[str, int, int]]) -> None:
    kept, people = started(), ("U0DANA", "U0MIKA", "U0PRIYA")
    for move, question, to in moves:
        asked = kept.round.asked[question]
        act = interviewing(asked.person, office=True)
        try:
            if move == "answer":
                moved = acts.answer(act, kept.round, asked.name, "Yes.", (), ())
            elif move == "decline":
                moved = acts.decline(act, kept.round, asked.name, "No.")
            else:
                moved = acts.pass_on(act, kept.round, asked.name, Person("T0TEST", people[to]), "")
        except QuestionClosed:
            continue
        kept.after(moved)
        put = Counter(one.person for one in kept.round.asked if one.step is Step.ASKED)
        assert max(put.values(), default=0) <= 1
        waiting = {one.person for one in kept.round.asked if one.step is Step.PLANNED}
        assert waiting <= put.keys(), "who has something planned is asked something"
