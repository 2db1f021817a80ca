# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo reading`: whether the links of the reading queue still lead somewhere."""

from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, Answer, explained, settings_of

reading_app = typer.Typer(help="The reading queue.", no_args_is_help=True, rich_markup_mode=None)
_WORKSPACE = typer.Option("--workspace", help="The workspace, where the record has several.")
#: Exit codes: some link is broken; nothing could be looked at.
BROKEN, NOTHING = 1, 2


@reading_app.callback()
def reading() -> None:
    """Look at the reading queue."""


@reading_app.command(name="check-links")
def check_links(workspace: Annotated[str, _WORKSPACE] = "") -> None:
    """Look at every link over the network, and note what was found. Ends with 1 where one is broken."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import reading_answers
        from bot.catalog import LiveCatalog
        from bot.timing import WallTime

        catalog = LiveCatalog(settings.ospo_organization, WallTime().now)
        found = reading_answers.checked(settings.database_url, catalog, workspace)
    for line in found.lines:
        typer.echo(line)
    if found.nothing:
        typer.echo("Nothing could be looked at: is this machine offline? No link is called broken for that.")
        raise Answer(NOTHING)
    if found.broken:
        raise Answer(BROKEN)
