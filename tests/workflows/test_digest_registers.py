# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the registers bring to a digest: what changed and what is late by numbers, days by title, nobody's name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from messages.digests.registers import register_parts
from workflows.digests.registers import RegisterFigures, changed, coming, overdue
from workflows.fields import Field
from workflows.figures import Count
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.acts import Doing
from workflows.registers.entry import Content, Entry, Recorded
from workflows.registers.listing import brief_of
from workflows.registers.notices import Due, is_news, reminder, waits_anew
from workflows.registers.register import Dated, Register
from workflows.registers.rights import Actor

NOW, TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23)
OMAR = Actor(Person("T0", "U0OMAR"), frozenset({"ospo"}))
DANA = Actor(Person("T0", "U0DANA"))
FACTS = Register(
    name="facts", title="Facts", one="Fact", about="Known.", petal="legal", proposers="everybody", news="petal",
    fields=(Field(name="due", label="Due", type="date", required=False),), dates=(Dated(field="due", text="It is due"),)
)  # fmt: skip


def made(title: str, due: str = "", actor: Actor = OMAR) -> Recorded:
    content = Content(title=title, petal="legal", values={"due": due} if due else {})
    entry, change = acts.make(Doing(FACTS, "T0", actor, NOW, TODAY), content)
    return Recorded(change, entry)


def late(entry: Entry) -> Entry:
    return replace(entry, content=replace(entry.content, review_on=TODAY - timedelta(days=1)))


def test_what_is_told_are_numbers_days_and_titles_of_what_everybody_reads() -> None:
    first, second, draft = made("First", "2026-12-01"), made("Second"), made("Draft", "2026-12-02", DANA)
    registers = {"facts": FACTS}
    figures = RegisterFigures(
        changed([first, second, first, draft], registers),
        overdue([brief_of(late(first.entry)), brief_of(draft.entry)], TODAY),
        coming([first.entry, second.entry, draft.entry], registers, TODAY),
    )
    assert figures.changed == (Count("Facts", 2),), "a draft made nothing known"
    assert figures.overdue == (Count("legal", 1),)
    assert [one.title for one in figures.coming] == ["First"]
    [part] = register_parts(figures)
    assert [str(line) for line in part.lines] == [
        "New or changed: 2 entries in Facts.",
        "Nobody looked in time: 1 entry in legal.",
        "1 December 2026: First (It is due).",
    ]
    assert changed([first], {}) == (), "a register that not everybody reads is not told of"


def test_news_are_of_what_was_made_known_and_proposals_ask_for_a_look_once() -> None:
    published, draft = made("First"), made("Draft", actor=DANA)
    assert is_news(FACTS, published.entry, published.change)
    assert not is_news(FACTS, draft.entry, draft.change)
    assert not is_news(FACTS.model_copy(update={"readers": ("legal",)}), published.entry, published.change)
    dana = Doing(FACTS, "T0", DANA, NOW, TODAY)
    proposed, change = acts.change(dana, published.entry, replace(published.entry.content, title="Better"))
    assert not is_news(FACTS, proposed, change), "a proposal is nobody's news"
    assert waits_anew(published.entry, proposed, change)
    again, change = acts.change(dana, proposed, replace(proposed.content, title="Best"))
    assert not waits_anew(proposed, again, change), "they were asked already"
    back, _ = acts.send_back(Doing(FACTS, "T0", OMAR, NOW, TODAY), again, "Say more")
    third, change = acts.change(dana, back, replace(proposed.content, title="Best of all"))
    assert waits_anew(back, third, change), "what was sent back comes again"


def test_a_reminder_names_its_days_by_ids_alone_and_is_read_back() -> None:
    dues = [Due("facts", f"entry-{n}", "review_on", TODAY + timedelta(days=n), 14) for n in range(40)]
    assert [Due.read(str(one)) for one in dues] == dues
    notice = reminder("T0", "U0OMAR", dues)
    assert notice.detail["more"] == 10
    assert notice.key == reminder("T0", "U0OMAR", list(reversed(dues))).key, "the same, in whatever order"
