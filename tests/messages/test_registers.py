# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Registers in Slack: whatever an entry says, Slack takes its list, its view and its form, and nobody is mentioned."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.practice.blockkit import problems
from messages.blocks import Block
from messages.registers.about import About, about
from messages.registers.changed import history_modal
from messages.registers.editing import Editing, edit_modal, typed
from messages.registers.entries import Looked, entry_modal
from messages.registers.forms import act_modal
from messages.registers.lists import Page, list_modal, registers_modal
from messages.registers.words import act_words
from workflows.facts import Answer
from workflows.fields import Field, Option
from workflows.people import Person
from workflows.registers.differences import differences
from workflows.registers.entry import Act, Change, Content, Entry, EntryState, Recorded, Revision
from workflows.registers.possible import Doable
from workflows.registers.refusals import TooLargeForForm
from workflows.registers.register import Register
from workflows.registers.showing import Counts

TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)
OMAR, DANA = Person("T0", "U0OMAR"), Person("T0", "U0DANA")
ALL: tuple[Doable, ...] = (
    "change", "review", "approve", "publish", "send_back", "withdraw", "retire", "restore", "hand_over",
)  # fmt: skip
SMALL: tuple[Doable, ...] = ("publish", "send_back", "withdraw", "retire", "restore", "hand_over")
OPTIONS = (Option(value="high", label="High"), Option(value="low", label="Low"))
REGISTER = Register(
    name="upstreams",
    title="Upstreams",
    one="Upstream",
    about="What we build on.",
    petal="ecosystem",
    source="A book",
    fields=(
        Field(name="role", label="Role", type="text", required=False),
        Field(name="plan", label="Plan", type="long_text", required=False),
        Field(name="page", label="Page", type="url", required=False),
        Field(name="level", label="Level", type="choice", options=OPTIONS),
        Field(name="tags", label="Tags", type="many", options=OPTIONS, required=False),
        Field(name="number", label="Number", type="number", required=False),
        Field(name="paid", label="Paid", type="yes_no", required=False),
        Field(name="ends", label="Ends", type="date", required=False),
        Field(name="sponsor", label="Sponsor", type="person", required=False),
        Field(name="room", label="Channel", type="channel", required=False),
    ),
    listed=("level", "sponsor"),
)
VALUES: dict[str, Answer] = {
    "role": "engine", "plan": "Stay.", "page": "https://example.com/x", "level": "high", "tags": ("high", "low"),
    "number": 3, "paid": True, "ends": "2027-01-31", "sponsor": "U0OMAR", "room": "C0ROOM",
}  # fmt: skip


def entry(title: str = "Parser", text: str = "It **parses**.", **more: Any) -> Entry:
    content = Content(
        title=title, text=text, petal="ecosystem", review_on=date(2026, 11, 1), values=more.pop("values", VALUES)
    )
    made = Entry(
        workspace="T0", register="upstreams", name="parser", content=content, state=EntryState.PUBLISHED, owner=OMAR,
        version=2, changed_at=NOW, changed_by=DANA, once_published=True,
    )  # fmt: skip
    return replace(made, **more)


def looked(one: Entry, may: tuple[Doable, ...] = ALL) -> Looked:
    return Looked(REGISTER, one, may, TODAY, proposing=True, told=True)


def page(*entries: Entry, number: int = 1, pages: int = 1) -> Page:
    return Page(REGISTER, entries, len(entries), number, pages, TODAY, Counts(40, 1, 2), may_make=True)


def said(view: Block) -> str:
    return json.dumps(view, ensure_ascii=False)


def buttons(view: Block) -> set[str]:
    rows = [one for block in view["blocks"] if block["type"] == "actions" for one in block["elements"]]
    return {one["text"]["text"] for one in rows if one["type"] == "button"}


def marked(part: Any) -> Iterator[str]:
    """Every text in which Slack reads markup."""
    if isinstance(part, list):
        for one in part:
            yield from marked(one)
    elif isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        yield from marked(list(part.values()))


def state_of(view: Block) -> dict[str, Any]:
    """The view as Slack sends it when nobody typed anything more."""
    keys = {"initial_value": "value", "initial_date": "selected_date", "initial_user": "selected_user",
            "initial_conversation": "selected_conversation", "initial_option": "selected_option",
            "initial_options": "selected_options"}  # fmt: skip
    values = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = {keys[key]: value for key, value in element.items() if key in keys}
        if element["type"] == "checkboxes":
            held.setdefault("selected_options", [])
        values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **held}}
    return {**view, "state": {"values": values}}


def test_an_entry_says_what_it_holds_whose_it_is_and_what_may_be_done() -> None:
    view = entry_modal(looked(entry()), About("upstreams", page=2, words="json"))
    words = said(view)
    for part in ("Parser", "parses", "<@U0OMAR>", "<#C0ROOM>", "<https://example.com/x>", "31 Jan 2027", "High, Low",
                 "*overdue since 1 Nov 2026* (22 days)", "Version 2, of 23 Nov 2026 by <@U0DANA>"):  # fmt: skip
        assert part in words, part
    assert {"Still right", "Change…", "Retire…", "Hand over…", "History", "Back to the list"} <= buttons(view)
    assert about(view["private_metadata"]) == About("upstreams", "parser", 2, page=2, words="json"), "the way back"
    assert buttons(entry_modal(Looked(REGISTER, entry(), (), TODAY), About())) == {"Back to the list"}


def test_what_is_shipped_says_so_and_is_never_overdue() -> None:
    shipped = entry(version=0, changed_at=None, changed_by=None, owner=None)
    shipped = replace(shipped, content=replace(shipped.content, source="The act", as_of=date(2026, 10, 1)))
    words = said(entry_modal(looked(shipped), About()))
    assert "Shipped with the bot, as of 1 Oct 2026; not reviewed by your company yet." in words
    assert "Source: The act, as of 1 Oct 2026" in words
    assert "overdue" not in words
    assert "shipped with the bot" in said(list_modal(page(shipped), About()))


def test_a_next_text_is_told_of_only_to_those_who_work_at_it() -> None:
    following = replace(entry().content, title="Better parser", text="It parses well.")
    waiting = entry(pending=Revision(content=following, state=EntryState.DRAFT, authors=(DANA,), at=NOW, note="Look"))
    words = said(entry_modal(looked(waiting), About()))
    assert "Its next text waits:* a draft, by <@U0DANA>" in words
    assert "Title: Parser → Better parser" in words
    assert "It parses well." in said(entry_modal(looked(waiting), About(proposed=True)))
    reader = Looked(REGISTER, waiting, (), TODAY)
    assert "Better parser" not in said(entry_modal(reader, About(proposed=True)))


def test_the_list_names_its_ways_and_turns_its_pages() -> None:
    view = list_modal(page(entry(), number=2, pages=3), About("upstreams", which="mine"), (REGISTER,))
    assert {"Earlier", "Later", "New…", "All registers"} == buttons(view)
    words = said(view)
    assert "*Parser*" in words
    assert "High · <@U0OMAR>" in words
    assert "Page 2 of 3." in words
    assert "Nothing fits that." in said(list_modal(page(), About("upstreams", words="xyz")))
    assert "has no entry yet" in said(list_modal(replace(page(), counts=Counts(0)), About("upstreams")))
    assert "1 overdue" in said(registers_modal([(REGISTER, Counts(40, 1, 0))]))


def test_the_form_gives_back_what_it_was_filled_with() -> None:
    one = entry(text="\n\n".join(["A paragraph. " * 150] * 5))
    view = edit_modal(
        Editing(REGISTER, one.content, {"ecosystem": "Ecosystem", "legal": "Legal"}, one, editor=True),
        About("upstreams", "parser", 2, "change"),
    )
    back = typed(state_of(view))
    assert back.about.version == 2
    assert back.raw["title"] == "Parser"
    assert back.raw["text"] == one.text.strip().replace(" \n", "\n")
    assert back.raw["tags"] == ("high", "low")
    assert back.raw["paid"] == "yes"
    assert not back.draft


def test_what_somebody_else_changed_meanwhile_stands_above_what_was_typed() -> None:
    mine = replace(entry().content, title="My title")
    newest = replace(entry("Their title"), version=3)
    editing = Editing(
        REGISTER,
        mine,
        {"ecosystem": "Ecosystem"},
        entry(),
        different=differences(REGISTER, entry().content, newest.content),
        meanwhile=newest,
        editor=True,
        note="why",
    )
    view = edit_modal(editing, About("upstreams", "parser", 2, "change"))
    words = said(view)
    assert "Changed meanwhile by <@U0DANA>" in words
    assert "Title: Parser → Their title" in words
    assert view["submit"]["text"] == "Save over it"
    back = typed(state_of(view))
    assert (back.about.version, back.raw["title"], back.note) == (3, "My title", "why")


def test_the_history_says_who_changed_what_and_why() -> None:
    first, second = entry(version=1), replace(entry("Other"), version=2)
    past = [
        Recorded(Change(Act.CHANGED, 2, NOW, DANA, "They renamed it <!here>"), second),
        Recorded(Change(Act.MADE, 1, NOW, None), first),
    ]
    words = said(history_modal(REGISTER, second, past, About("upstreams", "parser")))
    assert "*Version 2*, 23 Nov 2026: <@U0DANA> changed it: “They renamed it &lt;!here&gt;”" in words
    assert "Title: Parser → Other" in words
    assert "the office made it" in words


NASTY = st.text(st.sampled_from("a 😀<>&*_`|\n#-[]()!@é\u202e"), min_size=1)
CONTENTS = st.builds(
    lambda title, text, role, plan, page, source: Content(
        title=title, text=text * 40, petal="ecosystem", review_on=TODAY, source=source,
        values={**VALUES, "role": role, "plan": plan * 60, "page": "https://example.com/" + page},
    ),
    NASTY.map(lambda one: one[:150]), NASTY.map(lambda one: one[:300]), NASTY.map(lambda one: one[:900]),
    NASTY.map(lambda one: one[:50]), NASTY.map(lambda one: one[:900]), NASTY.map(lambda one: one[:300]),
)  # fmt: skip


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(CONTENTS)
def test_whatever_an_entry_says_slack_takes_its_views(content: Content) -> None:
    one = entry(content=content, note="x" * 500)
    next_text = Revision(content=entry().content, state=EntryState.DRAFT, authors=(DANA,), at=NOW, overtaken=("text",))
    waiting = replace(one, pending=next_text)
    of = About("upstreams", "parser", 2, "change", words="a" * 60)
    past = [Recorded(Change(Act.CHANGED, n, NOW, DANA, "n" * 500), one) for n in range(200)]
    views = [
        entry_modal(looked(waiting), of),
        entry_modal(looked(waiting), replace(of, proposed=True)),
        list_modal(page(*[one] * 10, number=2, pages=3), of, (REGISTER,) * 3),
        history_modal(REGISTER, one, past, of),
        *(act_modal(REGISTER, waiting, replace(of, act=act)) for act in SMALL),
        edit_modal(
            Editing(REGISTER, content, {"ecosystem": "Ecosystem", "legal": "Legal"}, one, meanwhile=waiting), of
        ),
    ]
    for view in views:
        assert problems("modal", view) == ()
        assert "<!" not in "".join(marked(view)), "text of people's mentions nobody"
        assert "\u202e" not in said(view)
    assert differences(REGISTER, content, content) == ()


def test_whoever_publishes_is_shown_what_would_be_taken_back() -> None:
    draft = Revision(content=entry(content=Content(title="Theirs", text="Old")).content, state=EntryState.APPROVED,
                     authors=(DANA,), at=NOW, overtaken=("text",))  # fmt: skip
    one = entry(content=Content(title="Ours", text="Corrected"), pending=draft)
    for view in (act_modal(REGISTER, one, About(act="publish")), entry_modal(looked(one), About())):
        lost = next(text for text in marked(view) if "takes back what was changed" in text)
        assert "- Corrected" in lost
        assert "Ours" not in lost, "the title is what the proposal is about"
    calm = act_modal(REGISTER, replace(one, pending=replace(draft, overtaken=())), About(act="publish"))
    assert "takes back" not in said(calm)


def test_an_entry_that_is_too_large_for_a_form_says_where_it_can_be_changed() -> None:
    fields = tuple(Field(name=f"plan{n}", label="Plan", type="long_text", required=False) for n in range(20))
    register = REGISTER.model_copy(update={"fields": fields})
    content = Content(title="x", text="😀" * 12_000, values={one.name: "😀" * 1_500 for one in fields})
    with pytest.raises(TooLargeForForm):
        edit_modal(Editing(register, content, {}), About("upstreams"))
    big = Looked(register, entry(content=content), ALL, TODAY)
    assert problems("modal", entry_modal(big, About())) == ()


def test_every_act_has_its_words() -> None:
    assert all(act_words(act) for act in Act)


def test_a_register_list_holds_as_many_as_there_are() -> None:
    assert problems("modal", registers_modal([(REGISTER, Counts(5))] * 120)) == ()


def test_a_list_of_which_all_waits_says_where_to_find_it() -> None:
    nothing = Page(REGISTER, [], 0, 1, 1, TODAY, Counts(0, waiting=3), may_make=True)
    words = said(list_modal(nothing, About(REGISTER.name)))
    assert "3 entries wait: choose *Drafts, and next texts*" in words
    assert "has no entry yet" not in words
