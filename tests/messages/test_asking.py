# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Questions and answers in Slack: valid whatever was asked or written, and nothing of it interpreted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from messages.asking.about import about, of_question, value_of
from messages.asking.answers import hit_modal, reply, reply_modal, thanked, thanked_modal
from messages.asking.asked import answered, often, waiting
from messages.asking.forms import Choice, answer_modal, ask_modal, close_modal, pass_on_modal, send_modal, sent_modal
from messages.digests.lines import plain_parts
from messages.digests.weekly_thread import thread_parts
from tests.messages.samples import check, interpreted, said
from tests.support.digests import FIGURES, ZONE
from workflows.asking.reply import Certainty, Hit, Reply
from workflows.digests.document import AskedFigures, AskedFor
from workflows.digests.weekly import summarise
from workflows.facts import Answer
from workflows.organization import Organization
from workflows.people import Person
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.register import Register
from workflows.search.documents import Key

TODAY = date(2026, 11, 23)
REGISTER = Register(name="questions", title="Questions", one="answer", about="What is asked.", petal="ospo")
PETALS = [Choice("legal", "Legal"), Choice("ospo", "The office itself")]
HOSTILE = "<!channel> <@U0EVA> *b* `c` & [a](javascript:x)"
anything = st.text(max_size=3_000) | st.just("🦆" * 3_000) | st.just(HOSTILE) | st.just("\n" * 3_000)


def entry(title: str, text: str, values: Mapping[str, Answer] = {}, version: int = 0) -> Entry:
    content = Content(title=title or "A title", text=text, petal="legal", source=HOSTILE, as_of=TODAY, values=values)
    at = datetime(2026, 11, 20, tzinfo=UTC)
    by = Person("T", "U0OMAR")
    return Entry(
        workspace="T", register="questions", name="cla", content=content, state=EntryState.PUBLISHED, version=version,
        owner=by, changed_at=at, changed_by=by,
    )  # fmt: skip


def hit(found: Entry, nearness: float = 0.9) -> Hit:
    return Hit(Key("questions", "cla"), nearness, REGISTER, found)


@settings(max_examples=25, deadline=None)
@given(anything, anything, st.sampled_from([(), (0.9,), (0.5, 0.5, 0.5), (0.9, 0.6, 0.6)]))
def test_any_question_and_any_answer_make_valid_messages_and_views(
    question: str, text: str, near: tuple[float, ...]
) -> None:
    written = entry(question.strip()[:150], text)
    found = Reply(question, tuple(hit(written, one) for one in near))
    clicked = of_question(question, "questions", "cla", "legal")
    for message in (reply(found, TODAY), thanked(clicked, good=True), thanked(clicked, good=False)):
        check(message)
        assert not [one for one in interpreted(message) if "<!channel>" in one or "<@U0EVA>" in one]
    for view in (
        reply_modal(found, TODAY), hit_modal(hit(written), TODAY), thanked_modal(clicked, good=False), ask_modal(),
        send_modal(clicked.question, "legal", PETALS, lawyers=True), sent_modal("Legal", again=True),
        answer_modal(written), pass_on_modal(written, PETALS), close_modal(written),
    ):  # fmt: skip
        check(view, "modal")
    assert about(value_of(clicked)) == clicked


@settings(max_examples=15, deadline=None)
@given(anything, anything)
def test_what_the_people_of_a_petal_and_the_asker_get_is_valid(question: str, answer: str) -> None:
    for progress in ("open", "answered", "closed"):
        values: dict[str, Answer] = {"progress": progress, "answer": answer[:3_000], "times": 3, "draft": "a-draft"}
        asked = entry(question.strip()[:150], question, values, version=2)
        for message in (waiting(asked, "Legal"), answered(asked), often(asked, 4)):
            check(message)


def test_an_answer_says_where_it_comes_from_and_that_nobody_has_reviewed_it() -> None:
    shown = said(reply(Reply("who signs", (hit(entry("Who signs a CLA?", "A signatory.")),)), TODAY))
    for words in ("Who signs a CLA?", "A signatory.", "as of", "Shipped with the bot", "This answers it"):
        assert words in shown, words
    reviewed = said(reply(Reply("who signs", (hit(entry("Who signs?", "Us.", version=1)),)), TODAY))
    assert "Shipped with the bot" not in reviewed


def test_what_is_not_near_enough_is_offered_and_never_said() -> None:
    perhaps = Reply("who signs", (hit(entry("Who signs a CLA?", "A signatory."), 0.5),))
    assert perhaps.certainty is Certainty.PERHAPS
    assert "I am not sure" in said(reply(perhaps, TODAY))
    assert "Nothing that is written down" in said(reply(Reply("zeppelins"), TODAY))


def test_a_named_license_leads_to_its_look_up() -> None:
    assert "Look up the license" in said(reply(Reply("can I use GPLv3 here"), TODAY))
    assert "Look up the license" not in said(reply(Reply("can I use it here"), TODAY))


def test_a_digest_tells_how_many_questions_wait_and_what_was_asked_most_and_otherwise_nothing() -> None:
    digest = summarise(FIGURES, Organization(), zone=ZONE)
    asked = replace(digest, asked=AskedFigures(2, (AskedFor("What is a DCO?", 5),)))
    told = str(plain_parts(thread_parts(asked, Organization(), {})))
    assert "2 questions to people." in told
    assert "What is a DCO? (5)" in told
    assert "Asked most" not in str(plain_parts(thread_parts(digest, Organization(), {})))
