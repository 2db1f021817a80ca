# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo upstreams`: the licenses of the upstream register against those in the projects."""

from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, Answer, explained, settings_of

upstreams_app = typer.Typer(help="The upstream register.", no_args_is_help=True, rich_markup_mode=None)
_WORKSPACE = typer.Option("--workspace", help="The workspace, where the record has several.")
_NAMES = typer.Argument(help="Entries by their short names; none: all of them.", show_default=False)
#: Exit codes: some license is another one; nothing could be looked at.
DIFFERS, NOTHING = 1, 2


@upstreams_app.callback()
def upstreams() -> None:
    """Look at the upstream register."""


@upstreams_app.command(name="check")
def check(names: Annotated[list[str] | None, _NAMES] = None, workspace: Annotated[str, _WORKSPACE] = "") -> None:
    """Compare each license with the text in the project, over HTTPS. Ends with 1 where one differs. Changes nothing."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import upstream_answers
        from bot.catalog import LiveCatalog
        from bot.timing import WallTime

        catalog = LiveCatalog(settings.ospo_organization, WallTime().now)
        found = upstream_answers.checked(settings.database_url, catalog, names or [], workspace)
    for one in found:
        typer.echo(one.line)
    if not found:
        typer.echo("There is no upstream to look at.")
    elif all(one.state in {"unreachable", "no address"} for one in found):
        typer.echo("Nothing could be looked at: is this machine offline? The record is watched without a network.")
        raise Answer(NOTHING)
    if any(one.state == "differs" for one in found):
        raise Answer(DIFFERS)
