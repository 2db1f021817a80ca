# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""auth.test, api.test, blocks.validate and apps.connections.open: the app itself."""

from bot.practice.blockkit import problems
from bot.practice.records import Json
from bot.practice.web_api.call import ApiError, Call, Method, invalid_arguments


def auth_test(call: Call) -> Json:
    """Return whose token this is."""
    workspace = call.workspace
    return {
        "url": f"{call.practice.base_url}/",
        "team": workspace.team.name,
        "user": workspace.bot.name,
        "team_id": workspace.team.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def api_test(call: Call) -> Json:
    """Answer; with `error`, that error."""
    if call.text("error"):
        raise ApiError(call.text("error"), args={"error": call.text("error")})
    return {"args": {}}


def validate_blocks(call: Call) -> Json:
    """Check exactly one of blocks, view or message, without showing it."""
    given = [name for name in ("blocks", "view", "message") if call.has(name)]
    if len(given) != 1:
        raise invalid_arguments("must define exactly one of blocks, view or message")
    if given == ["blocks"]:
        found = problems("message", {"blocks": call.array("blocks")})
    elif given == ["message"]:
        found = problems("message", call.object("message") or {})
    else:
        view = call.object("view") or {}
        found = problems("home" if view.get("type") == "home" else "modal", view)
    errors = [
        {"pointer": one.pointer, "code": one.code, "message": one.message, "constraint": one.rule} for one in found
    ]
    if errors:
        raise ApiError("invalid_blocks", errors=errors)
    return {"errors": []}


def open_connection(call: Call) -> Json:
    """Return the address of a new Socket Mode connection; needs an app-level token."""
    call.need_scope("connections:write")
    return {"url": call.practice.socket_url()}


METHODS = (
    Method("auth.test", auth_test),
    Method("api.test", api_test, {"error": "text"}, token=None),
    Method("blocks.validate", validate_blocks, {"blocks": "array", "view": "object", "message": "object"}, token=None),
    Method("apps.connections.open", open_connection, token="app"),  # noqa: S106  a kind of token, no token
)
