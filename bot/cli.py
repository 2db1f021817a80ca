# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The command line. Each command imports what it needs itself, so that `ospo --help` waits for nothing."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.ask_commands import ask
from bot.audit_commands import audit_app
from bot.digest_commands import digest
from bot.export_commands import export_app, verify
from bot.keys_commands import keys_app
from bot.kind_commands import kinds_app
from bot.license_commands import license_, sbom
from bot.maturity_commands import maturity_app
from bot.policy_commands import policy_app
from bot.queue_commands import queue, status
from bot.reading_commands import reading_app
from bot.register_commands import register_app
from bot.retention_commands import forget, retention
from bot.strategy_commands import strategy_app
from bot.terminal import USAGE, Answer, explained, settings_of, uncollected
from bot.upstream_commands import upstreams_app

if TYPE_CHECKING:
    from bot.settings import Settings

_TYPER_USAGE = 2

app = typer.Typer(
    name="ospo",
    help="OSPO Bot: a company's Open Source Program Office in Slack.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(policy_app, name="policy")
app.add_typer(audit_app, name="audit")
app.add_typer(maturity_app, name="maturity")
app.add_typer(register_app, name="register")
app.add_typer(upstreams_app, name="upstreams")
app.add_typer(reading_app, name="reading")
app.add_typer(kinds_app, name="kinds")
app.add_typer(keys_app, name="keys")
app.add_typer(strategy_app, name="strategy")
app.command()(retention)
app.command()(forget)
app.command(name="license")(license_)
app.command()(sbom)
app.add_typer(export_app, name="export")
app.command()(verify)
app.command()(ask)
app.command()(queue)
app.command()(digest)
app.command()(status)


def main() -> None:
    """Run a command; a mistake of a person ends with one clear sentence, never with a traceback."""
    try:
        app(prog_name="ospo")
    except Answer:
        raise
    except SystemExit as end:
        raise SystemExit(USAGE if end.code == _TYPER_USAGE else end.code) from None


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"ospo {version('ospo-bot')}")
        raise typer.Exit


@app.callback()
def ospo(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Run a company's Open Source Program Office in Slack."""


@app.command()
def serve(
    web_only: Annotated[
        bool, typer.Option("--web-only", help="Answer Slack only; `ospo work` delivers and keeps time elsewhere.")
    ] = False,
    practice: Annotated[
        bool, typer.Option("--practice", help="Try everything in a practice workspace on this machine, without Slack.")
    ] = False,
    host: Annotated[str, typer.Option(help="The address to listen on, instead of OSPO_HOST.")] = "",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port to listen on, instead of PORT.", show_default=False)
    ] = None,
) -> None:
    """Answer Slack, deliver messages and keep time, all in one process."""
    if practice and (web_only or host):
        raise typer.BadParameter("--practice runs whole and on 127.0.0.1 only: leave out --web-only and --host.")
    with explained(), uncollected():
        settings = settings_of(host=host, port=port)
        if practice:
            _serve_practice(settings)
            return
        from bot.running import serve

        serve(settings, web_only=web_only)


@app.command()
def work() -> None:
    """Deliver messages and keep time, beside `ospo serve --web-only`."""
    with explained(), uncollected():
        settings = settings_of()
        from bot.running import work

        work(settings)


@app.command()
def migrate() -> None:
    """Bring the database of DATABASE_URL to the schema of this version."""
    with explained():
        settings = settings_of()
        from bot.record import migrate

        typer.echo(migrate(settings.database_url))


@app.command()
def retry() -> None:
    """Try once more to deliver every message that was parked, now that the cause is repaired."""
    with explained():
        settings = settings_of()
        from bot.record import retry

        typer.echo(retry(settings.database_url))


@app.command()
def check(
    organization: Annotated[
        Path | None, typer.Argument(help="The organization's folder, instead of OSPO_ORGANIZATION.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result for programs.")] = False,
) -> None:
    """Say what is wrong with the configuration, and who decides for each group. Needs neither Slack nor a database."""
    with explained():
        settings = settings_of()
        from bot import check_report, checking
        from bot.record import parked_lines
        from bot.side_room_check import side_room_problems

        problems = side_room_problems(settings.database_url, settings.side_room_keys())
        folder, parked = organization or settings.ospo_organization, parked_lines(settings.database_url)
        report = checking.check(folder, parked, problems)
        shown = [json.dumps(check_report.as_json(report), indent=2)] if as_json else check_report.lines(report)
        for line in shown:
            typer.echo(line)
        raise typer.Exit(0 if report.ok else 1)


@app.command()
def manifest(
    url: Annotated[str, typer.Option(help="The address (https) at which Slack reaches the office over HTTP.")] = "",
    socket_mode: Annotated[
        bool, typer.Option("--socket-mode", help="Slack is reached over a websocket; this is so without --url.")
    ] = False,
    with_optional: Annotated[
        bool, typer.Option("--with-optional", help="Ask for the optional scopes too (docs/connect.md).")
    ] = False,
) -> None:
    """Print the manifest to create the Slack app from."""
    if url and socket_mode:
        raise typer.BadParameter("Slack reaches the office either at --url or over --socket-mode, not both.")
    with explained():
        from bot.manifest import manifest

        made = manifest(url=url, with_optional=with_optional, threads=_threads_kept(settings_of()))
        typer.echo(json.dumps(made, indent=2, ensure_ascii=False))


def _threads_kept(settings: "Settings") -> bool:
    """Whether the organization wants threads to be kept; without a folder that can be read it does not."""
    from bot.catalog import load_catalog

    loaded = load_catalog(settings.ospo_organization) if settings.ospo_organization else None
    return bool(loaded and loaded.catalog and loaded.catalog.organization.threads.sync)


def _serve_practice(settings: "Settings") -> None:
    from bot.settings import SettingsProblem, slack_variables

    if found := slack_variables():
        raise SettingsProblem(
            f"{', '.join(found)} is set, and a practice workspace must not be mistaken for a real one. "
            "Unset it, or leave out --practice."
        )
    import uvloop

    from bot.practice.serving import serve_practice

    uvloop.run(serve_practice(settings.port))
