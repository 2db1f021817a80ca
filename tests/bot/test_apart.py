# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What runs apart reads what strangers wrote: it gets no secret of the office, and ends with whoever wanted it."""

import asyncio
from pathlib import Path

import pytest

from bot.apart import run_apart
from bot.settings import Settings, variable_of

_TELLS = "import os, sys\nsys.stdout.write('\\n'.join(os.environ))\n"


async def test_a_process_apart_has_none_of_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "telling.py").write_text(_TELLS)
    names = {variable_of(name) for name in Settings.model_fields} | {"SLACK_ANYTHING"}
    for name in names:
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ended = await run_apart("telling", b"")
    told = set(ended.written.decode().split("\n"))
    assert (ended.code, told & names, "PYTHONPATH" in told) == (0, set(), True), ended.complaint


def children() -> set[str]:
    """The processes that this one has started and that still run."""
    return {one for told in Path("/proc/self/task").glob("*/children") for one in told.read_text().split()}


@pytest.mark.parametrize("steps", [1, 2, 5, 50])
async def test_a_process_that_is_given_up_is_ended_even_while_it_starts(steps: int) -> None:
    before = children()
    running = asyncio.create_task(run_apart("bot.chart_renderer", b"[]"))
    for _ in range(steps):
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert children() == before
