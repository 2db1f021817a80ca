# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo kinds`: which kinds of request there are, a page of documentation for each, and the schema for editors."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import CONFIGURATION, explained, settings_of

if TYPE_CHECKING:
    from workflows.kind import RequestKind

kinds_app = typer.Typer(help="Say which kinds of request there are, and write their pages.", no_args_is_help=True)
_FOLDER = typer.Argument(help="The organization's folder, instead of OSPO_ORGANIZATION.", show_default=False)


@kinds_app.command(name="list")
def list_(organization: Annotated[Path | None, _FOLDER] = None) -> None:
    """Print each kind with its command. Needs neither Slack nor a database."""
    with explained(CONFIGURATION):
        for kind in _kinds(organization):
            typer.echo(f"{kind.name:24} /ospo {kind.verb:20} {kind.summary}")


@kinds_app.command()
def pages(
    folder: Annotated[Path, typer.Argument(help="Where the pages are written, one a kind: NAME.md.")],
    organization: Annotated[Path | None, _FOLDER] = None,
) -> None:
    """Write a page for each kind: what is asked, who decides and why, and what follows."""
    with explained(CONFIGURATION):
        from bot.kind_pages import page

        folder.mkdir(parents=True, exist_ok=True)
        for kind in _kinds(organization):
            (folder / f"{kind.name}.md").write_text(page(kind), encoding="utf-8")
            typer.echo(folder / f"{kind.name}.md")


@kinds_app.command()
def schema() -> None:
    """Print the JSON Schema of a kind's file, for editors that check TOML."""
    from bot.kind_pages import schema as written

    typer.echo(written(), nl=False)


def _kinds(organization: Path | None) -> "Iterable[RequestKind]":
    from datetime import UTC, datetime

    from bot.catalog import LiveCatalog

    folder = organization or settings_of().ospo_organization
    catalog = LiveCatalog(folder, lambda: datetime.now(UTC)).current
    return [policy.kind for policy in catalog.policies.values()]
