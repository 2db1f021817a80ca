# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The command line as somebody at a terminal has it, without the second that a process of its own takes to start.

What only a process can show (which modules are loaded, signals, a server) is tried in tests/bot/test_cli.py.
"""

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import cli
from tests.support.house import ROOT

_KEPT = ("PATH", "HOME", "LANG", "TZ")


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def ospo(
    *arguments: str, given: bytes | None = None, folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Said:
    """Run `ospo ARGUMENTS` in a folder, with nothing set but ``environment``; ``given`` is its standard input."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with _environment({**kept, **(environment or {})}), _streams(given or b"", out, err), contextlib.chdir(folder):
        sys.argv[:] = ["ospo", *arguments]
        try:
            cli.main()
            code: object = 0
        except SystemExit as end:
            code = end.code
    return Said(code if isinstance(code, int) else int(code is not None), _written(out), _written(err))


@contextlib.contextmanager
def _environment(only: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(only)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _streams(given: bytes, out: io.TextIOWrapper, err: io.TextIOWrapper) -> Iterator[None]:
    arguments, standard_input = list(sys.argv), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield
    finally:
        sys.argv[:], sys.stdin = arguments, standard_input


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
