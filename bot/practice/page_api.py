# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The browser page of the practice workspace over HTTP: its files, what it shows, what is done on it, live updates."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.practice.changes import Change
from bot.practice.page_acts import PageActs
from bot.practice.page_state import PageState
from bot.practice.person import Person
from bot.practice.practice import Practice
from bot.practice.records import Json

FILES = Path(__file__).parent / "page"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""No script, style, picture or connection from anywhere but here, and nothing written into the page as markup runs."""
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
CONFLICT, NOT_FOUND, FORBIDDEN, BAD_REQUEST = 409, 404, 403, 400
POLICY_VIOLATION = 1008
PICTURES = {".png": "image/png", ".gif": "image/gif", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def page_routes(practice: Practice) -> list[BaseRoute]:
    """Return the routes of the page: `/`, `/page/…`, and the permalinks of messages."""
    page = Page(practice)
    return [
        Route("/", page.index),
        Route("/archives/{channel}/p{digits:int}", page.permalink),
        Route("/page/workspace", page.workspace),
        Route("/page/channel/{channel}", page.channel),
        Route("/page/thread/{channel}/{ts}", page.thread),
        Route("/page/traffic", page.traffic),
        Route("/page/file/{file_id}", page.file),
        Route("/page/act/{name}", page.act, methods=["POST"]),
        WebSocketRoute("/page/live", page.live),
        Mount("/page", StaticFiles(directory=FILES)),
    ]


class Page:
    """The endpoints. `as` in the query names the person who looks."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._state = PageState(practice)
        self._acts = PageActs(practice, self._state)

    async def index(self, _: Request) -> Response:
        """Return the page."""
        return FileResponse(FILES / "index.html", headers=HEADERS)

    async def permalink(self, request: Request) -> Response:
        """Lead from the permalink of a message to the page that shows it."""
        channel, digits = request.path_params["channel"], str(request.path_params["digits"])
        thread = request.query_params.get("thread_ts") or f"{digits[:-6]}.{digits[-6:]}"
        return RedirectResponse(f"{request.scope['root_path']}/#/{channel}/{thread}")

    async def workspace(self, request: Request) -> Response:
        """Return everything around the messages."""
        return JSONResponse(self._state.workspace(self._person(request)))

    async def channel(self, request: Request) -> Response:
        """Return the messages of a channel."""
        return self._looked_up(lambda: self._state.channel(self._person(request), request.path_params["channel"]))

    async def thread(self, request: Request) -> Response:
        """Return a thread."""
        place = request.path_params["channel"], request.path_params["ts"]
        return self._looked_up(lambda: self._state.thread(self._person(request), *place))

    async def traffic(self, _: Request) -> Response:
        """Return what went over the wire lately, newest first."""
        return JSONResponse({"exchanges": self._state.traffic()})

    async def file(self, request: Request) -> Response:
        """Return an uploaded picture; other files are only downloaded, never shown."""
        found = self._practice.workspace.files.get(request.path_params["file_id"])
        if found is None or found.content is None:
            raise HTTPException(NOT_FOUND)
        kind = PICTURES.get(Path(found.name).suffix.lower())
        headers = HEADERS if kind else HEADERS | {"Content-Disposition": "attachment"}
        return Response(found.content, media_type=kind or "application/octet-stream", headers=headers)

    async def act(self, request: Request) -> Response:
        """Do what a person did. Only the page itself may ask for it."""
        if not _from_the_page(request) or "application/json" not in request.headers.get("content-type", ""):
            raise HTTPException(FORBIDDEN)
        try:
            given = json.loads(await request.body())
            person = self._person(request)
            return JSONResponse(await self._acts.act(request.path_params["name"], person, given))
        except LookupError as gone:
            sentence = str(gone) if type(gone) is LookupError else "This cannot be done here."
            return JSONResponse({"error": sentence}, CONFLICT)
        except (ValueError, TypeError, AttributeError):
            return JSONResponse({"error": "The page sent something that cannot be read."}, BAD_REQUEST)

    async def live(self, websocket: WebSocket) -> None:
        """Tell the page of each change that its person can see, as it happens."""
        person_id = websocket.query_params.get("as", "")
        if not _from_the_page(websocket) or person_id not in self._practice.workspace.users:
            await websocket.close(POLICY_VIOLATION)
            return
        await websocket.accept()
        telling = asyncio.create_task(self._tell(websocket, self._practice.person(person_id)))
        try:
            while True:
                await websocket.receive_text()
        except WebSocketDisconnect:
            telling.cancel()

    async def _tell(self, websocket: WebSocket, person: Person) -> None:
        async with self._practice.workspace.changes.subscription() as changes:
            await websocket.send_json({"kind": "hello"})
            while True:
                change = await changes.get()
                if change.person in {"", person.user.id}:
                    await websocket.send_json(self._told(change, person))

    def _told(self, change: Change, person: Person) -> dict[str, str]:
        """Return the change, or for a place that the person does not see only that there was one (for the badges)."""
        if change.channel and change.channel not in {one.id for one in person.channels()}:
            return {"kind": "elsewhere"}
        return {"kind": change.kind, "channel": change.channel, "ts": change.ts}

    def _person(self, request: Request) -> Person:
        person_id = request.query_params.get("as", "")
        if person_id not in self._practice.workspace.users:
            raise HTTPException(NOT_FOUND)
        return self._practice.person(person_id)

    @staticmethod
    def _looked_up(look: Callable[[], Json]) -> Response:
        try:
            return JSONResponse(look())
        except LookupError as gone:
            return JSONResponse({"error": str(gone)}, NOT_FOUND)


def _from_the_page(connection: HTTPConnection) -> bool:
    """Say whether a request comes from this origin: any other page in the same browser can reach this machine too."""
    origin = connection.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == connection.headers.get("host")
