# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo digest`: what a digest would say now, and when each comes."""

from pathlib import Path
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
    pictures: Annotated[
        Path | None, typer.Option("--pictures", help="Also draw its pictures, as PNG files in this folder.")
    ] = None,
    workspace: Annotated[str, typer.Option("--workspace", help="The workspace, where the record has several.")] = "",
) -> None:
    """Say what a digest would post now, or when each comes. Reads the database; posts and changes nothing."""
    if (preview or pictures) and name == _LIST:
        raise typer.BadParameter("`list` has no preview and no pictures: name one of its schedules.")
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import digest_answers
        from bot.catalog import LiveCatalog
        from bot.timing import WallTime

        timing = WallTime()
        catalog = LiveCatalog(settings.ospo_organization, timing.now)
        if name != _LIST:
            from workflows.digests.storing import json_of

            told = digest_answers.told_now(settings.database_url, catalog, timing, name, workspace)
            typer.echo(json_of(told) if as_json else digest_answers.in_words(told, catalog))
            for file in digest_answers.draw_into(pictures, told) if pictures else ():
                typer.echo(f"Drawn: {file}", err=True)
            return
        found = digest_answers.scheduled(settings.database_url, catalog, timing, workspace)
        for line in [digest_answers.as_json(found)] if as_json else digest_answers.lines(found):
            typer.echo(line)
