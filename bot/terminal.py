# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What commands share: exit codes, mistakes as sentences, and the settings. Imports nothing that takes time."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

USAGE = 64  # EX_USAGE of sysexits.h: the command itself was wrong (design.md §8)
CONFIGURATION = 78  # EX_CONFIG, where 1 means something else


class Answer(SystemExit):
    """An exit code that is an answer: a 2 among them is no mistake of the command."""


@contextmanager
def explained(status: int = 1) -> Iterator[None]:
    """Turn what a person can mend into a sentence and an exit code; anything else is a bug and keeps its traceback."""
    try:
        yield
    except Exception as error:
        from bot.stopping import CannotRun
        from storage.errors import StorageError

        if not isinstance(error, CannotRun | StorageError):
            raise
        typer.echo(f"ospo: {error}", err=True)
        raise typer.Exit(status) from error


@contextmanager
def uncollected() -> Iterator[None]:
    """Start without garbage collection, until the office is open and turns it on: see bot/running.py.

    It goes through all that was loaded again and again, in vain: a tenth of a start, and another tenth for the first
    full pass after the imports, which came while policy was read.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settings_of(host: str = "", port: int | None = None) -> "Settings":
    """The settings of the environment, with the log started. Raises SettingsProblem."""
    from bot.logs import start_log
    from bot.settings import read_settings

    settings = read_settings()
    given = {"host": host or settings.host, "port": port or settings.port}
    start_log(settings.log_level, sys.stderr)
    return settings.model_copy(update=given)
