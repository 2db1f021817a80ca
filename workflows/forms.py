# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading a filled form: what people typed and chose becomes typed answers, or a sentence under the right field."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol, TypeAlias, TypeVar
from urllib.parse import urlsplit, urlunsplit

from workflows.errors import Refusal
from workflows.facts import Answer, Answers
from workflows.kind import Field, RequestKind
from workflows.text import cleaned, one_line

#: What a form gives for one field: text, chosen values, or nothing.
Raw: TypeAlias = str | tuple[str, ...] | None

_Number = TypeVar("_Number", int, float)
_MAX_URL = 2000
_HTTPS = 443
_PERSON = re.compile(r"[UW][A-Z0-9]{2,30}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,30}")
#: A comma before three digits at the end is a thousand in one country and a fraction in another.
_THOUSANDS = re.compile(r",\d{3}$")
_HOST = re.compile(r"[^.]+(\.[^.]+)+\.?")
#: An address as nearly all are, of which reading it would change nothing.
_PLAIN_URL = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~-]+)*/?")
_NOT_IN_URL = re.compile(r"[\s<>\"|\\]")


class Unreadable(ValueError):
    """An answer that does not fit its field; the message is the sentence shown under it."""


class Asking(Protocol):
    """What asks fields: a kind of request, or a register."""

    @property
    def by_name(self) -> dict[str, Field]:
        """Its fields by name."""


def read(asking: Asking, raw: Mapping[str, Raw]) -> tuple[Answers, dict[str, str]]:
    """The typed answers, and for each field that could not be read the sentence that says why.

    Names that are not asked are passed over: a form is input, not an instruction.
    """
    answers: Answers = {}
    problems: dict[str, str] = {}
    fields = asking.by_name
    for name, value in raw.items():
        field = fields.get(name)
        if field is None or value is None or value in {"", ()}:
            continue
        try:
            answer = _READERS[field.type](field, value)
        except Unreadable as problem:
            problems[name] = str(problem)
        else:
            if answer not in ("", ()):
                answers[name] = answer
    return answers, problems


def missing(kind: RequestKind, shown: frozenset[str], answers: Answers) -> dict[str, str]:
    """A sentence for every required field that is shown and has no answer."""
    return {
        name: "Please answer this: the office cannot route the request without it."
        for name in kind.required
        if name in shown and name not in answers
    }


def address(text: str) -> str:
    """An https address that somebody typed outside a kind's form. Raises Refusal with the sentence to show."""
    try:
        return str(_url(_ADDRESS, text))
    except Unreadable as problem:
        raise Refusal(str(problem)) from problem


def _text(field: Field, value: Raw) -> Answer:
    return _within(field, one_line(_one(value)))


def _long_text(field: Field, value: Raw) -> Answer:
    return _within(field, cleaned(_one(value)))


def _within(field: Field, text: str) -> str:
    if len(text) > field.max_length:
        raise Unreadable(f"Please shorten this to {field.max_length} characters; it has {len(text)}.")
    return text


def _url(field: Field, value: Raw) -> Answer:
    return _within(field, _normal_url(_one(value)))


@lru_cache(maxsize=1024)  # a form is read at each change, and once more when it is submitted
def _normal_url(typed: str) -> str:
    plain = len(typed) <= _MAX_URL and _PLAIN_URL.fullmatch(typed)
    return typed.rstrip("/") if plain else _read_url(typed)


def _read_url(typed: str) -> str:
    text = typed.strip().removeprefix("<").removesuffix(">").partition("|")[0]
    wrong = Unreadable("Please give a full address that begins with https://, without a name or password in it.")
    if cleaned(text) != text or _NOT_IN_URL.search(text):
        raise wrong
    try:
        parts = urlsplit(text)
        host = _ascii_host(parts.hostname or "")
        port = f":{parts.port}" if parts.port not in {None, _HTTPS} else ""
    except ValueError as error:  # what urlsplit and the host's encoding raise for a broken host or port
        raise wrong from error
    if parts.scheme != "https" or not _HOST.fullmatch(host) or parts.username is not None or len(text) > _MAX_URL:
        raise wrong
    return urlunsplit(parts._replace(netloc=f"{host}{port}")).rstrip("/")


def _ascii_host(host: str) -> str:
    """The host as the network knows it, so that one that only looks like another is seen to differ."""
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _choice(field: Field, value: Raw) -> Answer:
    chosen = _one(value)
    if chosen not in field.values:
        raise Unreadable("This choice is not offered any more. Please choose again.")
    return chosen


def _many(field: Field, value: Raw) -> Answer:
    chosen = (value,) if isinstance(value, str) else tuple(value or ())
    if not field.values.issuperset(chosen):
        raise Unreadable("One of these choices is not offered any more. Please choose again.")
    if field.none_option in chosen and len(chosen) > 1:
        none = field.label_of(field.none_option)
        raise Unreadable(f"Please choose either “{none}” or what applies, not both.")
    return tuple(option.value for option in field.options if option.value in chosen)


def _number(field: Field, value: Raw) -> Answer:
    text = _one(value).strip()
    try:
        number = int(text)
    except ValueError as error:
        raise Unreadable("Please give a whole number.") from error
    return _between(field, number)


def _decimal(field: Field, value: Raw) -> Answer:
    text = _one(value).strip()
    if _THOUSANDS.search(text):
        raise Unreadable("Please write the number without a comma before its last three digits, such as 1500 or 1.5.")
    try:
        number = float(text.replace(",", "."))
    except ValueError as error:
        raise Unreadable("Please give a number, such as 2.5.") from error
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - the one test that finds NaN
        raise Unreadable("Please give a number, such as 2.5.")
    return _between(field, number)


def _between(field: Field, number: _Number) -> _Number:
    low = field.minimum if field.minimum is not None else -(2**53)
    high = field.maximum if field.maximum is not None else 2**53
    if not low <= number <= high:
        raise Unreadable(f"Please give a number from {low} to {high}.")
    return number


def _yes_no(_: Field, value: Raw) -> Answer:
    if _one(value) not in {"yes", "no"}:
        raise Unreadable("Please choose yes or no.")
    return _one(value) == "yes"


def _date(_: Field, value: Raw) -> Answer:
    text = _one(value)
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date().isoformat()
    except ValueError as error:
        raise Unreadable("Please give a date such as 2026-12-01.") from error


def _person(_: Field, value: Raw) -> Answer:
    if not _PERSON.fullmatch(_one(value)):
        raise Unreadable("Please choose a person of this workspace.")
    return _one(value)


def _channel(_: Field, value: Raw) -> Answer:
    if not _CHANNEL.fullmatch(_one(value)):
        raise Unreadable("Please choose a channel of this workspace, or give its id, such as C0123ABCD.")
    return _one(value)


def _one(value: Raw) -> str:
    if not isinstance(value, str):
        raise Unreadable("Please give one answer here.")
    return value


_ADDRESS = Field(name="address", label="Address", type="url")
_READERS: dict[str, Callable[[Field, Raw], Answer]] = {
    "text": _text,
    "long_text": _long_text,
    "url": _url,
    "choice": _choice,
    "many": _many,
    "number": _number,
    "decimal": _decimal,
    "yes_no": _yes_no,
    "date": _date,
    "person": _person,
    "channel": _channel,
}
