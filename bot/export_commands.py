# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo export` and `ospo verify`: evidence of a request as a file, and whether such a file is what was exported."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

export_app = typer.Typer(help="Write what the record has into files.", no_args_is_help=True, rich_markup_mode=None)


@export_app.callback()
def export() -> None:
    """Write what the record has into files."""


@export_app.command()
def evidence(
    request: Annotated[str, typer.Argument(help="The request, such as OSPO-12.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; one that is there is not overwritten.")],
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Private requests too, and answers that only some groups read.")
    ] = False,
    workspace: Annotated[str, typer.Option(help="The workspace, where the record has several.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written for programs.")] = False,
) -> None:
    """Write the evidence pack of a request. That it was exported becomes an event of the request."""
    if out.exists():
        raise typer.BadParameter(f"{out} is there already.")
    if not out.parent.is_dir():
        raise typer.BadParameter(f"{out.parent} is no folder.")
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import evidence as packs

        pack = packs.exported(settings, packs.Asked(request, workspace, include_private))
        out.write_bytes(pack.data)
        found = packs.verified(out)
        shown = [json.dumps(packs.as_json(found), indent=2)] if as_json else [f"{out} is written.", *packs.lines(found)]
        for line in shown:
            typer.echo(line)


def verify(
    file: Annotated[Path, typer.Argument(help="An evidence pack.")],
    key: Annotated[str, typer.Option("--key", help="The public key that has to have signed it, or its file.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
) -> None:
    """Say whether an evidence pack is what was exported. Needs nothing but the file."""
    if not file.is_file():
        raise typer.BadParameter(f"{file} is not there, or is no file.")
    with explained(CONFIGURATION):
        from bot import evidence as packs

        found = packs.verified(file, key)
        shown = [json.dumps(packs.as_json(found), indent=2)] if as_json else packs.lines(found)
        for line in shown:
            typer.echo(line)
        raise typer.Exit(1 if found.problem else 0)
