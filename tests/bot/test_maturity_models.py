# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Maturity models as an organization's folder has them: changed, replaced, added, left out; and the shipped ones."""

from pathlib import Path

import pytest

from bot.catalog import Catalog, LiveCatalog, load_catalog
from tests.support.house import ROOT
from tests.support.organization import organization
from tests.support.timing import SimulatedTime

OWN = """
title = "Ours"
[[stages]]
name = "begin"
title = "Begin"
[[stages.items]]
id = "one"
text = "One"
"""


def catalog(folder: Path, extra: str = "", **models: str) -> Catalog:
    organization(folder, extra)
    (folder / "maturity").mkdir(exist_ok=True)
    for name, text in models.items():
        (folder / "maturity" / f"{name}.toml").write_text(text)
    loaded = load_catalog(folder)
    assert loaded.problems == ()
    assert loaded.catalog is not None
    return loaded.catalog


def test_every_shipped_item_says_what_shows_it_and_what_of_the_office_does() -> None:
    loaded = load_catalog(None).catalog
    assert loaded is not None
    program, engagement = loaded.maturity.program, loaded.maturity.engagement
    assert program is not None
    assert engagement is not None
    assert [len(stage.items) for stage in program.stages] == [4, 4, 3, 4, 4]
    assert [stage.name for stage in engagement.stages] == ["usage", "participation", "contribution", "leadership"]
    for item in (*program.items.values(), *engagement.items.values()):
        assert item.hint, item.id
        assert item.source, item.id
        assert bool(item.feature) != item.outside, item.id


def test_the_example_changes_what_it_names_and_nothing_else() -> None:
    loaded = load_catalog(ROOT / "docs" / "organization-example").catalog
    shipped = load_catalog(None).catalog
    assert loaded is not None
    assert shipped is not None
    model, before = loaded.maturity.program, shipped.maturity.program
    assert model is not None
    assert before is not None
    ids = list(model.items)
    assert set(before.items) - set(ids) == {"governance"}
    assert ids[ids.index("inventory") + 1] == "scanning"
    assert model.items["training"].text != before.items["training"].text
    assert model.items["training"].evidence == before.items["training"].evidence
    assert [stage.target for stage in model.stages] == [100, 100, 100, 50, 25]
    assert all(model.items[id_] == before.items[id_] for id_ in ids if id_ not in {"training", "scanning"})
    assert model.version != before.version
    assert [unit for _, unit in loaded.maturity.boards()] == ["", "payments"]


def test_a_whole_file_replaces_a_shipped_model_or_adds_one(tmp_path: Path) -> None:
    replaced = catalog(tmp_path / "a", ospo=OWN).maturity.program
    assert replaced is not None
    assert (replaced.name, list(replaced.items)) == ("ospo", ["one"])
    added = catalog(tmp_path / "b", '\n[maturity]\nmodel = "ours"\n', ours=OWN).maturity.program
    assert added is not None
    assert added.name == "ours"
    copied = catalog(tmp_path / "c", '\n[maturity]\nmodel = "ours"\n', ours='extends = "ospo"\nremove = ["principles"]')
    assert copied.maturity.program is not None
    assert len(copied.maturity.program.items) == 18
    assert copied.maturity.program.items["plan"].needs == (), "what was removed is needed by nothing"


def test_a_rule_of_the_shipped_model_can_be_left_to_people(tmp_path: Path) -> None:
    program = catalog(tmp_path, ospo='[[edit]]\nid = "practices"\nby_people = true').maturity.program
    assert program is not None
    assert program.items["practices"].evidence is None


def test_no_model_is_a_full_choice(tmp_path: Path) -> None:
    none = catalog(tmp_path, '\n[maturity]\nmodel = "none"\nengagement = "none"\n').maturity
    assert (none.program, none.engagement, none.used, list(none.boards())) == (None, None, (), [])


@pytest.mark.parametrize("text", ["[[add]]\n", 'remove = ["nothing"]', "stages = 3", f"add = {'[' * 9999}"])
def test_a_broken_model_never_ends_the_one_in_force(tmp_path: Path, text: str) -> None:
    catalog(tmp_path, ospo=OWN)
    live = LiveCatalog(tmp_path, SimulatedTime().now)
    before = live.current.maturity
    (tmp_path / "maturity" / "ospo.toml").write_text(text)
    assert not live.refresh()
    assert live.current.maturity == before
    assert [problem.file for problem in live.problems] == ["maturity/ospo.toml"] * len(live.problems) != []
    (tmp_path / "maturity" / "ospo.toml").write_text(OWN.replace("Ours", "Ours, mended"))
    assert live.refresh()
    assert live.current.maturity != before


@pytest.mark.parametrize(
    "text, key, reason",
    [
        (OWN + OWN.partition("title")[2].partition("\n")[2], "stages.begin", "is there twice"),
        (OWN.replace('id = "one"\n', 'id = "one"\nneeds = ["one"]\n'), "items.one.needs", "a circle: one needs one"),
        (OWN + 'outside = true\nfeature = "x"\n', "items.one.outside", "something of the office produces its evidence"),
        ('[[add]]\nid = "plan"\nstage = "stage-1"\ntext = "Again"\n', "items.plan", "is there twice"),
        ('[[edit]]\nid = "principles"\nneeds = ["plan"]\n', "items.", "a circle: "),
    ],
)
def test_what_is_wrong_with_a_model_is_said_with_its_place(tmp_path: Path, text: str, key: str, reason: str) -> None:
    organization(tmp_path)
    (tmp_path / "maturity").mkdir()
    (tmp_path / "maturity" / "ospo.toml").write_text(text)
    said = [one for one in load_catalog(tmp_path).problems if one.level == "error"]
    assert any(one.key.startswith(key) and reason in one.reason for one in said), said
