# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The pictures of messages: drawn and uploaded once, before they are written, and never waited for any longer."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.charting import draw
from bot.services.delivery.petals import FlowerNews
from bot.services.delivery.slack import PictureFile, Slack
from bot.timing import Timing
from storage.database import Database
from storage.digests import Made
from workflows.notice import Notice

if TYPE_CHECKING:  # only who sends digests pays for their charts
    from messages.charts.chart import Chart

logger = logging.getLogger(__name__)

#: How long a post waits for its pictures in all: to be drawn, uploaded, and processed by Slack (design.md §4).
PATIENCE = timedelta(seconds=30)


class Pictures:
    """Files of pictures at Slack, kept with the digest that they belong to, so that no other try uploads them again."""

    def __init__(
        self,
        database: Database,
        slack: Slack,
        timing: Timing,
        may_upload: Callable[[], bool],
        flowers: FlowerNews | None = None,
    ) -> None:
        self._flowers = flowers
        self._database = database
        self._slack = slack
        self._timing = timing
        self._may_upload = may_upload
        self._one_at_a_time = asyncio.Lock()

    async def prepare(self, notice: Notice) -> datetime:
        """Have the pictures of a digest's post ready, or be without them; until when they may be waited for."""
        until = self._timing.now() + PATIENCE
        if notice.template not in {"digest", "petals"} or notice.thread or not self._may_upload():
            return until
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()), self._one_at_a_time:
                await self._prepared(notice)
        except Exception as error:  # noqa: BLE001 - whatever it is, no digest waits for its pictures
            logger.warning("notice %s goes without pictures: %s: %s", notice.key, type(error).__name__, error)
        return until

    async def _prepared(self, notice: Notice) -> None:
        if notice.template == "petals":
            await self._flower(notice)
            return
        about = (notice.workspace, str(notice.detail["schedule"]), str(notice.detail["period"]))
        async with self._database.reading() as tx:
            made = await tx.digests.made(*about)
        charts = _charts(made) if made is not None and not made.pictures else ()
        if charts:
            files = await self._uploaded(charts)
            async with self._database.transaction() as tx:
                await tx.digests.keep_pictures(*about, files)

    async def _flower(self, notice: Notice) -> None:
        if self._flowers is not None and not self._flowers.drawn(notice):
            files = await self._uploaded((await self._flowers.chart(notice),))
            self._flowers.keep(notice, next(iter(files.values())))

    async def _uploaded(self, charts: "tuple[Chart, ...]") -> Mapping[str, str]:
        """The ids of the files, by the names of the charts."""
        drawn = await draw([chart.spec for chart in charts])
        pictures = [
            PictureFile(f"{chart.name}.png", chart.title, data) for chart, data in zip(charts, drawn, strict=True)
        ]
        ids = await self._slack.upload(pictures)
        return dict(zip((chart.name for chart in charts), ids, strict=True))


def _charts(made: Made) -> "tuple[Chart, ...]":
    from bot.services.digest_words import charts_of, stored  # noqa: PLC0415 - only who sends digests pays for their words

    return charts_of(stored(made.document, made.digest))
