# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A policy of any kind: what fields show, how lanes, steps and doubt work together, and where cards go."""

from typing import Any

from tests.support.office import kind_of
from workflows.facts import Answers, Fact, Origin
from workflows.kind import RequestKind
from workflows.organization import ChannelRoute
from workflows.policy import Policy
from workflows.route import Route

OPTIONS = [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]
FIELDS: list[dict[str, Any]] = [
    {"name": "what", "label": "What?", "type": "text"},
    {"name": "first", "label": "First?", "type": "choice", "options": OPTIONS},
    {"name": "second", "label": "Second?", "type": "choice", "options": OPTIONS, "show_when": "answers.first == 'yes'"},
    {"name": "third", "label": "Third?", "type": "text", "show_when": "answers.second == 'yes'"},
    {"name": "day", "label": "Day", "type": "date", "required": False},
    {"name": "count", "label": "Count", "type": "number", "required": False, "default": 7},
]
FACT = {"name": "known", "label": "Known", "type": "yes_no", "source": "register.precleared"}
PRIVATE = {"rule": "quiet", "name": "private", "outcome": "private", "group": "security", "because": "Secret."}
FAST = {"rule": "quick", "name": "fast", "outcome": "approve", "because": "Small."}


def a_kind(**tables: Any) -> RequestKind:
    return kind_of(**{"fields": FIELDS, "facts": [FACT], **tables})


def routed(answers: Answers, known: bool | None = None, **tables: Any) -> Route:
    fact = Fact.unknown() if known is None else Fact(value=known, origin=Origin.REGISTER)
    return Policy(a_kind(**tables)).route(answers, {"known": fact})


def a_step(when: str, **keys: Any) -> dict[str, Any]:
    return {"rule": "look", "group": "legal", "because": "Legal looks.", "when": when, **keys}


def test_a_field_behind_a_hidden_field_is_hidden() -> None:
    policy = Policy(a_kind())
    shown = {"what", "first", "day", "count"}
    assert policy.shown({"first": "no", "second": "yes"}) == shown
    assert policy.shown({"first": "yes"}) == shown | {"second"}
    assert policy.shown({"first": "yes", "second": "yes"}) == shown | {"second", "third"}


def test_what_is_hidden_is_not_missing() -> None:
    policy = Policy(a_kind())
    assert set(policy.problems({"what": "x", "first": "no"}, {})) == set()
    assert set(policy.problems({"first": "yes"}, {})) == {"what", "second"}


def test_a_hidden_choice_is_no_doubt() -> None:
    tables: dict[str, Any] = {
        "steps": [a_step("answers.second == 'yes'")],
        "lanes": [{**FAST, "when": "answers.second != 'yes'"}],
    }
    assert routed({"first": "no"}, **tables).lane == "fast"


def test_a_default_counts_where_nothing_was_answered() -> None:
    assert [one.group for one in routed({}, steps=[a_step("answers.count == 7")]).steps] == ["legal"]
    assert [one.group for one in routed({"count": 3}, steps=[a_step("answers.count == 7")]).steps] == ["ospo"]


def test_what_is_not_known_adds_the_step_and_is_never_fast() -> None:
    tables = {"steps": [a_step("facts.known")], "lanes": [{**FAST, "when": "facts.known"}]}
    unknown = routed({}, None, **tables)
    assert (unknown.lane, [one.group for one in unknown.steps]) == ("standard", ["legal"])
    assert set(unknown.undetermined) == {"steps.look", "lanes.quick"}
    assert routed({}, known=True, **tables).lane == "fast"
    assert [one.group for one in routed({}, known=False, **tables).steps] == ["ospo"]


def test_a_date_that_was_not_given_is_not_known() -> None:
    when = "answers.day < timestamp('2026-12-01T00:00:00Z')"
    assert routed({}, steps=[a_step(when)]).undetermined == ("steps.look",)
    assert routed({"day": "2026-11-30"}, steps=[a_step(when)]).undetermined == ()


def test_in_doubt_a_private_lane_is_taken() -> None:
    tables = {"lanes": [{**PRIVATE, "when": "facts.known"}, {**FAST, "when": "true"}]}
    assert routed({}, None, **tables).private
    assert routed({}, known=False, **tables).lane == "fast"


def test_the_first_lane_that_matches_is_taken() -> None:
    lanes = [{**PRIVATE, "when": "answers.first == 'yes'"}, {**FAST, "when": "true"}]
    assert routed({"first": "yes"}, lanes=lanes).lane == "private"
    assert routed({"first": "no"}, lanes=lanes).lane == "fast"


def test_where_no_rule_names_anybody_the_ospo_looks() -> None:
    route = routed({})
    assert [(one.group, one.because[0].rule) for one in route.steps] == [("ospo", "nobody-else")]
    assert route.rules == ("standard", "nobody-else")


def test_steps_of_one_group_are_one_with_all_that_matters_to_it() -> None:
    second = {"rule": "again", "group": "legal", "because": "Again.", "quorum": 2, "shows": ["first", "what"]}
    (one,) = routed({}, steps=[a_step("", shows=["what"], sticky=True), second]).steps
    assert [because.text for because in one.because] == ["Legal looks.", "Again."]
    assert (one.quorum, one.shows, one.sticky) == (2, ("what", "first"), False)


def test_an_obligation_in_doubt_is_owed_and_an_instruction_in_doubt_is_not_given() -> None:
    tables: dict[str, Any] = {
        "obligations": [{"rule": "owe", "text": "Do it.", "when": "facts.known"}],
        "instructions": [{"text": "Like this.", "when": "facts.known"}],
        "terms": [{"days": 7, "when": "facts.known"}],
    }
    doubt = routed({}, None, **tables)
    assert ([one.text for one in doubt.obligations], doubt.instructions, doubt.term_days) == (["Do it."], (), 90)
    sure = routed({}, known=True, **tables)
    assert (sure.instructions, sure.term_days) == (("Like this.",), 7)


def test_a_block_in_doubt_does_not_block() -> None:
    policy = Policy(a_kind(blocks=[{"rule": "no", "field": "what", "because": "No.", "when": "facts.known"}]))
    answers: Answers = {"what": "x", "first": "no"}
    assert policy.problems(answers, {"known": Fact.unknown()}) == {}
    assert policy.problems(answers, {"known": Fact(value=True, origin=Origin.REGISTER)}) == {"what": "No."}


def test_some_requests_have_a_channel_of_their_own() -> None:
    rooms = (
        ChannelRoute(channel="C0OTHER", when="true", kinds=("another",)),
        ChannelRoute(channel="C0YES", when="answers.first == 'yes'", kinds=("sample",)),
    )
    policy = Policy(a_kind(), rooms)
    assert policy.route({"first": "yes"}, {}).channel == "C0YES"
    assert policy.route({"first": "no"}, {}).channel == ""


def test_a_condition_that_looks_at_a_hidden_answer_keeps_its_reason_off_the_open_card() -> None:
    fields = [*FIELDS, {"name": "secret", "label": "Secret?", "type": "yes_no", "visible_to": ["legal"]}]
    route = routed({"secret": True}, fields=fields, steps=[a_step("answers.secret")])
    (because,) = route.steps[0].because
    assert (because.text, because.open_text) == ("Legal looks.", "An answer to the risk questions asks for this.")


def test_the_record_names_every_rule_that_applied_and_the_version() -> None:
    kind = a_kind(steps=[a_step("")], obligations=[{"rule": "owe", "text": "Do it."}])
    route = Policy(kind).route({}, {})
    assert (route.rules, route.policy_version) == (("standard", "look", "owe"), kind.version)
