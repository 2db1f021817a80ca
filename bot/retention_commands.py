# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo retention` and `ospo forget`: erase what was kept long enough, and one person who asks for it."""

import json
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of


def forget(
    person: Annotated[str, typer.Argument(help="The id of the person in Slack, such as U0123ABCD.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without, only say what would be erased.")] = False,
    workspace: Annotated[str, typer.Option("--workspace", help="The workspace, where the record has several.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
) -> None:
    """Erase one person who asks for it, and say what is kept and why (docs/privacy.md)."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import forgetting

        report = forgetting.forgotten(settings.database_url, settings.ospo_organization, person, workspace, apply=yes)
        shown = [json.dumps(report.as_json(), indent=2)] if as_json else forgetting.lines(report)
        for line in shown:
            typer.echo(line)


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be erased, and change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
) -> None:
    """Erase people and texts from what was kept long enough, unless it is on legal hold (docs/privacy.md)."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import retaining

        report = retaining.retained(settings.database_url, settings.ospo_organization, apply=not dry_run)
        shown = [json.dumps(report.as_json(), indent=2)] if as_json else retaining.lines(report)
        for line in shown:
            typer.echo(line)
