# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Finding the method of a call, checking its token and scopes, and running it."""

from typing import TYPE_CHECKING

from bot.practice.grants import Token
from bot.practice.records import Json
from bot.practice.web_api import app, canvases, chat, conversations, files, marks, people, views
from bot.practice.web_api.call import ApiError, Call, Method, arguments_given, read_arguments

if TYPE_CHECKING:
    from bot.practice.practice import Practice

METHODS: dict[str, Method] = {
    method.name: method
    for module in (app, canvases, chat, conversations, files, marks, people, views)
    for method in module.METHODS
}


def run(
    practice: "Practice", name: str, *, body: bytes = b"", content_type: str = "", query: str = "", bearer: str = ""
) -> Json:
    """Run one Web API call and return its answer, `ok` included; errors are answers too, as in Slack."""
    try:
        method = _method(name)
        token = _token(practice, method, bearer or str(arguments_given(body, content_type, query).get("token", "")))
        call = Call(practice, method, {}, token)
        call.need_scope(*method.scopes)
        call.given = read_arguments(method, body, content_type, query)
        return {"ok": True} | method.run(call)
    except ApiError as error:
        return {"ok": False, "error": error.error} | error.facts


def _method(name: str) -> Method:
    method = METHODS.get(name)
    if method is None:
        raise ApiError("unknown_method", req_method=name)
    return method


def _token(practice: "Practice", method: Method, value: str) -> Token | None:
    if method.token is None:
        return None
    if not value:
        raise ApiError("not_authed")
    token = practice.workspace.grants.tokens.get(value)
    if token is None:
        raise ApiError("invalid_auth")
    if token.revoked:
        raise ApiError("token_revoked")
    if token.kind != method.token:
        raise ApiError("not_allowed_token_type")
    return token
