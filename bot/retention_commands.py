# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo retention`: erase people and texts from what was kept long enough."""

import json
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of


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
