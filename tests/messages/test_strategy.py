# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.blockkit import problems
from messages.digests.strategy import strategy_lines
from messages.strategy.interview_forms import answer_modal, start_modal
from messages.strategy.interviews import differences_modal, interview_modal
from messages.strategy.markdown import cell, document_text, inert, standing_of
from messages.strategy.overview import changed_modal, executive_modal, overview_modal
from tests.support.office import table
from tests.support.strategy import NOW, TODAY, entry, questions
from workflows.registers.entry import Content, EntryState, Revision
from workflows.strategy.document import (
    ExecutivePage,
    Further,
    Published,
    StrategyDocument,
    few,
    goals_of,
    sections_of,
)
from workflows.strategy.goals import GOALS, GoalCounts, by_objective, counted
from workflows.strategy.interviews import INTERVIEWS, differences, rounds_of
from workflows.strategy.messages import StrategyNews

LENA = "U0LENA"
EVIL = "<!channel> |pipe| **x** ![](@U0EVA) <script>alert(1)</script> [x](javascript:1)"


def document(*, drafts: bool = False, text: str = "## Why\n\nBecause.", title: str = "Strategy") -> StrategyDocument:
    sections = [entry("strategy", "strategy", title, text, values={"place": 1, "summary": "We use it on purpose."})]
    values = {"objective": "Grow", "field": "strategy", "cfo": "Cheaper.", "until": "2026-11-01", "status": "on_track"}
    goals = goals_of([entry(GOALS, "one", "First goal", values=values)], TODAY)
    page = ExecutivePage(
        tuple((name, tuple(found)) for name, found in by_objective(goals).items()),
        counted(goals),
        "stage 1 is complete",
        ("Requests stop when one person is away.",),
        "name a second person for legal.",
    )
    published = (
        Published("strategy", "strategy", title, 2, datetime(2026, 11, 20, tzinfo=UTC), LENA, "Our own words"),
    )
    return StrategyDocument(
        "Open Source Office",
        TODAY,
        sections_of(sections, published, drafts=drafts),
        goals,
        page,
        (Further("May I?", "Yes.\n\n## But\n\nAsk.", "legal", "Policy", date(2026, 11, 1)),),
        (Further("For engineers", "Long.", "contributors", shipped=True),),
        published,
        drafts,
    )


def test_the_document_reads_as_one_that_somebody_signs() -> None:
    text = document_text(document(), {LENA: "Lena Example", "U0OMAR": "Omar"}.get)  # type: ignore[arg-type]  # all known
    headings = re.findall(r"^(#{1,3}) (.*)$", text, re.MULTILINE)
    assert headings[0] == ("#", "Open source strategy")
    assert [title for level, title in headings if level == "##"] == [
        "Contents",
        "1. One page for executives",
        "2. Strategy",
        "3. Goals",
        "4. Questions and answers",
        "5. Guides",
        "6. Versions and owners",
        "7. What changed",
        "8. Signatures",
    ]
    for words in (
        "| **Approved by** | Lena Example |",
        "| **What changed** | Strategy: Our own words |",
        "For the CFO: Cheaper.",
        "1 late",
        "| First goal | Grow | strategy |",
        "**But**",
        "Policy; as of 2026-11-01",
        "- **For engineers** Long.",
        "not reviewed by the company",
        "| Head of the program |",
    ):
        assert words in text, words
    assert "With drafts" not in text


def test_an_export_says_of_drafts_that_they_are_and_else_leaves_them_out() -> None:
    drafted = Revision(content=Content(title="Next", text="New."), state=EntryState.DRAFT, authors=(), at=NOW)
    one = replace(entry("strategy", "strategy", "Now", "Old."), pending=drafted)
    template = replace(entry("strategy", "other"), version=0, approved_by=None)
    assert [(section.title, section.waits) for section in sections_of([one, template])] == [("Now", "draft")]
    with_drafts = sections_of([one, template], drafts=True)
    assert [(section.title, section.state) for section in with_drafts] == [("Next", "draft"), ("other", "template")]
    text = document_text(replace(document(drafts=True), sections=with_drafts))
    assert "(DRAFT: not approved)" in text
    assert "(template: not adopted)" in text
    assert "**With drafts.**" in text


def test_what_is_as_shipped_is_no_strategy_yet_and_what_the_companys_own_file_says_is() -> None:
    assert not sections_of([replace(entry("strategy", "one"), approved_by=None, version=0)])
    assert sections_of([replace(entry("strategy", "one"), approved_by=None)])
    assert not goals_of([replace(entry(GOALS, "one"), state=EntryState.DRAFT)], TODAY)


def test_nothing_that_somebody_wrote_calls_anybody_or_is_html_or_breaks_a_table() -> None:
    text = document_text(document(text=f"{EVIL}\n\n```\n<b>code</b>\n", title=EVIL))
    assert not re.search(r"(?<!\\)<(script|!channel)", text)
    assert not re.search(r"(?<!\\)!\[\]\(@", text)
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    assert text.count("```") == 2, "what is not closed would swallow the rest"
    rows = [line for line in text.splitlines() if line.startswith("| \\<!channel")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {8}


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_inert_text_keeps_its_headings_below_a_chapter(text: str) -> None:
    fenced = False
    for line in inert(text).split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        assert fenced or not re.match(r"#{1,2}\s", line)
    assert "\n" not in cell(text)


@settings(max_examples=10)
@given(st.text(min_size=1, max_size=400), st.integers(0, 40))
def test_every_modal_is_one_that_slack_takes(text: str, number: int) -> None:
    found = document(text=text * 20, title=text)
    every = replace(found, sections=found.sections * number, goals=found.goals * number)
    values = {"round": 1, "question": "message", "step": "answered", "place": 1, "named": text.replace("\n", " ")}
    rounds = rounds_of([entry(INTERVIEWS, f"round-1-{one}", text, text, values=values) for one in range(number)])
    put = questions()
    modals = [
        overview_modal(every, rounds[-1] if rounds else None, TODAY),
        executive_modal(every),
        changed_modal(replace(every, published=every.published * number)),
        interview_modal(rounds, "U0OMAR", TODAY, office=True),
        differences_modal(differences(rounds, 1), 1),
        start_modal([replace(put[0], name=f"q-{one}", title=text) for one in range(number)], {}),
        *(answer_modal(one, replace(put[0], about=text)) for round_ in rounds for one in round_.asked[:1]),
    ]
    for modal in modals:
        assert not problems("modal", modal), modal


def test_executives_read_counts_and_messages_and_few_people_only_as_few() -> None:
    told = StrategyNews(GoalCounts(6, late=1, at_risk=1, on_track=4), ("One.", "Two.", "Three.", "Four."))
    lines = [str(line) for line in strategy_lines(told)]
    assert lines[0] == "Strategy: of 6 goals 4 are on track, 1 is at risk and 1 is late."
    assert lines[-1] == "1 more message: /ospo register management-messages."
    assert strategy_lines(None) == []
    assert [few(count, 5) for count in (0, 1, 4, 5)] == ["0", "fewer than 5", "fewer than 5", "5"]


@pytest.mark.parametrize("row", table("entries/strategy.toml")["entries"], ids=lambda row: str(row["name"]))
def test_each_section_of_the_template_is_long_enough_and_has_places_to_fill_in(row: dict[str, str]) -> None:
    assert 250 <= len(row["text"].split()) <= 500
    assert len(re.findall(r"\[[^\]]+\]", row["text"])) >= 4


def test_all_questions_of_the_chapter_are_asked_with_a_reason_and_an_example() -> None:
    rows = table("entries/interview-questions.toml")["entries"]
    assert [row["values"]["place"] for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    for row in rows:
        assert row["title"].endswith("?")
        assert "We ask" in row["text"]
        assert "**An answer might read:**" in row["text"]


def test_the_goals_at_a_glance_add_up_to_all_of_them() -> None:
    counts = GoalCounts(7, late=1, at_risk=1, on_track=2, planned=2, reached=1)
    assert standing_of(counts) == "1 reached, 2 on track, 2 planned, 1 at risk, 1 late"


def test_a_review_that_is_over_is_not_called_the_next_one() -> None:
    said = document()
    due = replace(said, sections=tuple(replace(one, review_on=said.on) for one in said.sections))
    assert "| **Next review** |" in document_text(due)
    assert "| **Review overdue since** |" in document_text(replace(due, on=date(2031, 1, 1)))
