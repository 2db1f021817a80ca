# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The documentation leaves nothing out and names nothing that is not there."""

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, get_args

import pytest
import typer
from pydantic import BaseModel

import workflows
from bot.catalog import load_catalog
from bot.cli import app
from bot.directory import COLUMNS
from bot.manifest import OPTIONAL_SCOPES, SCOPES
from bot.metrics import Metrics
from bot.settings import Settings, variable_of
from tests.support.house import ROOT, files
from tests.support.organization import organization
from workflows.errors import Refusal
from workflows.kind import FieldType
from workflows.organization import GROUPS, Organization
from workflows.recommendations.facts import FACTS

DOCS = ROOT / "docs"
CONFIGURATION = (DOCS / "configuration.md").read_text()
COMMANDS = (DOCS / "command-line.md").read_text()
CONNECT = (DOCS / "connect.md").read_text()
ROW = re.compile(r"^\| `([^`|]+)`(?: \(optional[^)]*\))? \| (.*) \|$", re.MULTILINE)
NO_DEFAULT = "\N{EN DASH}"
PUBLISHED = "(?:README|CONTRIBUTING|docs/.*).md"


def _keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """The keys of organization.toml as its documentation writes them."""
    for name, field in model.model_fields.items():
        inner = [one for one in _types(field.annotation) if isinstance(one, type) and issubclass(one, BaseModel)]
        if not inner:
            yield prefix + name
        elif dict in _types(field.annotation):
            yield from _keys(inner[0], f"{prefix}{name}.NAME.")
        elif tuple in _types(field.annotation):
            yield f"[[{prefix}{name}]]"
        else:
            yield from _keys(inner[0], f"{prefix}{name}.")


def _types(annotation: Any) -> Iterator[Any]:
    yield getattr(annotation, "__origin__", annotation)
    for argument in get_args(annotation):
        yield from _types(argument)


def _subclasses(refusal: type[Refusal]) -> Iterator[str]:
    for one in refusal.__subclasses__():
        yield one.__name__
        yield from _subclasses(one)


def test_every_setting_has_its_row_with_its_default() -> None:
    section = CONFIGURATION.partition("## The deployment")[2].partition("## The organization")[0]
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", section, re.MULTILINE))
    expected = {variable_of(name): field.default for name, field in Settings.model_fields.items()}
    assert set(rows) == set(expected)
    for variable, default in expected.items():
        shown = rows[variable].strip("`")
        assert shown == (str(default) if isinstance(default, str | int) and str(default) else NO_DEFAULT), variable


def test_every_key_of_organization_toml_is_documented_and_no_other() -> None:
    section = CONFIGURATION.partition("### organization.toml")[2].partition("### people.csv")[0]
    documented = {
        key for row in re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE) for key in re.findall("`(.*?)`", row)
    }
    assert documented == set(_keys(Organization))


def test_every_shipped_group_and_every_column_of_people_is_documented() -> None:
    assert [group for group in GROUPS if f"`{group}`" not in CONFIGURATION] == []
    section = CONFIGURATION.partition("### people.csv")[2].partition("### kinds")[0]
    assert [column for column in COLUMNS if f"`{column}`" not in section] == []


def _commands(group: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its options, those of a group behind the group's name."""
    for name, one in group.commands.items():
        yield from _commands(one, f"{name} ") if hasattr(one, "commands") else [(prefix + name, one)]


def test_every_command_and_every_option_is_documented_and_no_other() -> None:
    commands = dict(_commands(typer.main.get_command(app)))
    assert set(re.findall(r"^## ospo (.+)$", COMMANDS, re.MULTILINE)) == set(commands)
    for name, one in commands.items():
        section = COMMANDS.partition(f"## ospo {name}\n")[2].partition("\n## ")[0]
        documented = set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE))
        assert documented == {flag for option in one.params for flag in option.opts if flag.startswith("--")}, name
    assert "--version" in COMMANDS


def test_every_scope_has_its_reason() -> None:
    section = CONNECT.partition("## 2.")[2].partition("## 3.")[0]
    assert dict(ROW.findall(section)) == {**SCOPES, **OPTIONAL_SCOPES}


def test_every_refusal_has_its_row() -> None:
    for module in walk_packages(workflows.__path__, "workflows."):  # a refusal is known once its module is imported
        import_module(module.name)
    rows = re.findall(r"^\| `([A-Za-z]+)` \| .+ \| .+ \|$", (DOCS / "refusals.md").read_text(), re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == set(_subclasses(Refusal))


def test_every_type_of_field_is_documented() -> None:
    text = (DOCS / "kinds.md").read_text()
    assert [name for name in get_args(FieldType) if f"`{name}`" not in text] == []


def test_the_smallest_organization_of_the_guide_loads(tmp_path: Any) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", CONNECT, re.DOTALL)
    (organization(tmp_path) / "organization.toml").write_text(example)
    loaded = load_catalog(tmp_path)
    assert loaded.catalog is not None
    assert loaded.problems == ()


def test_the_pieces_of_toml_in_the_documentation_load(tmp_path: Any) -> None:
    for piece in re.findall(r"```toml\n(.*?)```", CONFIGURATION, re.DOTALL):
        name = "licenses.toml" if "contributing" in tomllib.loads(piece) else "upstreams.toml"
        (organization(tmp_path) / name).write_text(piece)
    assert load_catalog(tmp_path).problems == ()


@pytest.mark.parametrize(
    "page", [path for path in files("*.md") if re.fullmatch(PUBLISHED, str(path.relative_to(ROOT)))]
)
def test_every_link_leads_somewhere(page: Any) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_a_command_in_the_documentation_exists() -> None:
    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # the class is private to typer
    named = {
        word
        for page in files("README.md", "docs/*.md")
        for word in re.findall(
            r"(?:^    |`)(?:\.venv/bin/)?ospo ([a-z]+)\b(?! managers)", page.read_text(), re.MULTILINE
        )
    }  # "ospo legal managers …" is the list of groups
    assert named <= known


def test_every_figure_of_metrics_is_documented_and_no_other() -> None:
    section = (DOCS / "operations.md").read_text().partition("| Figure |")[2].partition("\n\n")[0]
    documented = re.findall(r"^\| `(ospo_[a-z_]+)` \|", section, re.MULTILINE)
    counted = {metric.name for metric in Metrics().registry.collect()}
    assert {name.removesuffix("_total") for name in documented} == counted


def test_every_fact_of_recommendations_has_its_row() -> None:
    rows = re.findall(
        r"^\| `facts\.([a-z_]+)` \| .+ \| .+ \|$", (DOCS / "recommendations.md").read_text(), re.MULTILINE
    )
    assert rows == [*FACTS]
