# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A values poll: what it shows, what it never shows, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.errors import FormProblems
from workflows.facts import Answers
from workflows.people import Person
from workflows.program import Unit
from workflows.registers.entry import Content, Entry, EntryState
from workflows.values import acknowledging, principles, report
from workflows.values.poll import (
    Ballot,
    Invitation,
    Poll,
    Statement,
    check_plan,
    checked,
    statements_of,
    to_remind,
    token_of,
)
from workflows.values.results import SMALLEST, TOGETHER, Finding, result_of
from workflows.values.storing import poll_from, poll_json

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
POLL = Poll(
    "T1",
    "poll-2026-11-23",
    date(2026, 12, 7),
    (Statement("use", "We look first"), Statement("give", "We give back")),
    {"pay": "Payments", "search": "Search", "maps": "Maps", "labs": "Labs"},
    "",
    "U0OMAR",
)


def ballots(unit: str, count: int, use: int, give: int) -> list[Ballot]:
    return [Ballot(unit, {"use": use, "give": give}, "give")] * count


def principle(name: str, text: str = "We do.", **other: object) -> Entry:
    content = Content(title=name.title(), text=text, values={"place": 1})
    made = Entry(
        workspace="T1",
        register="principles",
        name=name,
        content=content,
        state=EntryState.PUBLISHED,
        version=3,
        changed_at=NOW,
    )
    return replace(made, **other)  # type: ignore[arg-type]  # the test knows


def test_units_a_whole_step_apart_differ_and_units_that_agree_share_a_statement() -> None:
    result = result_of(POLL, [*ballots("pay", 5, 5, 5), *ballots("search", 6, 4, 5)], 12)
    assert [(one.title, one.count, dict(one.means)) for one in result.groups] == [
        ("Payments", 5, {"use": 5.0, "give": 5.0}),
        ("Search", 6, {"use": 4.0, "give": 5.0}),
    ]
    assert [(one.finding, one.apart, one.most) for one in result.outcomes] == [
        (Finding.DIFFERS, 1.0, 0),
        (Finding.SHARED, 0.0, 11),
    ]
    assert (result.answers, result.asked) == (11, 12)


def test_what_no_unit_agrees_with_is_no_common_value_and_the_middle_is_undecided() -> None:
    result = result_of(POLL, [*ballots("pay", 5, 2, 3), *ballots("search", 5, 2, 3)], 10)
    assert [one.finding for one in result.outcomes] == [Finding.REFUSED, Finding.UNDECIDED]


def test_small_units_are_told_together_and_never_by_subtraction() -> None:
    given_ = [*ballots("pay", 6, 5, 5), *ballots("search", 5, 1, 1), *ballots("maps", 2, 1, 5)]
    result = result_of(POLL, given_, 13)
    assert [(one.title, one.count) for one in result.groups] == [("Payments", 6), (TOGETHER, 7)], (
        "two alone would be who is left of all answers, so that the smallest unit joins them"
    )


def test_what_matters_most_to_fewer_than_five_is_not_told() -> None:
    four = [replace(one, most="use") for one in ballots("pay", 4, 5, 5)]
    told = report.report(POLL, result_of(POLL, [*four, *ballots("search", 5, 5, 5)], 0))
    assert "- **We give back**" in told
    assert told.count("matters most to 5") == 1
    assert "matters most to 4" not in told


def test_fewer_than_five_answers_show_nothing_and_one_group_shows_no_difference() -> None:
    few = result_of(POLL, ballots("pay", 4, 5, 5), 4)
    assert (few.answers, few.groups) == (0, ())
    assert {(one.finding, one.apart, one.most) for one in few.outcomes} == {(Finding.UNKNOWN, None, 0)}
    one = result_of(POLL, ballots("pay", 9, 5, 5), 9)
    assert {outcome.finding for outcome in one.outcomes} == {Finding.UNKNOWN}


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(POLL.units)), st.integers(0, 12)))
def test_every_group_has_enough_answers_and_all_or_none_are_shown(sizes: dict[str, int]) -> None:
    given_ = [one for unit, count in sizes.items() for one in ballots(unit, count, 3, 3)]
    result = result_of(POLL, given_, len(given_))
    assert all(group.count >= SMALLEST for group in result.groups)
    assert result.answers in {0, len(given_)}


def test_an_answer_has_every_statement_and_a_unit() -> None:
    with pytest.raises(FormProblems) as refused:
        checked(POLL, "nowhere", {"use": 6}, "other")
    assert set(refused.value.problems) == {"use", "give", "poll_unit", "poll_most"}
    assert checked(POLL, "pay", {"use": 1, "give": 5, "forged": 3}, "").scale == {"use": 1, "give": 5}


def test_a_token_stands_for_one_person_in_one_poll_alone() -> None:
    assert token_of(b"one", "U1") == token_of(b"one", "U1")
    assert len({token_of(b"one", "U1"), token_of(b"one", "U2"), token_of(b"two", "U1")}) == 3


def test_a_poll_closes_within_two_months_and_never_today() -> None:
    assert check_plan(TODAY + timedelta(days=14), TODAY) == date(2026, 12, 7)
    for wrong in (None, TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=61)):
        with pytest.raises(FormProblems):
            check_plan(wrong, TODAY)


def test_who_has_not_answered_is_reminded_three_days_before_the_end() -> None:
    asked = (Invitation("U1", "pay", answered=True), Invitation("U2", "pay"))
    assert to_remind(POLL, asked, POLL.closes_on - timedelta(days=4)) == ()
    assert to_remind(POLL, asked, POLL.closes_on - timedelta(days=3)) == (asked[1],)


def test_a_poll_asks_the_first_eight_published_statements_and_is_stored_as_it_was() -> None:
    entries = [
        principle(f"s{place}", content=Content(title=f"S{place}", values={"place": place}))
        for place in range(10, 0, -1)
    ]
    asked = statements_of([*entries, principle("draft", state=EntryState.DRAFT)])
    assert [one.name for one in asked] == [f"s{place}" for place in range(1, 9)]
    assert poll_from(poll_json(POLL)) == POLL


def test_drafts_follow_from_what_units_share_and_where_they_differ() -> None:
    values: Answers = {"place": 2, "headline": "We use", "agreed": "All do.", "differing": "Some do."}
    use = principle("use", content=Content(title="We use it", values=values))
    give = principle(
        "give", content=Content(title="We give", values={**values, "place": 1, "headline": "We give back"})
    )
    made = principles.drafts_of(["use"], ["give"], [use, give])
    assert [(one.statement, one.title, one.text) for one in made] == [
        ("give", "We give back", "Some do."),
        ("use", "We use", "All do."),
    ]
    assert principles.drafts_of(["gone"], [], [use]) == ()


def test_the_version_of_the_principles_changes_with_their_words_alone() -> None:
    one, two = principle("one"), principle("two")
    version = principles.version_of([one, two])
    assert principles.version_of([two, replace(one, version=9, owner=Person("T1", "U1"))]) == version
    assert principles.version_of([principle("one", "We do not."), two]) != version
    assert principles.version_of([]) == ""
    assert principles.published([one, replace(two, state=EntryState.RETIRED)]) == (one,)


def acknowledged(unit: str, version: str, **said: str | int) -> Entry:
    return principle(unit, content=Content(title=unit, values={"principles": version, **said}))


def test_a_lead_is_asked_twice_and_then_the_unit_is_open() -> None:
    units = {"pay": Unit(title="Payments", lead="U0MIKA"), "labs": Unit()}
    found = acknowledging.standings(units, [], "v1")
    assert [one.unit for one in acknowledging.to_ask(found, TODAY)] == ["pay"]
    assert [one.unit for one in found if one.open] == ["labs"], "nobody is there to be asked"
    once = [acknowledged("pay", "v1", asked=1, asked_on="2026-11-23")]
    found = acknowledging.standings(units, once, "v1")
    assert acknowledging.to_ask(found, TODAY + timedelta(days=13)) == ()
    assert len(acknowledging.to_ask(found, TODAY + timedelta(days=14))) == 1
    twice = [acknowledged("pay", "v1", asked=2, asked_on="2026-12-07")]
    found = acknowledging.standings(units, twice, "v1")
    assert acknowledging.to_ask(found, TODAY + timedelta(days=100)) == ()
    assert found[0].open


def test_who_follows_is_asked_again_for_a_new_version_only() -> None:
    units = {"pay": Unit(lead="U0MIKA")}
    entries = [acknowledged("pay", "v1", asked=1, asked_on="2026-11-23", followed_on="2026-11-24")]
    found = acknowledging.standings(units, entries, "v1")
    assert (acknowledging.to_ask(found, TODAY + timedelta(days=90)), acknowledging.share(found)) == ((), (1, 1))
    anew = acknowledging.standings(units, entries, "v2")
    assert (len(acknowledging.to_ask(anew, TODAY)), acknowledging.share(anew)) == (1, (0, 1))


def test_nobody_is_asked_while_principles_are_being_published() -> None:
    assert not acknowledging.settled([principle("one")], NOW + timedelta(minutes=59))
    assert acknowledging.settled([principle("one")], NOW + timedelta(hours=1))
