# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The pictures of a digest: one for its post, the others for the thread; none that would be empty."""

from zoneinfo import ZoneInfo

from messages.charts.backlog import backlog
from messages.charts.chart import Chart
from messages.charts.flower import flower
from messages.charts.stages import stages
from messages.charts.weeks import flow, times
from workflows.digests.document import Digest, Executive
from workflows.digests.weekly import quiet


def charts_of(digest: Digest | Executive) -> tuple[Chart, ...]:
    """The charts that there is enough data for. The first belongs to the post: the stages, where there are any.

    None where the post says that nothing happened: a quiet week is one line.
    """
    if isinstance(digest, Digest) and (quiet(digest) or digest.start):
        return ()
    zone, figures = ZoneInfo(digest.zone), digest.figures
    drawn = (
        stages(digest.progress) if digest.progress else None,
        flower(figures.petals),
        times(figures.trend, zone),
        flow(figures.trend, zone),
        backlog(figures.ages),
    )
    return tuple(chart for chart in drawn if chart)
