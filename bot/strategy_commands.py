# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo strategy`: the strategy as a document to be signed."""

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

strategy_app = typer.Typer(help="The open source strategy as a document.", no_args_is_help=True, rich_markup_mode=None)


@strategy_app.callback()
def strategy() -> None:
    """Export the open source strategy."""


@strategy_app.command(name="export")
def export(
    to: Annotated[Path | None, typer.Option("--to", help="The file to write; without: printed.")] = None,
    drafts: Annotated[
        bool,
        typer.Option("--drafts", help="With drafts and templates, each marked as such; without: what is in force."),
    ] = False,
    workspace: Annotated[str, typer.Option("--workspace", help="The workspace, where the record has several.")] = "",
) -> None:
    """Write the strategy as Markdown. Reads the database, and changes nothing."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import strategy_files

        text = strategy_files.exported(settings, workspace, drafts=drafts)
        if to is None:
            typer.echo(text, nl=False)
            return
        strategy_files.write(to, text)
        typer.echo(f"Written: {to}")
