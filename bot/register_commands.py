# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo register`: registers as a terminal shows them, and as files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

if TYPE_CHECKING:
    from bot.register_files import RegisterFiles

register_app = typer.Typer(
    help="Registers: what the office knows and keeps up to date.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Formats: TypeAlias = Literal["toml", "csv", "markdown"]
Written: TypeAlias = Literal["toml", "csv", "markdown", "page"]
_NAME = typer.Argument(help="The register's name.")
_WORKSPACE = typer.Option("--workspace", help="The workspace, where the record has several.")
_FORMAT = typer.Option("--format", help="The format; without: by the file's ending, else TOML.", show_default=False)
_AS = typer.Option("--format", help="The format; page: what is published, to be read by others. Without: TOML.")
_JSON = typer.Option("--json", help="Print JSON.")
_BY_ENDING: dict[str, Formats] = {".csv": "csv", ".md": "markdown", ".markdown": "markdown"}


@register_app.command(name="list")
def list_(
    name: Annotated[str, typer.Argument(help="A register; without: all there are.", show_default=False)] = "",
    as_json: Annotated[bool, _JSON] = False,
    workspace: Annotated[str, _WORKSPACE] = "",
) -> None:
    """List the registers, or the entries of one."""
    with explained(CONFIGURATION):
        rows = _files().rows(name, workspace)
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False) if as_json else _table(rows))


@register_app.command()
def show(
    name: Annotated[str, _NAME],
    entry: Annotated[str, typer.Argument(help="One entry; without: what the register is.", show_default=False)] = "",
    as_json: Annotated[bool, _JSON] = False,
    workspace: Annotated[str, _WORKSPACE] = "",
) -> None:
    """Show what a register is, or one entry of it."""
    with explained(CONFIGURATION):
        found = _files().shown(name, entry, workspace)
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False) if as_json else _lines(found))


@register_app.command(name="export")
def export(
    name: Annotated[str, _NAME],
    form: Annotated[Written, _AS] = "toml",
    workspace: Annotated[str, _WORKSPACE] = "",
) -> None:
    """Print every entry of a register, drafts and retired ones too. Reads the database, and changes nothing."""
    with explained(CONFIGURATION):
        files = _files()
        typer.echo(files.page(name, workspace) if form == "page" else files.exported(name, form, workspace), nl=False)


@register_app.command(name="import")
def import_(
    name: Annotated[str, _NAME],
    file: Annotated[Path, typer.Argument(help="A file as `ospo register export` writes it.")],
    form: Annotated[Formats | None, _FORMAT] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    past_days: Annotated[
        bool, typer.Option("--past-days", help="Take review days and deadlines that are over already.")
    ] = False,
    workspace: Annotated[str, _WORKSPACE] = "",
) -> None:
    """Add and change entries as a file says, all of it or, where anything is wrong, nothing. Others stay."""
    if not file.is_file():
        raise typer.BadParameter(f"{file} is not there, or is no file.")
    with explained(CONFIGURATION):
        chosen = form or _BY_ENDING.get(file.suffix.lower(), "toml")
        told = _files().imported(name, file, chosen, workspace, dry_run=dry_run, past=past_days)
        typer.echo(told)


def _files() -> "RegisterFiles":
    settings = settings_of()
    from bot.catalog import LiveCatalog
    from bot.register_files import RegisterFiles
    from bot.timing import WallTime

    return RegisterFiles(settings.database_url, LiveCatalog(settings.ospo_organization, WallTime().now).current)


def _table(rows: list[dict[str, str]]) -> str:
    """Rows under each other, each column as wide as its widest cell."""
    if not rows:
        return "There is nothing in it."
    names = list(rows[0])
    widths = [max(len(name), *(len(row[name]) for row in rows)) for name in names]
    lines = [names, *([row[name] for name in names] for row in rows)]
    shown = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
    return "\n".join(shown)


def _lines(found: dict[str, str]) -> str:
    """One line for each key, long texts behind all others."""
    short = [f"{key}: {value}" for key, value in found.items() if "\n" not in value and key != "text" and value]
    long = [f"\n{key}:\n{value}" for key, value in found.items() if ("\n" in value or key == "text") and value]
    return "\n".join([*short, *long])
