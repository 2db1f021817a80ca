# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo policy`: whether policy decides what its tests say, and what another would have decided of the past."""

import asyncio
import json
from dataclasses import asdict
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


@policy_app.command()
def replay(
    against: Annotated[Path, typer.Option("--against", help="The folder with the policy to try.")],
    expect: Annotated[
        list[str] | None,
        typer.Option("--expect", help="A request that differs on purpose, such as OSPO-12.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each difference and the counts for programs.")] = False,
) -> None:
    """Say which past requests another policy would decide differently. Reads the database, and changes nothing."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import policy_replay

        run = policy_replay.Replay(against, expect or [])

        async def told() -> None:
            async for found, note in run.differences(settings.database_url):
                shown = (
                    [json.dumps(policy_replay.as_json(found, note))] if as_json else policy_replay.lines(found, note)
                )
                for line in shown:
                    typer.echo(line)

        asyncio.run(told())
        typer.echo(json.dumps(asdict(run.count)) if as_json else run.count.sentence)
        raise typer.Exit(0 if run.count.ok else 1)
