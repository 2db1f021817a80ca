# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo license` and `ospo sbom`: what policy says about a license, or about all of an inventory, in a terminal."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, TypeAlias

import typer

from bot.terminal import CONFIGURATION, Answer, explained, settings_of

if TYPE_CHECKING:
    from workflows.licenses.tables import Verdict

#: Written out, so that `ospo --help` imports nothing of the domain; a test compares it.
Usages: TypeAlias = Literal["build", "internal", "saas", "shipped", "shipped-modified", "browser", "contribute"]
Links: TypeAlias = Literal["process", "dynamic", "static"]


def license_(
    expression: Annotated[
        str | None, typer.Argument(help="An SPDX expression or a common spelling; -: one a line from stdin.")
    ] = None,
    text: Annotated[
        Path | None, typer.Option(help="The text of a license in a file, instead; -: from stdin.", show_default=False)
    ] = None,
    usage: Annotated[
        Usages | None, typer.Option(help="What is done with it; without: shipped.", show_default=False)
    ] = None,
    into: Annotated[
        str | None, typer.Option(help="The license of the product that it becomes part of.", show_default=False)
    ] = None,
    modified: Annotated[
        Literal["yes", "no"] | None, typer.Option(help="Whether it is changed.", show_default=False)
    ] = None,
    link: Annotated[Links | None, typer.Option(help="How the product uses it.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer for programs.")] = False,
) -> None:
    """Say what policy says about a license. Needs neither Slack nor a database."""
    if (expression is None) == (text is None):
        raise typer.BadParameter("Please give either an expression, or a license text with --text.")
    if text is not None:
        _check_file(text)
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot.license_answers import answered, answered_each, answered_text, policy_of
        from workflows.licenses.policy import Use
        from workflows.licenses.tables import Usage

        use = Use(Usage(usage) if usage else None, modified=None if modified is None else modified == "yes", link=link)
        policy = policy_of(settings.ospo_organization)
        if expression == "-":
            _end_with_the_worst(answered_each(sys.stdin.buffer, use, policy, into, programs=as_json))
        if text is not None:
            _end_with(*answered_text(text, use, policy, into, programs=as_json))
        _end_with(*answered(expression or "", use, policy, into, programs=as_json))


def sbom(
    file: Annotated[Path, typer.Argument(help="An inventory: CycloneDX or SPDX, as JSON; -: from stdin.")],
    usage: Annotated[
        Usages | None, typer.Option(help="What is done with the components; without: shipped.", show_default=False)
    ] = None,
    into: Annotated[
        str | None, typer.Option(help="The license of the product that they become part of.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer for programs.")] = False,
) -> None:
    """Say what policy says about every component of an inventory. Needs neither Slack nor a database."""
    _check_file(file)
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot.inventory_answers import assessed
        from bot.license_answers import policy_of
        from workflows.licenses.policy import Use
        from workflows.licenses.tables import Usage

        use = Use(Usage(usage) if usage else None)
        _end_with(*assessed(file, use, policy_of(settings.ospo_organization), into, programs=as_json))


def _check_file(file: Path) -> None:
    if str(file) != "-" and not file.is_file():
        raise typer.BadParameter(f"{file} is not there, or is no file.")


def _end_with(lines: Iterable[str], verdict: "Verdict") -> NoReturn:
    """Print an answer; the exit code is its verdict."""
    for line in lines:
        typer.echo(line)
    raise Answer(verdict.rank)


def _end_with_the_worst(answers: "Iterable[tuple[str, Verdict]]") -> NoReturn:
    """Print each answer as it comes; the exit code is the worst verdict of all."""
    worst = 0
    for line, verdict in answers:
        typer.echo(line)
        worst = max(worst, verdict.rank)
    raise Answer(worst)
