# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Entries that name people show once these people want it, and no longer."""

from datetime import UTC, date, datetime

import pytest

from tests.support.shipped import register
from workflows.errors import FormProblems
from workflows.people import Person
from workflows.registers import acts, consenting
from workflows.registers.acts import Doing
from workflows.registers.consent import TAKEN_BACK
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.listing import brief_of, seen_by
from workflows.registers.possible import possible
from workflows.registers.refusals import NotNamed, NotPossibleForEntry
from workflows.registers.register import Register
from workflows.registers.rights import Actor, may_publish, may_see

T, TODAY, NOW = "T0", date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)
OFFICE = Actor(Person(T, "U0OMAR"), frozenset({"ospo"}))
DANA, PRIYA, EVA = (Actor(Person(T, name)) for name in ("U0DANA", "U0PRIYA", "U0EVA"))
PAIRS, THANKS = register("mentoring"), register("recognition")


def doing(actor: Actor, of: Register = PAIRS) -> Doing:
    return Doing(of, T, actor, NOW, TODAY)


def pair(by: Actor, mentor: str = "U0DANA", mentee: str = "U0PRIYA") -> Entry:
    values = {"mentor": mentor, "mentee": mentee, "rhythm": "weekly", "until": "2027-03-01"}
    return acts.make(doing(by), Content(title="First patches", values=values))[0]


def thanks(by: Actor, who: str = "U0DANA") -> Entry:
    said = Content(title="The parser fix", text="It saved us a week.", values={"thanked": who})
    return acts.make(doing(by, THANKS), said)[0]


def test_a_pair_shows_once_both_said_yes_themselves() -> None:
    entry = pair(OFFICE)
    assert entry.state is EntryState.DRAFT, "not even the office publishes it for them"
    assert entry.asked == (DANA.person, PRIYA.person)
    assert not may_publish(PAIRS, entry, OFFICE)
    with pytest.raises(NotPossibleForEntry, match="say yes themselves"):
        acts.publish(doing(OFFICE), entry)
    once, _ = consenting.agree(doing(DANA), entry)
    assert not may_see(PAIRS, once, EVA)
    assert [len(seen_by(PAIRS, [brief_of(once)], one)) for one in (OFFICE, DANA, PRIYA, EVA)] == [1, 1, 1, 0]
    both, _ = consenting.agree(doing(PRIYA), once)
    assert (both.state, both.owner) == (EntryState.PUBLISHED, OFFICE.person)
    assert may_see(PAIRS, both, EVA)


def test_who_proposes_a_pair_with_themselves_has_said_yes() -> None:
    entry = pair(DANA)
    assert entry.asked == (PRIYA.person,)
    assert consenting.agree(doing(PRIYA), entry)[0].owner == DANA.person


def test_nobody_says_yes_or_no_for_others_and_nobody_twice() -> None:
    entry = pair(DANA)
    for act in (consenting.agree, consenting.decline):
        with pytest.raises(NotNamed):
            act(doing(EVA), entry)
        with pytest.raises(NotNamed):
            act(doing(OFFICE), entry)
    with pytest.raises(NotPossibleForEntry):
        consenting.agree(doing(DANA), entry)
    over = consenting.decline(doing(DANA), entry)[0]
    with pytest.raises(NotNamed):
        consenting.decline(doing(PRIYA), over)


def test_before_they_agree_not_even_the_office_reads_whom_somebody_thanked() -> None:
    entry = thanks(PRIYA)
    people = (PRIYA, DANA, OFFICE, EVA)
    assert [may_see(THANKS, entry, one) for one in people] == [True, True, False, False]
    assert [len(seen_by(THANKS, [brief_of(entry)], one)) for one in people] == [1, 1, 0, 0]


def test_who_was_thanked_takes_their_name_back_at_any_time() -> None:
    shown, _ = consenting.agree(doing(DANA, THANKS), thanks(PRIYA))
    assert may_see(THANKS, shown, EVA)
    gone, _ = consenting.decline(doing(DANA, THANKS), shown)
    assert (gone.state, gone.title, gone.text, dict(gone.values)) == (EntryState.RETIRED, TAKEN_BACK, "", {})
    assert not may_see(THANKS, gone, EVA)
    with pytest.raises(NotPossibleForEntry, match="make a new one"):
        acts.restore(doing(OFFICE, THANKS), gone)


def test_who_is_named_takes_it_back_also_after_others_have_retired_it() -> None:
    shown, _ = consenting.agree(doing(DANA, THANKS), thanks(PRIYA))
    retired, _ = acts.retire(doing(OFFICE, THANKS), shown, "Of last year.")
    assert [possible(THANKS, retired, one) for one in (DANA, PRIYA, OFFICE)] == [{"decline"}, frozenset(), frozenset()]
    gone, change = consenting.decline(doing(DANA, THANKS), retired)
    assert (gone.title, gone.owner, gone.agreed, gone.note, change.by) == (TAKEN_BACK, None, (), "", None)
    assert possible(THANKS, gone, DANA) == frozenset()


def test_other_words_ask_again() -> None:
    shown, _ = consenting.agree(doing(DANA, THANKS), thanks(PRIYA))
    other = Content(title=shown.title, text="It saved us a year.", values=shown.values, review_on=shown.review_on)
    changed, _ = acts.change(doing(OFFICE, THANKS), shown, other)
    assert (changed.state, changed.asked) == (EntryState.DRAFT, (DANA.person,))
    assert not may_see(THANKS, changed, EVA)


def test_nobody_thanks_or_mentors_themselves() -> None:
    with pytest.raises(FormProblems) as alone:
        thanks(DANA)
    assert alone.value.problems == {"thanked": "This is you. Please choose a colleague."}
    with pytest.raises(FormProblems) as twice:
        pair(OFFICE, mentee="U0DANA")
    assert "same person twice" in twice.value.problems["mentee"]
