# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo ask`: what is written down about a question, in a terminal."""

import json
from typing import Annotated

import typer

from bot.terminal import CONFIGURATION, USAGE, Answer, explained, settings_of

#: Something that is written down answers; people would have to be asked.
_ANSWERED, _ROUTED = 0, 1


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know, in your own words.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer for programs.")] = False,
    workspace: Annotated[str, typer.Option("--workspace", help="The workspace, where the record has several.")] = "",
) -> None:
    """Answer a question from what everybody may read. Needs no Slack and no database, and changes nothing."""
    with explained(CONFIGURATION):
        settings = settings_of()
        from bot import ask_answers
        from workflows.asking.reply import Certainty, asks_something

        if not asks_something(question):
            typer.echo("ospo: Please ask in a few words.", err=True)
            raise typer.Exit(USAGE)
        reply = ask_answers.answered(question, settings.database_url, settings.ospo_organization, workspace)
        if as_json:
            typer.echo(json.dumps(ask_answers.as_json(reply), indent=2, ensure_ascii=False))
        else:
            typer.echo("\n".join(ask_answers.lines(reply)))
    raise Answer(_ANSWERED if reply.certainty is Certainty.ANSWERED else _ROUTED)
