# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A bot of the practice workspace that answers as it is told to and keeps what it was sent."""

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tests.practice.conftest import Bench


class Recorder:
    """Answers every delivery with the next of the given answers (the last one for ever) and keeps the requests."""

    def __init__(self, bench: Bench, *answers: Response) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self._answers = list(answers) or [PlainTextResponse("")]
        bench.answer_events = self.answer  # type: ignore[method-assign]  # the bench says it can be replaced

    async def answer(self, request: Request) -> Response:
        self.bodies.append(await request.body())
        self.headers.append(dict(request.headers))
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def payload(self, number: int = -1) -> dict[str, Any]:
        body = self.bodies[number]
        if body.startswith(b"{"):
            return dict(json.loads(body))
        return dict(json.loads(parse_qs(body.decode())["payload"][0]))
