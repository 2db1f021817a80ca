# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading configuration files so that every mistake in them is named with its file, its key and the reason."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeAlias, TypeVar, get_args

import tomli
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.stopping import CannotRun

Level: TypeAlias = Literal["error", "warning"]
_Model = TypeVar("_Model", bound=BaseModel)

_PATTERNS = {
    "^[UW]": "is not a member id: it begins with U or W (in Slack: the person's profile, *Copy member ID*)",
    "^[CG]": "is not a channel id: it begins with C or G (in Slack: the channel's details, at the very end)",
    "^[a-z0-9.-]+(/": "is not a host and path in small letters without https://, such as github.com/owner",
    "^S": "is not a user group id: it begins with S (in Slack: *People*, *User groups*, *Copy group ID*)",
    "^([A-Z]{2}": "is not a country: two capital letters, with a subdivision where wanted, such as DE or DE-BE",
    "^[a-z][a-z0-9_]*$": "is not a name: small letters, digits and _, and a letter first",
    "^[a-z][a-z0-9-]*$": "is not a name: small letters, digits and -, and a letter first",
    "^[a-z][a-z-]*$": "is not a name: small letters and -, and a letter first",
}
_SHAPES = {
    "missing": "is missing",
    "tuple_type": "should be a list, in [ ]",
    "dict_type": "should be a table",
    "model_type": "should be a table",
    "string_type": "should be a text, in quotes",
}
_PYDANTIC_SUBJECT = re.compile(r"^(Value error, |(Input|String|Tuple|Dictionary|Value) )")
_NO_ANSWER = "should be a text, a number, true or false, or a list of texts"
_NAMING = ("rule", "name", "value", "id")  # what a row of a list is called by, in this order


@dataclass(frozen=True, slots=True)
class ConfigurationProblem:
    """One mistake. With an error the file is not taken; with a warning it works, but not as somebody may expect."""

    file: str
    key: str
    reason: str
    level: Level = "error"

    @property
    def sentence(self) -> str:
        """The whole as one line: ``organization.toml: groups.legal: …``."""
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)


class ConfigurationFailed(CannotRun):
    """There is no configuration to work with. ``problems`` says why, the message is all of them as sentences."""

    def __init__(self, problems: Iterable[ConfigurationProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["the configuration has mistakes:", *(one.sentence for one in self.problems)]))


class Findings:
    """Gathers what is wrong with one file after the other, so that all of it is told at once."""

    def __init__(self) -> None:
        self._found: dict[ConfigurationProblem, None] = {}

    @property
    def problems(self) -> tuple[ConfigurationProblem, ...]:
        """Everything found, errors first, each once."""
        return tuple(sorted(self._found, key=lambda one: one.level))

    @property
    def failed(self) -> bool:
        """Whether one of them is an error."""
        return any(one.level == "error" for one in self._found)

    def error(self, file: str, key: str, reason: str) -> None:
        """Note something that has to be corrected."""
        self._found[ConfigurationProblem(file, key, reason)] = None

    def warning(self, file: str, key: str, reason: str) -> None:
        """Note something that works, though perhaps not as meant."""
        self._found[ConfigurationProblem(file, key, reason, "warning")] = None


def read_toml(source: Traversable, file: str, findings: Findings) -> dict[str, Any] | None:
    """The document, or None and a finding when it cannot be read. ``file`` is the name that people know it by."""
    try:
        return tomli.loads(source.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        findings.error(file, "", f"is not UTF-8 text (byte {error.start + 1})")
    except FileNotFoundError:
        findings.error(file, "", "is missing in the organization's folder")
    except OSError as error:
        findings.error(file, "", f"cannot be read: {error.strerror}")
    except RecursionError:
        findings.error(file, "", "is nested too deeply to be read")
    except tomli.TOMLDecodeError as error:
        reason, _, place = str(error).removesuffix(")").partition(" (at ")
        findings.error(file, place, f"is not valid TOML: {reason[:1].lower()}{reason[1:]}")
    return None


def parsed(model: type[_Model], document: dict[str, Any], file: str, findings: Findings) -> _Model | None:
    """The document as a value of the domain, or None and a finding for each key that does not fit."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        names = set(_names_of(model))
        found = error.errors(include_url=False)
        for one in found:
            if one["type"] == "too_short" and any(_inside(other["loc"], one["loc"]) for other in found):
                continue  # pydantic counts only the items that fit
            key, beyond = _key(document, one)
            findings.error(file, key, _NO_ANSWER if beyond else _reason(one, names))
    return None


def _inside(location: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    return len(location) > len(other) and location[: len(other)] == other


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean `legal`?`` where something is near, else the empty text."""
    near = get_close_matches(word, known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _key(document: Any, error: ErrorDetails) -> tuple[str, bool]:
    """The key as people write it, list rows by their name or counted from 1; whether pydantic went on beyond it."""
    parts: list[str] = []
    for step in error["loc"]:
        if isinstance(document, dict) and step in document:
            parts.append(str(step))
            document = document[step]
        elif isinstance(document, list | tuple) and isinstance(step, int) and step < len(document):
            document = document[step]
            parts.append(_row(document) or str(step + 1))
        elif error["type"] == "missing":
            parts.append(str(step))
        elif step != "[key]":  # which pydantic adds when the key itself is wrong
            return ".".join(parts), True
    return ".".join(parts), False


def _row(row: Any) -> str:
    names = (row.get(name) for name in _NAMING) if isinstance(row, dict) else ()
    return next((name for name in names if isinstance(name, str)), "")


def _reason(error: ErrorDetails, names: set[str]) -> str:
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind in _SHAPES:
        return _SHAPES[kind]
    if kind == "extra_forbidden":
        word = str(error["loc"][-1])
        return f"is not a known key{did_you_mean(word, names - {word})}"
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        words = next((text for start, text in _PATTERNS.items() if pattern.startswith(start)), f"must match {pattern}")
        return f"`{given}` {words}"
    if kind == "literal_error":
        return f"`{given}` is not possible: it must be {context['expected']}"
    message = error["msg"].partition(" after validation")[0]
    return _PYDANTIC_SUBJECT.sub("", message)


def _names_of(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for inner in _models_in(field.annotation):
            yield from _names_of(inner)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
