# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What runs apart reads what strangers wrote, so that it gets no secret of the office."""

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
