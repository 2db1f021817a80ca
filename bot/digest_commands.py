# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo digest`: what a digest would say now, and when each comes."""

from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

_LIST = "list"


def digest(
    name: Annotated[str, typer.Argument(help="The schedule, such as maturity; or `list` for all of them.")],
    preview: Annotated[
        bool, typer.Option("--preview", help="Print what would be posted now; this is so without it too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it for programs.")] = False,
    workspace: Annotated[str, typer.Option("--workspace", help="The workspace, where the record has several.")] = "",
) -> None:
    """Say what a digest would post now, or when each comes. Reads the database; posts and changes nothing."""
    if preview and name == _LIST:
        raise typer.BadParameter("`list` has no preview: name one of its schedules.")
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import digest_answers
        from bot.catalog import LiveCatalog
        from bot.timing import WallTime

        timing = WallTime()
        catalog = LiveCatalog(settings.ospo_organization, timing.now)
        if name != _LIST:
            url = settings.database_url
            typer.echo(digest_answers.previewed(url, catalog, timing, name, workspace, as_json=as_json))
            return
        found = digest_answers.scheduled(settings.database_url, catalog, timing, workspace)
        for line in [digest_answers.as_json(found)] if as_json else digest_answers.lines(found):
            typer.echo(line)
