# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is exported is imported as it was, whatever people wrote; what is wrong is named by its line."""

from datetime import UTC, date, datetime
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from workflows.errors import FormProblems
from workflows.fields import Field, Option
from workflows.people import Person
from workflows.registers import acts
from workflows.registers.doing import Doing
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.exchange import documents, tables, toml_files
from workflows.registers.exchange.filing import Unreadable
from workflows.registers.importing import Plan, planned
from workflows.registers.register import Register
from workflows.registers.rights import THE_OFFICE, Actor

FORMATS = (tables, toml_files, documents)
TODAY = date(2026, 11, 23)
OPTIONS = (Option(value="a", label="Ä, first"), Option(value="b", label="b; c"), Option(value="c", label="a"))
REGISTER = Register(
    name="facts",
    title="Facts",
    one="fact",
    about="What we know.",
    petal="legal",
    fields=(
        Field(name="kind", label="Kind", type="choice", options=OPTIONS, required=False),
        Field(name="many", label="State", type="many", options=OPTIONS, required=False),
        Field(name="level", label="kind", type="decimal", required=False),
        Field(name="sure", label="Sure", type="yes_no", required=False),
        Field(name="line", label="A **bold:** label", type="text", required=False),
        Field(name="long", label="Long", type="long_text", required=False),
        Field(name="due", label="Due", type="date", required=False),
    ),
)
DOING = Doing(REGISTER, "T1", THE_OFFICE, datetime(2026, 11, 23, 9, tzinfo=UTC), TODAY)
LAWYER = Actor(Person("T1", "U0LEGAL"), frozenset({"legal"}))
NASTY = (
    "=1+1", "'-x", '"', "a;b,c", "<!-- end -->", " <!-- entry: x -->", "<!-- \\text -->", "<!-- text +2 -->", "# One",
    "###### Deep", "```", "~~~~", "[[entries]]", '"""', "'''", "- **Due:** x", "## two", "<!channel>", "\\", "\t", "é",
    "[x](javascript:1)", "<script>",
)  # fmt: skip
WORDS = some.lists(some.sampled_from(NASTY) | some.text(max_size=8), max_size=4)
LINE, TEXT = WORDS.map(" ".join), WORDS.map("\n".join)


def plan(text: str, form: ModuleType, existing: dict[str, Entry] | None = None, *, past: bool = False) -> Plan:
    return planned(DOING, form.filed(REGISTER, text), existing or {}, past=past)


@settings(max_examples=40)
@given(
    title=LINE,
    text=TEXT,
    source=LINE,
    values=some.fixed_dictionaries(
        {},
        optional={
            "kind": some.sampled_from("abc"),
            "many": some.sampled_from([("a",), ("a", "b"), ("b", "c")]),
            "level": some.floats(-9, 9),
            "sure": some.booleans(),
            "line": LINE,
            "long": TEXT,
            "due": some.just("2027-02-28"),
        },
    ),
    owner=some.none() | some.just(Person("T1", "U0OWNER")),
    retired=some.booleans(),
)
def test_what_is_exported_is_imported_as_it_was(
    title: str, text: str, source: str, values: dict[str, str], owner: Person | None, retired: bool
) -> None:
    said = Content(title=f"T {title}", text=text, source=source, values=values, petal="legal", as_of=TODAY)
    entry, _ = acts.make(DOING, said, owner=owner)
    if retired:
        entry, _ = acts.retire(DOING, entry, "Over")
    second, _ = acts.make(DOING, Content(title="Second"), taken={entry.name})
    for form in FORMATS:
        written = form.written(REGISTER, [entry, second])
        fresh = plan(written, form)
        assert fresh.problems == []
        read, _ = fresh.new[0]
        assert (read.content, read.name, read.state, read.owner) == (
            entry.content,
            entry.name,
            entry.state,
            entry.owner,
        )
        again = plan(written, form, {entry.name: entry, second.name: second})
        assert (again.same, again.new, again.changed, again.problems) == (2, [], [], [])


def test_three_wrong_rows_of_many_are_named_by_their_lines_and_nothing_else() -> None:
    rows = [f"Entry {number},,open" if number == 7 else f'"Entry\n{number}",1,' for number in range(50)]
    rows[20] = "Entry 7,1,"
    rows[30] = ",1,"
    found = plan("title,level,state\n" + "\n".join(rows), tables)
    assert [one.partition(": ")[0] for one in found.problems] == ["line 16", "line 41", "line 60"]
    assert "`open` is not one of draft" in found.problems[0]
    assert "`entry-7` is there twice: it stands on line 16" in found.problems[1]


def test_a_day_that_is_over_is_refused_unless_it_is_wanted() -> None:
    text = "title,review_on\nOld,2020-01-01\n"
    (problem,) = plan(text, tables).problems
    assert problem == "line 2: review_on: 2020-01-01 is over already. Please give a day from today on."
    assert len(plan(text, tables, past=True).new) == 1


@pytest.mark.parametrize(
    "form, text, why",
    [
        (tables, "name;colour\nx;y\n", "line 1: the columns are .*; not known: colour"),
        (tables, "name\nx\n", "`title` has to be there"),
        (tables, "title\na,b\n", "line 2: has more cells"),
        (tables, 'title\n"a\n', "is not CSV"),
        (toml_files, "entries = 3", "no \\[\\[entries\\]\\]"),
        (toml_files, 'register = "other"', "a file of `other`"),
        (toml_files, "[[entries]\n", "is not TOML: .*line 1"),
        (toml_files, '[[entries]]\ntitle = "A"\n\n[[entries]]\ncolour = 1', "line 4: `colour` is not a known key"),
        (toml_files, '[[entries]]\ntitle = "A"\nvalues = { weight = 1 }', "line 1: values: .* no field `weight`"),
        (documents, "<!-- entry: a -->\n- **Colour:** red", "line 2: the register has no field “Colour”"),
        (documents, "<!-- entry: a -->\n<!-- colour -->", "line 2: the register has no field `colour`"),
        (documents, "<!-- entry: a -->\n<!-- text -->\nwords", "line 1: a text of this entry has no"),
    ],
)
def test_what_is_no_such_file_is_told_with_its_line(form: ModuleType, text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        plan(text, form)


def test_a_spreadsheet_may_use_semicolons_and_leave_columns_out() -> None:
    entry, _ = acts.make(DOING, Content(title="One", text="Kept", values={"level": 1.5}))
    found = plan("name;title;level;many\r\none;Uno;2,5;a, c\r\n", tables, {"one": entry})
    ((after, change),) = found.changed
    assert (after.title, after.text, after.values) == ("Uno", "Kept", {"level": 2.5, "many": ("a", "c")})
    assert (change.act.value, after.version, after.owner) == ("imported", 2, None)


def test_no_cell_of_a_table_is_a_formula() -> None:
    entry, _ = acts.make(DOING, Content(title="=HYPERLINK(1)", text="@x", values={"line": "-1"}))
    assert ",'=HYPERLINK(1)," in tables.written(REGISTER, [entry])


def test_a_document_has_one_outline_and_no_text_begins_an_entry_of_its_own() -> None:
    entry, _ = acts.make(DOING, Content(title="One", text="# Head\n\n<!-- entry: two -->\n```\n# code\n```"))
    written = documents.written(REGISTER, [entry])
    assert "\n### Head\n" in written
    assert "\n# code\n" in written
    assert len(list(documents.filed(REGISTER, written))) == 1


def test_an_import_approves_nothing() -> None:
    strict = REGISTER.model_copy(update={"approvers": ("legal",)})
    writing = Doing(strict, "T1", Actor(Person("T1", "U0OSPO"), frozenset({"ospo"})), DOING.now, TODAY)
    draft, _ = acts.make(writing, Content(title="A"))
    approved, _ = acts.approve(Doing(strict, "T1", LAWYER, DOING.now, TODAY), draft)
    doing = Doing(strict, "T1", THE_OFFICE, DOING.now, TODAY)
    for before, text, after in (
        ({}, "title\nA\n", "draft"),
        ({"a": draft}, "title,state,text\nA,approved,Other\n", "draft"),
        ({"a": approved}, "title,state,text\nA,approved,Other\n", "draft"),
        ({}, "title,state\nA,published\n", "published"),
    ):
        found = planned(doing, tables.filed(strict, text), before)
        assert [one.state for one, _ in (*found.new, *found.changed)] == [EntryState(after)]


def test_what_does_not_fit_is_refused_as_in_a_form() -> None:
    with pytest.raises(FormProblems):
        acts.make(DOING, Content(title="x" * 200))
    text = "title,owner,text\n" + "x" * 200 + ",Dana," + "y" * 12_001
    assert [one.split(": ")[1] for one in plan(text, tables).problems] == ["title", "text", "owner"]
