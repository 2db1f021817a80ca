# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Everything that leaves an office, with who reads it there: calls to Slack, answers to it, logs, figures, commands."""

import asyncio
import json
import os
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.practice.records import Json
from bot.practice.traffic import Exchange
from tests.support.running import SIDE_ROOM_KEY, Running

#: Read by whoever runs the bot, or by anybody.
LOG, FIGURES, COMMANDS, ANYBODY = "log", "/metrics", "command line", "anybody"


class Outgoing:
    """Listens from when it is made. A place is a channel's id, or a user's for what only that person reads."""

    def __init__(self, house: Running, caplog: pytest.LogCaptureFixture) -> None:
        self._house = house
        self._caplog = caplog
        self._kept: deque[Exchange] = deque()
        self._commands: list[str] = []
        self._views: dict[str, str] = {}
        house.practice.traffic._exchanges = self._kept  # all of them, not the last ones only
        caplog.set_level("INFO")
        for ours in ("bot", "storage", "slack_bolt"):  # as `OSPO_LOG_LEVEL=debug`: Slack's own client stays at info
            caplog.set_level("DEBUG", ours)

    async def command(self, *words: str, **environment: str) -> str:
        """Run a command of the office on its record, and keep what it prints."""
        given = {
            "DATABASE_URL": self._house.office.settings.database_url,
            "OSPO_ORGANIZATION": str(self._house.office.settings.ospo_organization),
            "OSPO_SIDE_ROOM_KEYS": SIDE_ROOM_KEY,
            **environment,
        }
        with patch.dict(os.environ, given):
            result = await asyncio.to_thread(CliRunner().invoke, app, list(words))
        self._commands.append(result.output)
        return result.output

    def file(self, path: Path) -> None:
        """Keep what stands in a file that a command wrote."""
        self._commands.append(path.read_text(encoding="utf-8"))

    async def leaks(self, secrets: Mapping[str, Collection[str]]) -> list[str]:
        """Each secret that stands somewhere else than in its places, with where."""
        said = [*self._exchanged(), *self._ephemeral(), *self.files(), *[(COMMANDS, one) for one in self._commands]]
        said += [(LOG, self._caplog.handler.format(one)) for one in self._caplog.records]
        async with self._house.office.session.get(f"{self._house.address}/metrics") as figures:
            said.append((FIGURES, await figures.text()))
        found = (
            f"{secret} in {place}"
            for place, text in said
            for secret, allowed in secrets.items()
            if place not in allowed and (secret in text or secret in json.dumps(text))
        )
        return sorted(set(found))

    def _exchanged(self) -> Iterator[tuple[str, str]]:
        for one in self._kept:
            if one.direction == "from_bot":
                yield self._reader(one.sent, one.answer), json.dumps(one.sent, ensure_ascii=False)
            else:
                yield _actor(one.sent), json.dumps(one.answer, ensure_ascii=False)

    def files(self) -> Iterator[tuple[str, str]]:
        """What stands in the files of all channels, with who reads it there."""
        for channel, messages in self._house.practice.workspace._messages.items():
            for file in (file for one in messages.values() for file in one.files):
                reader = f"U{channel[1:]}" if channel.startswith("D") else channel
                yield reader, (file.content or b"").decode(errors="replace")

    def _ephemeral(self) -> Iterator[tuple[str, str]]:
        for one in self._house.practice.workspace._ephemerals:
            yield one.seen_by, json.dumps([one.text, one.blocks], ensure_ascii=False)

    def _reader(self, sent: Json, answer: Json) -> str:
        """Who reads what a call shows."""
        if place := str(sent.get("channel") or ""):
            return f"U{place[1:]}" if place.startswith("D") else place
        if user := sent.get("user_id"):
            return str(user)
        trigger = self._house.practice.workspace.grants._triggers.get(str(sent.get("trigger_id")))
        view = str((answer.get("view") or {}).get("id") or sent.get("view_id") or "")
        if trigger is not None:
            self._views[view] = trigger.user
        return self._views.get(view, ANYBODY)


def _actor(payload: Json) -> str:
    user = payload.get("user") or payload.get("user_id") or payload.get("event", {}).get("user")
    return str(user["id"] if isinstance(user, dict) else user)
