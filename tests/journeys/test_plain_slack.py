# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The journey with a plain `ospo serve` in a process of its own, before a Slack that it has never seen."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support import plain_people as people
from tests.support.plain_slack import SECRET, Call, PlainSlack
from tests.support.processes import Process, process
from tests.support.serving import free_port, served

ORGANIZATION = """
[channels]
requests = "C0REQUESTS"
[groups.ospo]
members = ["U0OSPO"]
[groups.legal]
members = ["U0LEGAL"]
"""
ANSWERS: dict[str, people.Answer] = {
    "repository": "https://github.com/example/parser",
    "title": "Fix the parser",
    "change": "bugfix",
    "size": "small",
    "license": "MIT",
    "agreement": "dco",
    "ai": "none",
    "risks": ("none",),
}


@pytest.fixture
async def slack() -> AsyncIterator[tuple[PlainSlack, str]]:
    """A plain Slack and the address of its Web API."""
    slack = PlainSlack()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        async with served(slack.application(), listening):
            yield slack, f"http://127.0.0.1:{listening.getsockname()[1]}/api/"
            slack.may_identify.set()


@pytest.fixture
def settings(slack: tuple[PlainSlack, str], database_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a deployment."""
    (tmp_path / "organization").mkdir()
    (tmp_path / "organization" / "organization.toml").write_text(ORGANIZATION)
    return {
        "SLACK_BOT_TOKEN": "xoxb-plain",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack[1],
        "DATABASE_URL": database_url,
        "OSPO_ORGANIZATION": str(tmp_path / "organization"),
        "OSPO_LOG_LEVEL": "debug",
        "PORT": str(free_port()),
    }


async def migrated(settings: dict[str, str], folder: Path) -> None:
    """Run what an operator runs before the first start."""
    async with process("migrate", settings=settings, folder=folder) as migrating:
        assert await migrating.ended() == 0, migrating.said


async def test_from_the_command_to_a_decision_in_the_thread(
    slack: tuple[PlainSlack, str], settings: dict[str, str], tmp_path: Path
) -> None:
    await migrated(settings, tmp_path)
    async with process("serve", settings=settings, folder=tmp_path) as office:
        await not_ready_before_slack_has_told_who_we_are(slack[0], office)
        card, asked = await submitted(slack[0], office)
        await approved(slack[0], office, card, asked)
        assert 'ospo_notices{state="waiting"} 0.0' in await office.answers("/metrics")
        assert 'ospo_answers_total{outcome="answered"} 3.0' in await office.answers("/metrics")
        assert await office.stop() == 0, office.said
    assert "Traceback" not in office.said
    assert "Fix the parser" not in office.said, "the log holds nothing that people typed"


async def not_ready_before_slack_has_told_who_we_are(slack: PlainSlack, office: Process) -> None:
    assert await office.answers("/healthz") == "ok"
    assert "Slack has not been asked yet" in await office.answers("/readyz", 503)
    slack.may_identify.set()
    assert await office.answers("/readyz") == '{"ready":true,"missing":{}}'


async def submitted(slack: PlainSlack, office: Process) -> tuple[Call, Call]:
    """Submit a request; returns the card and the message in its thread that asks."""
    events = office.address + "/slack/events"
    assert await slack.send(events, people.command("U0DEV", "contribute")) == (200, "")
    opened = await slack.called(lambda call: call.method == "views.open")
    assert await slack.send(events, people.submission("U0DEV", opened, ANSWERS)) == (200, "")
    card = await slack.called(lambda call: posted(call, "C0REQUESTS") and not call.given.get("thread_ts"))
    assert "Fix the parser" in card.shown
    asked = await slack.called(lambda call: posted(call, "C0REQUESTS") and call.given.get("thread_ts") == card.ts)
    assert "<@U0OSPO>" in asked.shown
    own = await slack.called(lambda call: posted(call, "U0DEV"))
    assert "OSPO-1" in own.shown
    return card, asked


async def approved(slack: PlainSlack, office: Process, card: Call, asked: Call) -> None:
    """Approve by the button; the card is edited, the message that asked is stamped, the requester is told."""
    events = office.address + "/slack/events"
    assert await slack.send(events, people.click("U0OSPO", asked, "review:approve")) == (200, "")
    edited = await slack.called(lambda call: call.method == "chat.update" and call.given["ts"] == card.ts)
    assert "pproved" in edited.shown
    stamped = await slack.called(lambda call: call.method == "chat.update" and call.given["ts"] == asked.ts)
    assert "review:approve" not in stamped.shown
    told = await slack.called(lambda call: posted(call, "U0DEV") and "approved" in call.shown)
    assert "OSPO-1" in told.shown


def posted(call: Call, channel: str) -> bool:
    return call.method == "chat.postMessage" and call.given["channel"] == channel


async def test_only_sqlite_is_migrated_by_serving(
    slack: tuple[PlainSlack, str], settings: dict[str, str], tmp_path: Path
) -> None:
    slack[0].may_identify.set()
    async with process("serve", settings=settings, folder=tmp_path) as office:
        if settings["DATABASE_URL"].startswith("sqlite"):
            await office.answers("/readyz")
        else:
            assert await office.ended() == 1
            assert office.said == "ospo: The database needs to be migrated first. Please run: ospo migrate\n"
