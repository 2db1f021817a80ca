# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo maturity`: the boards as a file, written and read."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

maturity_app = typer.Typer(
    help="The maturity board as a file.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_WORKSPACE = typer.Option("--workspace", help="The workspace, where the record has several.")
_FORMAT = typer.Option("--format", help="The format; without: by the file's ending, else TOML.", show_default=False)
Formats = Literal["toml", "csv", "json"]


@maturity_app.command(name="export")
def export(
    form: Annotated[Formats | None, _FORMAT] = None,
    workspace: Annotated[str, _WORKSPACE] = "",
) -> None:
    """Print every board: items, states, owners, dates and evidence. Reads the database, and changes nothing."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import maturity_files
        from bot.catalog import LiveCatalog
        from bot.timing import WallTime

        catalog = LiveCatalog(settings.ospo_organization, WallTime().now)
        typer.echo(maturity_files.exported(settings.database_url, catalog, form or "toml", workspace), nl=False)


@maturity_app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A file as `ospo maturity export` writes it.")],
    form: Annotated[Formats | None, _FORMAT] = None,
    workspace: Annotated[str, _WORKSPACE] = "",
) -> None:
    """Make the boards stand as a file says, all of it or, where anything is wrong, nothing."""
    if not file.is_file():
        raise typer.BadParameter(f"{file} is not there, or is no file.")
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import maturity_files
        from bot.catalog import LiveCatalog
        from bot.timing import WallTime

        catalog = LiveCatalog(settings.ospo_organization, WallTime().now)
        by_ending: dict[str, Formats] = {".csv": "csv", ".json": "json"}
        chosen = form or by_ending.get(file.suffix.lower(), "toml")
        changed = maturity_files.imported(settings.database_url, catalog, file, chosen, workspace)
        typer.echo("Nothing was changed: the board stands as the file says." if not changed else _changed(changed))


def _changed(count: int) -> str:
    return "1 item stands otherwise now." if count == 1 else f"{count} items stand otherwise now."
