# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo audit`: whether the record is still what was written."""

import json
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

audit_app = typer.Typer(help="Check the record.", no_args_is_help=True, rich_markup_mode=None)


@audit_app.callback()
def audit() -> None:
    """Check the record."""


@audit_app.command()
def verify(
    keys: Annotated[
        list[str] | None, typer.Option("--key", help="A public key that may have signed seals too, or its file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
) -> None:
    """Check every request against its chain of events, and every seal. Reads the database, and changes nothing."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import auditing

        own, side_keys = settings.signing_key(), settings.side_room_keys()
        report = auditing.verified(settings.database_url, own, side_keys, keys or ())
        shown = [json.dumps(auditing.as_json(report), indent=2)] if as_json else auditing.lines(report)
        for line in shown:
            typer.echo(line)
        raise typer.Exit(1 if report.problems else 0)
