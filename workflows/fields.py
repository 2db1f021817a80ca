# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a form asks and what the office finds out itself: the fields and facts of a kind, as its TOML file says them."""

from datetime import date
from functools import cached_property
from typing import Literal, Self, TypeAlias

from pydantic import Field as Constrained
from pydantic import model_validator

from workflows.conditions import Variable
from workflows.facts import Answer
from workflows.model import Value

FieldType: TypeAlias = Literal[
    "text", "long_text", "url", "choice", "many", "number", "decimal", "yes_no", "date", "person", "channel"
]
_VARIABLE_TYPES = {"many": "strings", "number": "int", "decimal": "double", "yes_no": "bool", "date": "timestamp"}
_PYTHON_TYPES = {"many": tuple, "number": int, "decimal": float, "yes_no": bool}
_EMPTY: dict[str, Answer] = {"many": (), "number": 0, "decimal": 0.0, "yes_no": False}
NAME = r"^[a-z][a-z0-9_]*$"
EVERYBODY = "everybody"
ALL_GROUPS = "all"


class Option(Value):
    """One choice: the value that policy compares and the words that people read (at most 75 characters, Slack)."""

    value: str = Constrained(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.+-]*$", max_length=75)
    label: str = Constrained(min_length=1, max_length=75)


class Field(Value):
    """A question of the form. ``show_when`` is a condition on the answers; ``steers`` dispatches while filling.

    ``collapsed`` shows it as one quiet line instead of a full input; ``remember`` offers the last answer again.
    """

    name: str = Constrained(pattern=NAME, max_length=60)
    label: str = Constrained(min_length=1, max_length=75)
    type: FieldType
    hint: str = Constrained("", max_length=150)
    options: tuple[Option, ...] = Constrained((), max_length=100)
    none_option: str = ""
    required: bool = True
    show_when: str = ""
    default: Answer | None = None
    steers: bool = False
    collapsed: bool = False
    affects: tuple[str, ...] = (ALL_GROUPS,)
    visible_to: tuple[str, ...] = (EVERYBODY,)
    remember: Literal["", "person", "project"] = ""
    minimum: int | None = None
    maximum: int | None = None
    max_length: int = Constrained(3000, ge=1, le=3000)

    @cached_property
    def values(self) -> frozenset[str]:
        """The values of its options."""
        return frozenset(option.value for option in self.options)

    @property
    def restricted(self) -> bool:
        """Whether the answer never stands on an open card."""
        return EVERYBODY not in self.visible_to

    @property
    def empty(self) -> Answer:
        """What policy sees when the field was hidden or left empty."""
        return self.default if self.default is not None else _EMPTY.get(self.type, "")

    @property
    def variable(self) -> Variable:
        """How conditions see the answer."""
        return _variable(self.type, self.options)

    def label_of(self, answer: Answer) -> str:
        """The answer in the words that the form used."""
        labels = {option.value: option.label for option in self.options}
        if isinstance(answer, tuple):
            return ", ".join(labels.get(one, one) for one in answer)
        if isinstance(answer, bool):
            return "yes" if answer else "no"
        return labels.get(str(answer), str(answer))

    def fits(self, answer: Answer) -> bool:
        """Whether the field could have this answer."""
        if type(answer) is not _PYTHON_TYPES.get(self.type, str):
            return False
        if self.options:
            chosen = answer if isinstance(answer, tuple) else (answer,)
            return self.values.issuperset(chosen)
        return self.type != "date" or _is_date(str(answer))

    @model_validator(mode="after")
    def _options_fit_the_type(self) -> Self:
        chosen = self.type in {"choice", "many"}
        if chosen != bool(self.options):
            raise ValueError("a choice needs options, and nothing else may have them")
        values = [option.value for option in self.options]
        if len(set(values)) != len(values):
            raise ValueError("two options have the same value")
        if self.none_option and (self.type != "many" or self.none_option not in values):
            raise ValueError(f"none_option `{self.none_option}` is not an option of a field of type many")
        return self

    @model_validator(mode="after")
    def _default_fits_the_type(self) -> Self:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum} is above maximum {self.maximum}")
        if self.default is not None and not self.fits(self.default):
            raise ValueError(f"default {self.default!r} is not an answer that the field could have")
        return self


class FactDeclaration(Value):
    """A fact that the office finds out itself. ``source`` names how (see workflows/known.py).

    ``preview``: the form shows it to the requester before anything is sent.
    """

    name: str = Constrained(pattern=NAME)
    label: str
    preview: bool = False
    type: Literal["choice", "yes_no", "number", "text"]
    options: tuple[Option, ...] = ()
    source: str

    @property
    def variable(self) -> Variable:
        """How conditions see the fact."""
        return _variable(self.type, self.options)

    def label_of(self, answer: Answer) -> str:
        """The fact in words."""
        if isinstance(answer, bool):
            return "yes" if answer else "no"
        return {option.value: option.label for option in self.options}.get(str(answer), str(answer))

    def fits(self, value: Answer) -> bool:
        """Whether the fact could have this value."""
        if type(value) is not _PYTHON_TYPES.get(self.type, str):
            return False
        return not self.options or value in {option.value for option in self.options}

    @model_validator(mode="after")
    def _a_choice_has_options(self) -> Self:
        if (self.type == "choice") != bool(self.options):
            raise ValueError("a choice needs options, and nothing else may have them")
        return self


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _variable(type_: str, options: tuple[Option, ...]) -> Variable:
    kind = _VARIABLE_TYPES.get(type_, "string")
    return Variable(kind, frozenset(option.value for option in options))  # type: ignore[arg-type]  # values of a literal
