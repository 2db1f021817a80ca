# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo keys`: making and changing the keys of the side room."""

import json
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

keys_app = typer.Typer(help="Keys of the side room.", no_args_is_help=True, rich_markup_mode=None)


@keys_app.callback()
def keys() -> None:
    """Keys of the side room (docs/privacy.md)."""


@keys_app.command()
def new() -> None:
    """Print a fresh key for OSPO_SIDE_ROOM_KEYS. Nothing is stored."""
    from bot.side_room_keys import new_key

    typer.echo(new_key())


@keys_app.command()
def rotate(
    as_json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
) -> None:
    """Encrypt every note with the newest key. May be stopped and run again at any time, beside a running office."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import key_rotation

        report = key_rotation.rotated(settings.database_url, settings.side_room_keys())
        shown = [json.dumps(report.as_json(), indent=2)] if as_json else report.lines()
        for line in shown:
            typer.echo(line)
        raise typer.Exit(1 if report.unreadable else 0)
