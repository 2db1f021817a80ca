# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Charts become pictures in a process of their own, which a process that serves never is."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.charting import CannotDraw, draw
from messages.charts.chart import WIDTH
from messages.charts.digests import charts_of
from tests.support.house import here, product_code
from workflows.digests.document import Digest, Progress, StageLine
from workflows.figures import AgeBand, Petal, ProgramFigures, QueueFigures, Times, Week, weeks_until

UNTIL = datetime(2026, 11, 23, 8, tzinfo=UTC)
WEEKS = weeks_until(UNTIL, ZoneInfo("Europe/Berlin"))
FIGURES = ProgramFigures(
    since=WEEKS[-2],
    until=UNTIL,
    queue=QueueFigures(UNTIL),
    arrivals=4,
    ages=(AgeBand(0, 3), AgeBand(2, 0), AgeBand(7, 41)),
    petals=(Petal("legal", 3, 20), Petal("developer-experience", 0, 1)),
    trend=tuple(
        Week(since, until, 4, 3, 1, Times(9, 300, 3000) if number % 3 else Times(2))
        for number, (since, until) in enumerate(pairwise(WEEKS))
    ),
)
STAGES = (
    StageLine("one", "Stage 1: a title that is longer than a line of a phone takes at this size", 3, 2, 1, 1, 1, 1, 1),
    StageLine("two", "Stage 2", 0),
)
DIGEST = Digest(WEEKS[-2], UNTIL, "Europe/Berlin", FIGURES, Progress("ospo", "1", STAGES))


async def test_every_chart_is_drawn_by_one_process_as_wide_as_it_was_made() -> None:
    charts = charts_of(DIGEST)
    assert [one.name for one in charts] == ["stages", "flower", "times", "flow", "backlog"]
    pictures = await draw([one.spec for one in charts])
    sizes = [(int.from_bytes(one[16:20]), int.from_bytes(one[20:24])) for one in pictures]  # PNG's first chunk
    assert all(one.startswith(b"\x89PNG") for one in pictures)
    assert all(abs(wide - 2 * WIDTH) <= 2 * 8 for wide, _ in sizes), sizes
    assert all(high < 3 * WIDTH for _, high in sizes)


async def test_what_is_no_chart_and_what_takes_too_long_are_no_pictures() -> None:
    with pytest.raises(CannotDraw, match="ended with 1"):
        await draw([{"mark": "nonsense"}])
    with pytest.raises(CannotDraw, match="at most 0"):
        await draw([{}], patience=0.0)


def test_no_process_that_serves_or_works_loads_the_renderer() -> None:
    loading = re.compile(r"import vl_convert|import.*chart_renderer")
    assert {here(path) for path in product_code() if loading.search(path.read_text())} == {"bot/chart_renderer.py"}
    serving = "import bot.cli, bot.running, bot.slack, bot.charting, sys; print('vl_convert' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", serving], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
