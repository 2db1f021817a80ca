# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Reading configuration files so that every mistake in them is named with its file, its key and the reason."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Level: TypeAlias = Literal["error", "warning"]
_Model = TypeVar("_Model", bound=BaseModel)

_PATTERNS = {
    "^[UW]": "is not a member id: it begins with U or W (in Slack: the person's profile, *Copy member ID*)",
    "^[CG]": "is not a channel id: it begins with C or G (in Slack: the channel's details, at the very end)",
    "^S": "is not a user group id: it begins with S (in Slack: *People*, *User groups*, *Copy group ID*)",
    "^([A-Z]{2}": "is not a country: two capital letters, with a subdivision where wanted, such as DE or DE-BE",
    "^[a-z][a-z0-9_]*$": "is not a name: small letters, digits and _, and a letter first",
    "^[a-z][a-z0-9-]*$": "is not a name: small letters, digits and -, and a letter first",
    "^[a-z][a-z-]*$": "is not a name: small letters and -, and a letter first",
}
_NAMING = ("rule", "name", "value")  # what a row of a list is called by, in this order


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


class ConfigurationFailed(Exception):
    """There is no configuration to work with. ``problems`` says why, the message is all of them as sentences."""

    def __init__(self, problems: Iterable[ConfigurationProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence for problem in self.problems))


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
        return tomllib.loads(source.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        findings.error(file, "", f"is not UTF-8 text (byte {error.start + 1})")
    except OSError as error:
        findings.error(file, "", f"cannot be read: {error.strerror}")
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).removesuffix(")").partition(" (at ")
        findings.error(file, place, f"is not valid TOML: {reason[:1].lower()}{reason[1:]}")
    return None


def parsed(model: type[_Model], document: dict[str, Any], file: str, findings: Findings) -> _Model | None:
    """The document as a value of the domain, or None and a finding for each key that does not fit."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        names = set(_names_of(model))
        for one in error.errors(include_url=False):
            key, beyond = _key(document, one["loc"])
            findings.error(file, key, _reason(one, names) if not beyond else _NO_ANSWER)
    return None


_NO_ANSWER = "should be a text, a number, true or false, or a list of texts"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean `legal`?`` where something is near, else the empty text."""
    near = get_close_matches(word, known, n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _key(document: Any, location: Sequence[int | str]) -> tuple[str, bool]:
    """The key as people write it, list rows by their name or counted from 1; whether pydantic went on beyond it."""
    parts: list[str] = []
    for number, step in enumerate(location):
        if isinstance(document, dict) and step in document:
            parts.append(str(step))
            document = document[step]
        elif isinstance(document, list | tuple) and isinstance(step, int) and step < len(document):
            document = document[step]
            parts.append(_row(document) or str(step + 1))
        elif number == len(location) - 1 and isinstance(document, dict):
            parts.append(str(step))  # a key that is missing
        elif step != "[key]":
            return ".".join(parts), True
    return ".".join(parts), False


def _row(row: Any) -> str:
    names = (row.get(name) for name in _NAMING) if isinstance(row, dict) else ()
    return next((name for name in names if isinstance(name, str)), "")


def _reason(error: ErrorDetails, names: set[str]) -> str:
    if error["type"] == "extra_forbidden":
        return f"is not a known key{did_you_mean(str(error['loc'][-1]), names)}"
    if error["type"] == "missing":
        return "is missing"
    context = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        words = next((text for start, text in _PATTERNS.items() if pattern.startswith(start)), f"must match {pattern}")
        return f"`{error['input']}` {words}"
    if error["type"] == "literal_error":
        return f"`{error['input']}` is not possible: it must be {context['expected']}"
    for beginning in ("Value error, ", "Input ", "String ", "Tuple ", "Dictionary ", "Value "):
        if error["msg"].startswith(beginning):
            return error["msg"].removeprefix(beginning)
    return error["msg"]


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
