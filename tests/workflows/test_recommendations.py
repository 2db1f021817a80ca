# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Rules over the program's own facts, and what becomes of the advice that they give."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest

from workflows.errors import FormProblems, TextNeeded
from workflows.facts import Answers
from workflows.figures import Share
from workflows.recommendations import advising
from workflows.recommendations.advising import Advice, Stands, advice_of, content_of, looked
from workflows.recommendations.conditions import facts_in, problem_of
from workflows.recommendations.contributing import Spread, spread_over_teams
from workflows.recommendations.facts import FACTS, Facts
from workflows.recommendations.refusals import AdviceSettled
from workflows.recommendations.rules import Held, Rule, holding, rules_of
from workflows.registers.checking import checked
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.register import Register

TODAY = date(2026, 11, 23)


def rule(name: str = "late", when: str = "facts.overdue >= 5", weight: int = 3) -> Rule:
    return Rule(name, name.title(), "Do it.", "It helps.", "ospo", when, "action", "Do it", "", weight)


def held(name: str = "late") -> Held:
    return Held(rule(name), ("Open requests that are overdue: 6",))


def advice(**other: object) -> Advice:
    made = Advice(
        rule="late",
        title="Late",
        petal="ospo",
        stands=Stands.OPEN,
        since=TODAY,
        figures=("Open requests that are overdue: 6",),
    )
    return replace(made, **other)  # type: ignore[arg-type]  # the test knows


def facts(**values: float | bool | tuple[str, ...]) -> Facts:
    return Facts(values, {})


def test_a_rule_holds_with_its_figures_and_never_on_what_is_unknown() -> None:
    rules = [rule("late"), rule("slow", "facts.days_to_decision > 7.0 && facts.overdue >= 1")]
    found = list(holding(rules, Facts({"overdue": 6}, {"overdue": 20})))
    assert [(one.rule.name, one.figures) for one in found] == [("late", ("Open requests that are overdue: 6 of 20",))]
    assert [one.rule.name for one in holding(rules, facts(overdue=6, days_to_decision=9.5))] == ["late", "slow"]
    assert list(holding(rules, facts())) == []


def test_a_rule_that_cannot_be_read_keeps_no_other_from_holding() -> None:
    rules = [rule("typo", "facts.overdu >= 5"), rule("always", "1 == 1"), rule("late"), rule("text", "facts.overdue")]
    assert [one.rule.name for one in holding(rules, facts(overdue=6))] == ["late"]


@pytest.mark.parametrize(
    "condition, words",
    [
        ("facts.overdu >= 5", "undeclared reference"),
        ("facts.overdue >= 'five'", "no matching overload"),
        ("facts.overdue", "must come out as yes or no"),
        ("1 == 1", "names no fact"),
        ("facts.overdue >=", "Syntax error"),
    ],
)
def test_a_wrong_condition_is_said_with_why(condition: str, words: str) -> None:
    assert words in problem_of(condition)


def test_a_wrong_condition_is_refused_where_it_is_written() -> None:
    file = files("workflows").joinpath("catalog/registers/recommendations.toml")
    register = Register.model_validate(tomllib.loads(file.read_text()))
    values: Answers = {"when": "facts.overdu >= 5", "because": "x", "makes": "nothing", "weight": 3}
    with pytest.raises(FormProblems) as refused:
        checked(register, Content(title="Rule", text="Do it.", values=values), TODAY)
    assert "This condition cannot be used" in refused.value.problems["when"]
    content = Content(title="Rule", text="Do it.", values={**values, "when": "facts.overdue >= 5"})
    assert checked(register, content, TODAY).values["when"] == "facts.overdue >= 5"


def test_the_most_pressing_rules_come_first_and_drafts_are_none() -> None:
    def entry(name: str, weight: int, state: EntryState = EntryState.PUBLISHED) -> Entry:
        values: Answers = {"when": "facts.overdue > 1", "because": "x", "makes": "action", "weight": weight}
        content = Content(title=name, text="x", petal="ospo", values=values)
        return Entry(workspace="T1", register="recommendations", name=name, content=content, state=state)

    found = rules_of([entry("b", 1), entry("a", 5), entry("draft", 5, EntryState.DRAFT)])
    assert [one.name for one in found] == ["a", "b"]


def test_advice_appears_once_while_it_holds_and_is_over_when_it_does_not() -> None:
    [opened] = looked([held()], {}, TODAY)
    assert (opened.stands, opened.since) == (Stands.OPEN, TODAY)
    assert list(looked([held()], {"late": opened}, TODAY + timedelta(days=1))) == []
    [over] = looked([], {"late": opened}, TODAY + timedelta(days=2))
    assert over.stands is Stands.OVER
    assert list(looked([], {"late": over}, TODAY + timedelta(days=3))) == []
    [again] = looked([held()], {"late": over}, TODAY + timedelta(days=4))
    assert (again.stands, again.told) == (Stands.OPEN, None)


def test_what_was_put_off_or_dismissed_comes_back_on_its_day() -> None:
    later = advising.put_off(advice(told=TODAY), TODAY)
    assert list(looked([held()], {"late": later}, TODAY + timedelta(days=29))) == []
    assert [one.stands for one in looked([held()], {"late": later}, TODAY + timedelta(days=30))] == [Stands.OPEN]
    gone = advising.dismiss(advice(), "We are three people.", None, TODAY)
    assert gone.until == TODAY + timedelta(days=180)
    assert list(looked([], {"late": gone}, TODAY + timedelta(days=1))) == [], "what is dismissed stays so"
    assert [one.stands for one in looked([held()], {"late": gone}, TODAY + timedelta(days=180))] == [Stands.OPEN]


def test_what_was_accepted_stays_so_while_it_holds() -> None:
    taken = advising.accept(advice(), "actions/do-it")
    assert list(looked([held()], {"late": taken}, TODAY + timedelta(days=400))) == []
    assert [one.stands for one in looked([], {"late": taken}, TODAY)] == [Stands.OVER]


def test_one_advice_is_sent_a_day_the_most_pressing_first() -> None:
    known = [advice(rule="a", weight=1), advice(rule="b", weight=5)]
    first = advising.to_tell(known, TODAY)
    assert first is not None
    assert first.rule == "b"
    told = [known[0], advice(rule="b", weight=5, told=TODAY)]
    assert advising.to_tell(told, TODAY) is None
    tomorrow = advising.to_tell(told, TODAY + timedelta(days=1))
    assert tomorrow is not None
    assert tomorrow.rule == "a"
    assert advising.first_of(told) == told[1], "Home and digest name the most pressing, sent or not"


def test_a_dismissal_needs_a_reason_and_a_day_within_two_years() -> None:
    with pytest.raises(TextNeeded):
        advising.dismiss(advice(), " ", None, TODAY)
    for wrong in (TODAY, TODAY + timedelta(days=731)):
        with pytest.raises(FormProblems):
            advising.dismiss(advice(), "Not now.", wrong, TODAY)
    with pytest.raises(AdviceSettled):
        advising.accept(advice(stands=Stands.OVER), "")


def test_advice_is_kept_by_an_entry_and_read_from_it() -> None:
    for one in (advice(), advice(stands=Stands.DISMISSED, until=TODAY, reason="No.", told=TODAY, made="x")):
        entry = Entry(
            workspace="T1", register="advice", name="late", content=content_of(one), state=EntryState.PUBLISHED
        )
        assert advice_of(entry) == one


def test_every_shipped_rule_can_be_read_and_names_an_item_that_there_is() -> None:
    catalog = files("workflows").joinpath("catalog")
    shipped = tomllib.loads(catalog.joinpath("entries/recommendations.toml").read_text())["entries"]
    model = tomllib.loads(catalog.joinpath("maturity/ospo.toml").read_text())
    items = {item["id"] for stage in model["stages"] for item in stage["items"]}
    assert len(shipped) >= 15
    for one in shipped:
        values = one["values"]
        assert problem_of(values["when"]) == "", one["name"]
        assert values.get("item", "principles") in items, one["name"]
        assert values["makes"] == "nothing" or values["goal"], one["name"]
        assert facts_in(values["when"]), one["name"]


def test_a_fact_is_said_in_words_with_of_how_many() -> None:
    known = Facts({"in_time_share": 0.42, "policy_adopted": False, "days_to_decision": 8.0}, {"in_time_share": 19})
    assert known.said("in_time_share") == (
        "Share of people's decisions within the promised time: 42\N{NO-BREAK SPACE}% of 19"
    )
    assert known.said("policy_adopted").endswith(": no")
    assert known.said("days_to_decision").endswith(": 8 days")
    assert known.said("overdue").endswith(": not enough data")
    many = Facts({"items_shown": tuple(f"item-{number}" for number in range(10))}, {})
    assert many.said("items_shown").endswith("item-7 and 2 more")
    assert all(one.says for one in FACTS.values())


def test_contributions_are_told_by_team_only_where_five_people_contributed() -> None:
    teams = {f"U{number}": "Platform" if number < 4 else "Search" for number in range(5)}
    spread = spread_over_teams({**dict.fromkeys(teams, 2), "U9": 50}, teams)
    assert spread == Spread(5, Share(8, 10)), "whose team nobody knows is left out"
    assert spread_over_teams(dict.fromkeys(["U0", "U1", "U2", "U3", "U9"], 3), teams) is None
