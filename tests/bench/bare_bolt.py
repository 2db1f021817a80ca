# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The floor of every measurement: a Bolt application that only acknowledges, served as its documentation serves it."""

import os
import sys

import uvicorn
from fastapi import FastAPI, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from tests.bench.payloads import SECRET, TEAM


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-bench", bot_id="B0", bot_user_id="U0")


bolt = AsyncApp(signing_secret=SECRET, authorize=_authorize, process_before_response=True)


@bolt.command("/ospo")
async def command(ack: AsyncAck) -> None:
    await ack("Hello")


@bolt.view("form:submit")
async def submitted(ack: AsyncAck) -> None:
    await ack()


application = FastAPI()
handler = AsyncSlackRequestHandler(bolt)


@application.post("/slack/events")
async def events(request: Request) -> Response:
    return await handler.handle(request)


if __name__ == "__main__":
    os.environ.pop("SLACK_BOT_TOKEN", None)
    uvicorn.run(
        application, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", loop="uvloop", http="httptools"
    )
