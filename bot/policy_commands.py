# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo policy`: whether policy decides what its tests say."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

policy_app = typer.Typer(
    help="Try the policy on cases with a known answer.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@policy_app.command(name="test")
def test_(
    organization: Annotated[
        Path | None, typer.Argument(help="The organization's folder, instead of OSPO_ORGANIZATION.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
) -> None:
    """Run the shipped policy tests and the organization's own. Needs neither Slack nor a database."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import policy_testing

        run = policy_testing.run_suite(organization or settings.ospo_organization)
        shown = [json.dumps(policy_testing.as_json(run), indent=2)] if as_json else policy_testing.lines(run)
        for line in shown:
            typer.echo(line)
        raise typer.Exit(0 if run.ok else 1)
