# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.forms import initial_state
from messages.license_questions import Question, asked_in, license_modal, plain_message, typed_question
from messages.licenses import answer, answer_modal, malformed
from tests.messages.samples import ADOPTED, NASTY, check, said
from tests.support.licensing import ask, policy_with
from workflows.errors import Refusal, UnknownForm
from workflows.licenses.advice import DISCLAIMER, HEADLINES, Advice
from workflows.licenses.policy import Use
from workflows.licenses.reference import reference
from workflows.licenses.tables import Link, Usage, Verdict

IDS = sorted(one for one in reference().licenses if "Ref-" not in one)
PIECES = st.sampled_from(
    ("MIT", "GPL-2.0-only", "(", ")", "and", "OR", "with", "into", "`", "<!channel>", "saas", NASTY)
)
LONG = {
    "and": " AND ".join(IDS)[:2_990].rpartition(" AND ")[0],
    "or": " OR ".join(IDS)[:2_990].rpartition(" OR ")[0],
    "quotes": '"' * 3_000,
    "one name": "x" * 3_000,
    "channels": "<!channel> " * 270,
    "references": " AND ".join(f"LicenseRef-{number:04}" for number in range(180)),
}


def shown(advice: Advice) -> str:
    """What a person reads of an answer, once Slack's rules hold for it as a message and in the form's place."""
    check(answer_modal(advice), "modal")
    return said(check(answer(advice)))


def submitted(question: Question, **changed: Any) -> Mapping[str, Any]:
    """The form as it comes back."""
    view = check(license_modal(question), "modal")
    state = initial_state(view["blocks"])
    for name, value in changed.items():
        [(action, element)] = state[f"field:{name}"].items()
        key = "value" if element["type"] == "plain_text_input" else "selected_option"
        state[f"field:{name}"] = {action: element | {key: value}}
    return view | {"state": {"values": state}}


@pytest.mark.parametrize(
    "expression,usage,verdict",
    [
        ("MIT", "saas", Verdict.ALLOW),
        ("MIT", "shipped", Verdict.CONDITIONS),
        ("NOASSERTION", "build", Verdict.REVIEW),
        ("NONE", "build", Verdict.DENY),
        ("(MIT", "build", Verdict.INVALID),
    ],
)
def test_the_verdict_stands_in_words_and_first(expression: str, usage: str, verdict: Verdict) -> None:
    advice = ask(expression, usage)
    assert advice.verdict is verdict
    first = answer(advice)["blocks"][0]["text"]["text"]
    assert first.endswith(f"*{HEADLINES[verdict]}*")
    assert answer(advice)["text"].startswith(HEADLINES[verdict])
    assert expression in shown(advice)


def test_the_answer_has_everything_that_the_advice_has() -> None:
    advice = ask("GPLv3 OR (LGPL-2.1-only AND MIT)", None, into="Apache-2.0")
    text = shown(advice)
    for one in (*advice.obligations, *advice.assumptions, *(reason.text for reason in advice.because)):
        assert one in text
    for reason in advice.because:
        assert reason.rule in text
    for line in advice.sources:
        assert f"{line.license}: our policy: {line.category} · ScanCode: {line.scancode}" in text
        assert all(f"*They differ:* {differ}" in text for differ in line.differ)
    assert advice.policy in text
    assert advice.closing in text
    assert "OSADL compatibility matrix" in text


def test_what_has_to_be_done_is_an_order_only_where_policy_allows_it() -> None:
    assert "*What to do*" in shown(ask("MIT"))
    review = shown(ask("GPL-3.0-only"))
    assert "*What would have to be done, if it is approved*" in review
    assert "*What to do*" not in review


def test_the_elected_license_is_named_where_there_was_a_choice_and_only_there() -> None:
    assert "*Elected:* MIT" in shown(ask("GPL-3.0-only OR MIT"))
    assert "Elected" not in shown(ask("MIT"))


def test_a_ban_of_the_company_is_never_presented_as_the_license_s() -> None:
    text = shown(ask("AGPL-3.0-only"))
    assert "by policy, not by the license; rule network.shipped" in text
    assert "from the license itself" not in text


def test_what_would_help_is_said_and_a_typo_is_met_with_the_nearest_names() -> None:
    text = shown(ask("Apach-2.0"))
    assert "*What would help*" in text
    assert "Did you mean `Apache-2.0`" in text


def test_what_cannot_be_read_is_answered_with_what_to_write() -> None:
    advice = ask("MIT sass", None)
    text = shown(advice)
    assert malformed(advice) in text
    assert all(f"`{usage}`" in text for usage in Usage)
    assert DISCLAIMER not in text


def test_who_adopted_the_policy_is_named_as_a_person() -> None:
    adopted = ADOPTED.policy
    policy = policy_with(adopted=f"{adopted.adopted_by} on {adopted.adopted_on}")
    text = said(check(answer(ask("MIT", policy=policy), ADOPTED)))
    assert f"adopted by <@{adopted.adopted_by}> on {adopted.adopted_on}. {DISCLAIMER}" in text
    assert "not yet adopted by your company" in shown(ask("MIT"))


@pytest.mark.parametrize("expression", LONG.values(), ids=LONG)
@pytest.mark.parametrize("usage", ["shipped", "contribute"])
def test_the_longest_question_has_a_whole_answer_within_slack_s_limits(expression: str, usage: str) -> None:
    advice = ask(expression, usage, into="Apache-2.0")
    text = shown(advice)
    assert "Too long to show here" not in text
    assert HEADLINES[advice.verdict] in text
    assert advice.verdict is Verdict.INVALID or advice.closing in text


def test_what_is_left_out_of_a_list_is_counted() -> None:
    advice = ask(LONG["and"])
    lines = [
        block["text"]["text"] for block in answer(advice)["blocks"] if block["type"] == "section" and "text" in block
    ]
    [why] = [one for one in lines if one.startswith("*Why*")]
    listed = why.count("\n• ")
    assert 0 < listed < len(advice.because)
    assert f"{len(advice.because) - listed} more are not shown: ask for each license by itself." in why


@given(st.lists(PIECES | st.text(max_size=30), max_size=30))
def test_whatever_is_typed_gets_an_answer_that_slack_takes(pieces: list[str]) -> None:
    try:
        question = typed_question(" ".join(pieces))
    except Refusal:
        return
    shown(ask(question.what, question.use.usage, into=question.into))
    assert asked_in(submitted(question)).what == check_text(question.what)


def check_text(typed: str) -> str:
    """What a text box that was filled with this holds."""
    [block] = [one for one in license_modal(Question(typed, Use()))["blocks"] if one["block_id"] == "field:what"]
    return str(block["element"].get("initial_value", "")).strip()


@pytest.mark.parametrize(
    "text,what,usage,into",
    [
        ("MIT", "MIT", None, None),
        ("GPL-2.0-only OR MIT saas", "GPL-2.0-only OR MIT", Usage.SAAS, None),
        ("GPL-2.0-only into Apache-2.0", "GPL-2.0-only", None, "Apache-2.0"),
        ("GPL-2.0-only into Apache-2.0 SHIPPED-modified", "GPL-2.0-only", Usage.SHIPPED_MODIFIED, "Apache-2.0"),
        ("GPL-2.0-only browser Into Apache-2.0 browser", "GPL-2.0-only", Usage.BROWSER, "Apache-2.0"),
        ("  MIT   License  build ", "MIT License", Usage.BUILD, None),
        ("MIT &amp; ISC", "MIT & ISC", None, None),
        ("", "", None, None),
        ("saas", "", Usage.SAAS, None),
        ("into MIT", "", None, "MIT"),
        ("MIT into", "MIT", None, None),
        ("contribute MIT", "contribute MIT", None, None),
    ],
)
def test_a_typed_question_is_a_license_a_product_and_a_usage(
    text: str, what: str, usage: Usage | None, into: str | None
) -> None:
    assert typed_question(text) == Question(what, Use(usage), into)


def test_two_usages_are_refused_and_named() -> None:
    with pytest.raises(Refusal, match="You named 2 usages: `shipped`, `saas`"):
        typed_question("MIT saas shipped")


def test_the_form_asks_what_the_answer_depends_on_and_keeps_what_was_typed() -> None:
    question = Question("MIT", Use(Usage.SAAS), "Apache-2.0")
    assert asked_in(submitted(question)) == question
    full = submitted(question, what=" GPLv2 ", modified={"value": "no"}, link={"value": "static"}, into=None)
    assert asked_in(full) == Question("GPLv2", Use(Usage.SAAS, modified=False, link="static"))
    texts = said(license_modal(question))
    assert all(usage in texts for usage in Usage)
    assert all(link in texts for link in get_args(Link))


@pytest.mark.parametrize("changed", [{"usage": {"value": "home"}}, {"link": {"value": "glue"}}, {"what": 7}])
def test_a_form_that_slack_cannot_have_made_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(UnknownForm):
        asked_in(submitted(Question("MIT", Use()), **changed))


@pytest.mark.parametrize(
    "text,plain",
    [
        ("<http://a.example/>", "http://a.example/"),
        ("see <https://a.example/x|a.example> &lt;b&gt; &amp;amp;", "see a.example <b> &amp;"),
        ("<mailto:x@a.example|x@a.example>", "x@a.example"),
        ("&lt;http://a.example&gt;", "<http://a.example>"),
        ("<!channel> <@U1>", "<!channel> <@U1>"),
    ],
)
def test_a_message_is_read_as_it_was_typed(text: str, plain: str) -> None:
    assert plain_message(text) == plain
