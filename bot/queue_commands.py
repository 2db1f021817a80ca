# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo queue` and `ospo status`: what waits for whom, and where a request stands."""

import json
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

_WORKSPACE = typer.Option("--workspace", help="The workspace, where the record has several.")


def queue(
    group: Annotated[str, typer.Option("--group", help="Only what waits for this group.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="Only requests of this kind.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what should have been decided by now.")] = False,
    workspace: Annotated[str, _WORKSPACE] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows for programs.")] = False,
) -> None:
    """Say what waits for whom. Reads the database, and changes nothing."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import queue_answers

        rows = queue_answers.queued(settings.database_url, queue_answers.Wanted(group, kind, overdue), workspace)
        if as_json:
            typer.echo(json.dumps([queue_answers.as_json(row) for row in rows], indent=2))
            return
        for line in queue_answers.queue_lines(rows):
            typer.echo(line)


def status(
    request: Annotated[str, typer.Argument(help="The request, such as OSPO-12.")],
    workspace: Annotated[str, _WORKSPACE] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer for programs.")] = False,
) -> None:
    """Say where a request stands. Reads the database, and changes nothing."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import queue_answers
        from bot.catalog import LiveCatalog
        from bot.timing import WallTime

        organization = LiveCatalog(settings.ospo_organization, WallTime().now).current.organization
        found = queue_answers.standing(settings.database_url, request, organization, workspace)
        if as_json:
            typer.echo(json.dumps(queue_answers.as_json(found), indent=2))
            return
        for line in queue_answers.status_lines(found):
            typer.echo(line)
