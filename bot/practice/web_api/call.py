# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""One call of a Web API method: its arguments, read from form, query or JSON alike, its token, and its errors."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from bot.practice.grants import Token, TokenKind
from bot.practice.records import Json

if TYPE_CHECKING:
    from bot.practice.practice import Practice

BROKEN_JSON = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}
TRUTH = {"1": True, "true": True, "0": False, "false": False, "": False}


class ApiError(Exception):
    """An answer with `"ok": false`; `facts` are the further keys of the answer."""

    def __init__(self, error: str, **facts: Any) -> None:
        super().__init__(error)
        self.error = error
        self.facts = facts


def invalid_arguments(*messages: str) -> ApiError:
    """Return the error for arguments that a method cannot take, each message naming one."""
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {one}" for one in messages]})


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: what runs it, which scopes it needs, and its arguments.

    An argument's type is text, number, flag, array or object; with `!` it is required.
    """

    name: str
    run: Callable[["Call"], Json]
    arguments: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    token: TokenKind | None = "bot"  # noqa: S105  a kind of token, no token


@dataclass(slots=True)
class Call:
    """A call in progress. Arguments are read with `text`, `number`, `flag`, `array` and `object`."""

    practice: "Practice"
    method: Method
    given: Json
    token: Token | None

    @property
    def workspace(self) -> Any:
        """Return the workspace that the call works on."""
        return self.practice.workspace

    def has(self, name: str) -> bool:
        """Say whether an argument was given at all."""
        return self.given.get(name) is not None

    def text(self, name: str) -> str:
        """Return a text argument, or "" when it was not given."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        value = self.given.get(name)
        return default if value is None else int(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes/no argument."""
        value = self.given.get(name)
        return default if value is None else bool(value)

    def array(self, name: str) -> list[Any]:
        """Return a list argument, or an empty list."""
        return list(self.given.get(name) or [])

    def object(self, name: str) -> Json | None:
        """Return an object argument."""
        value = self.given.get(name)
        return None if value is None else dict(value)

    def need_scope(self, *scopes: str) -> None:
        """Raise missing_scope unless the token has all of the scopes."""
        provided = self.token.scopes if self.token else frozenset()
        missing = [scope for scope in scopes if scope not in provided]
        if missing:
            raise ApiError("missing_scope", needed=",".join(missing), provided=",".join(sorted(provided)))


def read_arguments(method: Method, body: bytes, content_type: str, query: str) -> Json:
    """Return the arguments of a call, each converted to its declared type; others are ignored, as Slack does.

    Raises ApiError with invalid_json, json_not_object, invalid_form_data, invalid_arguments or the name that Slack has
    for broken JSON in that argument.
    """
    given = dict(parse_qsl(query, keep_blank_values=True)) | _body(body, content_type)
    missing = [name for name, kind in method.arguments.items() if kind.endswith("!") and given.get(name) in (None, "")]
    if missing:
        raise invalid_arguments(*(f"missing required field: {name}" for name in missing))
    return {
        name: _typed(name, given[name], kind.rstrip("!"))
        for name, kind in method.arguments.items()
        if given.get(name) is not None
    }


def arguments_given(body: bytes, content_type: str, query: str) -> Json:
    """Return the arguments as they came, or none when the body cannot be read; for faults, limits and tokens."""
    try:
        return dict(parse_qsl(query, keep_blank_values=True)) | _body(body, content_type)
    except ApiError:
        return {}


def _body(body: bytes, content_type: str) -> Json:
    if not body:
        return {}
    if content_type.startswith("application/json"):
        try:
            parsed = json.loads(body)
        except ValueError as error:
            raise ApiError("invalid_json") from error
        if not isinstance(parsed, dict):
            raise ApiError("json_not_object")
        return parsed
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError as error:
        raise ApiError("invalid_form_data") from error


def _typed(name: str, value: Any, kind: str) -> Any:
    if kind in {"array", "object"}:
        return _structure(name, value, kind)
    if kind == "flag":
        truth = value if isinstance(value, bool) else TRUTH.get(str(value).lower())
        if truth is None:
            raise invalid_arguments(f"must be a valid boolean [json-pointer:/{name}]")
        return truth
    if kind == "number":
        if isinstance(value, bool) or not str(value).lstrip("-").isdigit():
            raise invalid_arguments(f"must be a valid integer [json-pointer:/{name}]")
        return int(value)
    if not isinstance(value, str):
        raise invalid_arguments(f"must provide a string [json-pointer:/{name}]")
    return value


def _structure(name: str, value: Any, kind: str) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value) if value else ([] if kind == "array" else {})
        except ValueError as error:
            raise ApiError(BROKEN_JSON.get(name, "invalid_arguments")) from error
    if not isinstance(value, list if kind == "array" else dict):
        if name in BROKEN_JSON:
            raise ApiError(BROKEN_JSON[name])
        raise invalid_arguments(f"must provide an {kind} [json-pointer:/{name}]")
    return value
