# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""docs/registers.md says of registers what is so: its keys, its tables, its examples, and which are shipped."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.catalog import load_catalog
from bot.registers import RegisterCatalog
from tests.support.house import ROOT
from tests.support.organization import organization
from workflows.people import Person
from workflows.refusal import Refusal
from workflows.registers import acts
from workflows.registers.doing import Doing
from workflows.registers.entry import Content, Entry, EntryState
from workflows.registers.register import Dated, Register
from workflows.registers.rights import Actor

DOCS = (ROOT / "docs" / "registers.md").read_text()
REGISTER = Register(name="facts", title="Facts", one="fact", about="What we know.", petal="legal", approvers=("legal",))
EDITOR = Doing(
    REGISTER,
    "T1",
    Actor(Person("T1", "U0OSPO"), frozenset({"ospo"})),
    datetime(2026, 11, 23, 9, tzinfo=UTC),
    date(2026, 11, 23),
)
LAWYER = replace(EDITOR, actor=Actor(Person("T1", "U0LEGAL"), frozenset({"legal"})))
ACTS: Mapping[str, Callable[[Entry], acts.Done]] = {
    "change": lambda one: acts.change(EDITOR, one, Content(title=f"Version {one.version}")),
    "review": lambda one: acts.review(EDITOR, one, date(2027, 3, 1)),
    "approve": lambda one: acts.approve(LAWYER, one),
    "publish": lambda one: acts.publish(EDITOR, one, "What is new"),
    "send back": lambda one: acts.send_back(LAWYER, one, "What to do better"),
    "withdraw": lambda one: acts.withdraw(EDITOR, one),
    "retire": lambda one: acts.retire(EDITOR, one, "Over"),
    "restore": lambda one: acts.restore(EDITOR, one),
    "hand over": lambda one: acts.hand_over(EDITOR, one, Person("T1", "U0OTHER")),
}


def section(title: str) -> str:
    return DOCS.partition(f"## {title}\n")[2].partition("\n## ")[0]


def cells(text: str) -> list[list[str]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", text, re.MULTILINE)
    ]
    return [row for row in rows if not row[0].startswith("---")]


def states() -> dict[str, Entry]:
    draft, _ = acts.make(EDITOR, Content(title="One"))
    approved, _ = acts.approve(LAWYER, draft)
    published, _ = acts.publish(EDITOR, approved, "First")
    drafted, _ = acts.change(EDITOR, published, Content(title="Two"))
    ready, _ = acts.approve(LAWYER, drafted)
    retired, _ = acts.retire(EDITOR, published, "Over")
    return {words(one): one for one in (draft, approved, published, drafted, ready, retired)}


def words(entry: Entry) -> str:
    return entry.state.value + (f", next text {_A[entry.pending.state]}" if entry.pending else "")


_A = {EntryState.DRAFT: "a draft", EntryState.APPROVED: "approved"}


def test_every_cell_of_the_table_of_states_is_what_the_code_does() -> None:
    rows = next(part for part in section("States").split("\n\n") if part.startswith("| Act |"))
    (_, *columns), *lines = cells(rows)
    there = states()
    assert columns == list(there)
    assert [act for act, *_ in lines] == list(ACTS)
    for act, *expected in lines:
        for name, said in zip(columns, expected, strict=True):
            try:
                became = words(ACTS[act](there[name])[0])
            except Refusal as refusal:
                became = type(refusal).__name__
            assert became == said, f"{act} of {name}"


@pytest.mark.parametrize("model", [Register, Dated])
def test_every_key_of_a_register_is_documented(model: type[Register | Dated]) -> None:
    keys = section("A register of your own")
    assert [name for name in model.model_fields if f"`{name}`" not in keys] == []


def test_the_examples_load(tmp_path: Path) -> None:
    register, entries = re.findall(r"```toml\n(.*?)```", section("A register of your own"), re.DOTALL)
    assert len(register.strip().splitlines()) <= 18
    folder = organization(tmp_path)
    for kind, text in (("registers", register), ("entries", entries)):
        (folder / kind).mkdir()
        (folder / kind / "events.toml").write_text(text)
    loaded = load_catalog(folder)
    assert loaded.problems == ()
    assert loaded.catalog is not None
    assert [*loaded.catalog.register_catalog.contents("events")] == ["yearly-meeting-of-the-foundation"]


def test_every_shipped_register_is_listed_as_it_describes_itself() -> None:
    listed = {name.strip("`"): about for name, about in cells(section("The registers that are shipped"))[1:]}
    assert listed == {name: one.about for name, one in RegisterCatalog().definitions.items()}


def test_every_shipped_register_and_entry_has_no_mistake() -> None:
    catalog = RegisterCatalog()
    files = [tomllib.loads(one.read_text()) for one in (ROOT / "workflows" / "catalog" / "entries").iterdir()]
    for name in {file["register"] for file in files}:
        entries = [entry for file in files if file["register"] == name for entry in file["entries"]]
        assert len(catalog.contents(name)) == len(entries), name
