# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from workflows.errors import FormProblems, TextNeeded
from workflows.facts import Answer
from workflows.fields import Field
from workflows.organization import Organization
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.acts import Doing
from workflows.registers.approving import approved_by_others
from workflows.registers.checking import read, slug
from workflows.registers.entry import Act, Content, Entry, EntryState
from workflows.registers.refusals import (
    EntryChanged,
    NothingChanged,
    NotPossibleForEntry,
    NotYourEntry,
    NotYoursToApprove,
    OwnText,
)
from workflows.registers.register import Dated, Register
from workflows.registers.rights import THE_OFFICE, Actor, may_publish, may_see
from workflows.staffing import Staff

T, TODAY = "T0", date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EDITOR = Actor(Person(T, "U0OSPO"), frozenset({"ospo"}))
LAWYER = Actor(Person(T, "U0LEGAL1"), frozenset({"legal"}))
DEVELOPER = Actor(Person(T, "U0DEV"))
OTHER = Actor(Person(T, "U0OTHER"))
PLAIN = Register(
    name="facts",
    title="Facts",
    one="fact",
    about="What we know.",
    petal="legal",
    proposers="everybody",
    fields=(
        Field(name="due", label="Due", type="date", required=False),
        Field(name="level", label="Level", type="number", required=False),
    ),
    dates=(Dated(field="due"),),
)
APPROVED = PLAIN.model_copy(update={"approvers": ("legal",), "editors": ("ospo", "legal")})


def doing(actor: Actor, register: Register = PLAIN, days: int = 0) -> Doing:
    return Doing(register, T, actor, NOW + timedelta(days=days), TODAY + timedelta(days=days))


def content(title: str = "One", text: str = "", review_on: date | None = None, **values: Answer) -> Content:
    return Content(title=title, text=text, petal="legal", review_on=review_on, values=values)


def made(actor: Actor = EDITOR, register: Register = PLAIN, **said: Any) -> Entry:
    return acts.make(doing(actor, register), content(**said))[0]


def test_what_an_editor_makes_is_published_and_theirs() -> None:
    entry, change = acts.make(doing(EDITOR), content("Größe & Maß"))
    assert (entry.name, entry.state, entry.owner, entry.version) == (
        "groe-ma",
        EntryState.PUBLISHED,
        EDITOR.person,
        1,
    )
    assert entry.review_on == TODAY + timedelta(days=365)
    assert (change.act, change.by, change.version) == (Act.MADE, EDITOR.person, 1)


def test_what_others_make_is_a_draft_that_editors_and_its_author_see() -> None:
    entry = made(DEVELOPER)
    assert (entry.state, entry.owner, entry.authors) == (EntryState.DRAFT, None, (DEVELOPER.person,))
    assert [may_see(PLAIN, entry, one) for one in (DEVELOPER, EDITOR, OTHER)] == [True, True, False]
    with pytest.raises(NotYourEntry):
        acts.publish(doing(DEVELOPER), entry)
    published, _ = acts.publish(doing(EDITOR), entry)
    assert (published.state, published.owner) == (EntryState.PUBLISHED, EDITOR.person)
    assert may_see(PLAIN, published, OTHER)


def test_where_only_editors_propose_others_make_nothing() -> None:
    register = PLAIN.model_copy(update={"proposers": "editors"})
    with pytest.raises(NotYourEntry, match="Only ospo"):
        made(DEVELOPER, register)
    with pytest.raises(NotYourEntry):
        acts.change(doing(DEVELOPER, register), made(EDITOR, register), content("Other"))


def test_a_proposed_change_waits_beside_what_is_published() -> None:
    entry = made()
    proposed, _ = acts.change(doing(DEVELOPER), entry, content("Better"))
    assert (proposed.title, proposed.pending and proposed.pending.content.title) == ("One", "Better")
    with pytest.raises(NotPossibleForEntry, match="somebody else proposed"):
        acts.change(doing(OTHER), proposed, content("Best"))
    accepted, change = acts.publish(doing(EDITOR), proposed)
    assert (accepted.title, accepted.pending, change.act) == ("Better", None, Act.PUBLISHED)
    dropped, _ = acts.withdraw(doing(DEVELOPER), proposed)
    assert (dropped.title, dropped.pending) == ("One", None)


def test_with_approvers_a_text_is_written_approved_by_another_and_published_with_a_note() -> None:
    entry = made(EDITOR, APPROVED)
    assert entry.state is EntryState.DRAFT
    with pytest.raises(NotYoursToApprove):
        acts.approve(doing(EDITOR, APPROVED), entry)
    with pytest.raises(NotPossibleForEntry, match="a draft"):
        acts.publish(doing(EDITOR, APPROVED), entry, "New")
    approved, _ = acts.approve(doing(LAWYER, APPROVED), entry)
    with pytest.raises(TextNeeded):
        acts.publish(doing(EDITOR, APPROVED), approved)
    published, change = acts.publish(doing(EDITOR, APPROVED), approved, "First rules")
    assert (published.visible, published.approved_by, change.note) == (True, LAWYER.person, "First rules")


def test_who_wrote_at_a_text_never_approves_it_and_a_change_takes_the_approval_away() -> None:
    first, _ = acts.change(doing(LAWYER, APPROVED), made(EDITOR, APPROVED), content("By two"))
    with pytest.raises(OwnText):
        acts.approve(doing(LAWYER, APPROVED), first)
    second = Actor(Person(T, "U0LEGAL2"), frozenset({"legal"}))
    approved, _ = acts.approve(doing(second, APPROVED), first)
    changed, _ = acts.change(doing(EDITOR, APPROVED), approved, content("Quickly something else"))
    assert (changed.state, changed.approved_by) == (EntryState.DRAFT, None)
    assert not may_publish(APPROVED, changed, EDITOR)


def test_a_published_text_stays_while_its_next_one_is_approved() -> None:
    approved, _ = acts.approve(doing(LAWYER, APPROVED), made(EDITOR, APPROVED))
    published, _ = acts.publish(doing(EDITOR, APPROVED), approved, "First")
    drafted, _ = acts.change(doing(EDITOR, APPROVED), published, content("Second"))
    back, _ = acts.send_back(doing(LAWYER, APPROVED), drafted, "Say for whom")
    assert (back.title, back.pending and back.pending.note) == ("One", "Say for whom")
    ready, _ = acts.approve(doing(LAWYER, APPROVED), back)
    assert ready.title == "One"
    assert acts.publish(doing(EDITOR, APPROVED), ready, "Second")[0].title == "Second"


def test_an_owner_changes_what_is_published_and_hands_it_over() -> None:
    register = PLAIN.model_copy(update={"proposers": "editors"})
    owned, _ = acts.hand_over(doing(EDITOR, register), made(EDITOR, register), DEVELOPER.person or Person(T, ""))
    changed, _ = acts.change(doing(DEVELOPER, register), owned, content("Mine now"))
    assert (changed.title, changed.visible) == ("Mine now", True)
    with pytest.raises(NotYourEntry, match="<@U0DEV>, who owns it"):
        acts.change(doing(OTHER, register), owned, content("Not mine"))


def test_a_review_moves_the_date_and_keeps_the_text() -> None:
    entry = made(text="As it is")
    reviewed, change = acts.review(doing(EDITOR, days=400), entry)
    assert (reviewed.text, reviewed.review_on) == ("As it is", TODAY + timedelta(days=400 + 365))
    assert change.act is Act.REVIEWED
    with pytest.raises(FormProblems, match="not after today"):
        acts.review(doing(EDITOR), entry, TODAY)


def test_a_retired_entry_is_not_read_any_more_and_comes_back_as_it_was() -> None:
    with pytest.raises(TextNeeded):
        acts.retire(doing(EDITOR), made(), " ")
    retired, _ = acts.retire(doing(EDITOR), made(), "Not true any more")
    assert not may_see(PLAIN, retired, OTHER)
    with pytest.raises(NotPossibleForEntry, match="retired"):
        acts.change(doing(EDITOR), retired, content("Other"))
    assert acts.restore(doing(EDITOR), retired)[0].state is EntryState.PUBLISHED
    draft, _ = acts.retire(doing(DEVELOPER), made(DEVELOPER), "Was wrong")
    assert acts.restore(doing(EDITOR), draft)[0].state is EntryState.DRAFT


def test_what_is_shipped_becomes_the_companys_with_the_first_act() -> None:
    shipped = replace(made(THE_OFFICE), version=0)
    assert shipped.shipped
    reviewed, _ = acts.review(doing(EDITOR), shipped)
    assert (reviewed.shipped, reviewed.version) == (False, 1)


def test_a_form_of_an_older_version_overwrites_nothing() -> None:
    entry, _ = acts.change(doing(EDITOR), made(), content("Newer"))
    with pytest.raises(EntryChanged, match="by <@U0OSPO> while you had it open") as refused:
        acts.check_seen(entry, 1)
    assert refused.value.entry is entry
    with pytest.raises(NothingChanged):
        acts.change(doing(EDITOR), entry, content("Newer", review_on=entry.review_on))


@pytest.mark.parametrize(
    "said, field, why",
    [
        ({"title": ""}, "title", "Please fill"),
        ({"title": "x" * 151}, "title", "to 150 characters; it has 151"),
        ({"text": "x" * 20_000}, "text", "to 12,000 characters; it has 20,000"),
        ({"review_on": TODAY - timedelta(days=1)}, "review_on", "2026-11-22 is over already"),
        ({"review_on": date(2400, 1, 1)}, "review_on", "more than 20 years"),
        ({"due": "2020-02-29"}, "due", "2020-02-29 is over already"),
        ({"due": "soon"}, "due", "a date such as"),
        ({"level": "high"}, "level", "a whole number"),
        ({"unheard": "of"}, "unheard", "no field"),
    ],
)
def test_what_does_not_fit_is_said_under_its_field(said: dict[str, Any], field: str, why: str) -> None:
    with pytest.raises(FormProblems) as refused:
        made(**said)
    assert list(refused.value.problems) == [field]
    assert why in refused.value.problems[field]


def test_a_day_that_stood_there_before_may_be_over_by_now() -> None:
    entry = made(due="2026-12-01", review_on=date(2026, 12, 1))
    later = doing(EDITOR, days=60)
    changed, _ = acts.change(later, entry, content("Other", due="2026-12-01", review_on=date(2026, 12, 1)))
    assert changed.values["due"] == "2026-12-01"


def test_a_form_is_read_by_field_and_says_what_cannot_be_read() -> None:
    said, problems = read(PLAIN, {"title": " A\x00 b ", "due": "2027-01-01", "level": "x", "as_of": "1.2.", "no": "x"})
    assert (said.title, said.petal, said.values) == (" A\x00 b ", "legal", {"due": "2027-01-01"})
    assert set(problems) == {"level", "as_of"}


def test_names_are_made_from_titles_and_never_twice() -> None:
    assert slug("What is the CRA?") == "what-is-the-cra"
    assert slug("What is the CRA?", {"what-is-the-cra", "what-is-the-cra-2"}) == "what-is-the-cra-3"
    assert slug("2027 -- 日本") == "entry-2027"
    assert slug("…") == "entry"
    assert len(slug("ab " * 100)) <= 60


def test_what_the_bot_alone_keeps_is_filled_in_by_nobody() -> None:
    kept = PLAIN.model_copy(update={"editors": (), "proposers": "editors"})
    with pytest.raises(NotYourEntry, match="Only the bot itself can do that here"):
        made(EDITOR, kept)
    entry = made(THE_OFFICE, kept)
    with pytest.raises(NotYourEntry):
        acts.change(doing(EDITOR, kept), entry, content("They all follow"))


def test_what_an_editor_changes_meanwhile_outlives_a_proposal_that_is_about_something_else() -> None:
    entry = made(title="One", text="Wrong", level=1)
    proposed, _ = acts.change(doing(DEVELOPER), entry, replace(entry.content, title="Two", values={"level": 2}))
    corrected, _ = acts.change(
        doing(EDITOR), proposed, replace(entry.content, text="Right", values={"level": 1, "due": "2027-03-01"})
    )
    looked, _ = acts.review(doing(EDITOR), corrected, TODAY + timedelta(days=500))
    assert looked.pending is not None
    assert looked.pending.overtaken == ()
    published, _ = acts.publish(doing(EDITOR), looked)
    assert (published.title, published.text, published.values) == ("Two", "Right", {"level": 2, "due": "2027-03-01"})
    assert published.review_on == TODAY + timedelta(days=500)


def test_what_a_proposal_would_take_back_is_remembered_until_it_does_not_any_more() -> None:
    entry = made(title="One", text="Wrong")
    proposed, _ = acts.change(doing(DEVELOPER), entry, replace(entry.content, text="Wrong, and more"))
    corrected, _ = acts.change(doing(EDITOR), proposed, replace(entry.content, text="Right"))
    assert corrected.pending is not None
    assert (corrected.pending.overtaken, corrected.pending.content.text) == (("text",), "Wrong, and more")
    for text, left in (("Still wrong", ("text",)), ("Right", ())):
        rewritten, _ = acts.change(
            doing(DEVELOPER), corrected, replace(corrected.pending.content, text=text, title="x")
        )
        assert rewritten.pending is not None
        assert rewritten.pending.overtaken == left


def test_nobody_stands_in_for_approvers_of_whom_nobody_knows_who_they_are() -> None:
    rules = APPROVED.model_copy(update={"editors": ("legal",), "readers": ("legal",)})
    entry, office = made(LAWYER, rules), frozenset({Person(T, "U0OSPO")})
    only = Staff({"legal": frozenset({Person(T, "U0LEGAL1")}), "ospo": office})
    assert may_see(approved_by_others(rules, entry, Organization(), only), entry, EDITOR)
    unknown = Staff({"legal": frozenset(), "ospo": office}, stale=frozenset({"legal"}))
    assert not may_see(approved_by_others(rules, entry, Organization(), unknown), entry, EDITOR)
