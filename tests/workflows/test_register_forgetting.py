# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import UTC, date, datetime

from workflows.people import Person
from workflows.registers import acts, erasing
from workflows.registers.doing import Doing
from workflows.registers.entry import Content, Entry, Recorded
from workflows.registers.forgetting import forgotten_acts, forgotten_entry
from workflows.registers.register import Register
from workflows.registers.rights import Actor

REGISTER = Register(name="facts", title="Facts", one="fact", about="What we know.", petal="legal")
DANA = Person("T1", "U0LEFT")
OWNER, LEFT = (Actor(Person("T1", id_), frozenset({"ospo"})) for id_ in ("U0OWNER", "U0LEFT"))
MADE = Doing(REGISTER, "T1", LEFT, datetime(2018, 1, 2, tzinfo=UTC), date(2018, 1, 2))
CHANGED = replace(MADE, actor=OWNER, now=datetime(2025, 1, 2, tzinfo=UTC), today=date(2025, 1, 2))
TODAY = date(2026, 11, 23)


def history(*done: acts.Done) -> list[Recorded]:
    return [Recorded(change, entry) for entry, change in done]


def shown(one: Recorded) -> tuple[str, str, str, str]:
    by, owner = one.change.by, one.entry.owner
    return by.id if by else "", owner.id if owner else "", one.change.note, one.entry.title


def test_an_old_act_keeps_no_people_and_no_texts_and_what_is_in_force_stays() -> None:
    first = acts.make(MADE, Content(title="Ask Dana", text="She knows"), note="Told me so")
    handed = acts.hand_over(MADE, first[0], Person("T1", "U0OWNER"))
    now = acts.change(CHANGED, handed[0], Content(title="Ask legal", text="They know"))
    recorded = history(first, handed, now)
    forgotten = forgotten_acts(recorded, now[0], 7, TODAY)
    assert [shown(one) for one in forgotten] == [
        ("erased-1", "erased-1", "(erased)", "(erased)"),
        ("erased-1", "U0OWNER", "", "(erased)"),
    ]
    assert forgotten_entry(now[0], 7, TODAY) == now[0]
    assert forgotten_acts([*forgotten, *recorded[2:]], now[0], 7, TODAY) == []


def test_what_an_old_entry_says_stays_while_it_is_in_force() -> None:
    entry = acts.hand_over(MADE, acts.make(MADE, Content(title="Old", text="Still true"))[0], Person("T1", "U0OWNER"))[
        0
    ]
    after = forgotten_entry(entry, 7, TODAY)
    assert (after.text, after.owner, after.changed_by) == ("Still true", OWNER.person, Person("T1", "erased-1"))
    assert forgotten_entry(after, 7, TODAY) == after


def test_who_asks_for_it_is_a_number_and_owns_nothing_and_what_the_company_says_stays() -> None:
    made, change = acts.make(MADE, Content(title="Ask legal", text="They know"), note="Told me so")
    made = replace(made, content=replace(made.content, values={"deputy": "U0LEFT"}))
    entry, recorded = erasing.without(made, history((made, change)), DANA)
    assert (entry.owner, entry.text, entry.values) == (None, "They know", {})
    assert [shown(one) for one in recorded] == [("erased-1", "", "(erased)", "Ask legal")]
    assert erasing.without(entry, recorded, DANA) == (entry, [])


def test_what_names_them_alone_with_their_consent_and_what_they_answered_is_emptied() -> None:
    champion = replace(acts.make(MADE, Content(title="Left", text="Of Left"))[0], agreed=(DANA,))
    answer = replace(acts.make(MADE, Content(title="Why?", text="I think"))[0], register="interviews")
    for entry in (champion, answer):
        after, _ = erasing.without(entry, [], DANA)
        assert (after.title, after.text, after.agreed) == ("(erased)", "(erased)", ())
    pair = replace(champion, agreed=(DANA, Person("T1", "U0OWNER")))
    assert erasing.without(pair, [], DANA)[0].text == "Of Left"


def test_of_an_old_retired_entry_nothing_stays_but_its_days() -> None:
    retired = acts.retire(MADE, acts.make(MADE, Content(title="Old", text="Of Dana"))[0], "Dana left")
    after = forgotten_entry(retired[0], 7, TODAY)
    assert (after.title, after.text, after.note) == ("(erased)", "", "(erased)")
    assert [one.id for one in (after.owner, after.changed_by) if one] == ["erased-1", "erased-1"]
    assert len(forgotten_acts(history(retired), after, 7, TODAY)) == 1


def test_a_draft_that_waits_is_in_force() -> None:
    strict = replace(MADE, register=REGISTER.model_copy(update={"approvers": ("legal",)}))
    entry: Entry = acts.make(strict, Content(title="Draft", text="Still wanted"))[0]
    assert forgotten_entry(entry, 7, TODAY).text == "Still wanted"
