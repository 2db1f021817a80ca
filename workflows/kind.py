# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a kind of request is: fields, facts, lanes, steps, obligations. A new kind is one TOML file of this shape."""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self, TypeAlias

from pydantic import Field as Constrained
from pydantic import model_validator

from workflows.conditions import Variable, names_in
from workflows.facts import Answer
from workflows.model import Value

FieldType: TypeAlias = Literal[
    "text", "long_text", "url", "choice", "many", "number", "decimal", "yes_no", "date", "person"
]
_VARIABLE_TYPES = {"many": "strings", "number": "int", "decimal": "double", "yes_no": "bool", "date": "timestamp"}
_EMPTY: dict[str, Answer] = {"many": (), "number": 0, "decimal": 0.0, "yes_no": False}
NAME = r"^[a-z][a-z0-9_]*$"
RULE = r"^[a-z][a-z0-9-]*$"
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

    @model_validator(mode="after")
    def _options_fit_the_type(self) -> Self:
        chosen = self.type in {"choice", "many"}
        if chosen != bool(self.options):
            raise ValueError("a choice needs options, and nothing else may have them")
        values = [option.value for option in self.options]
        if len(set(values)) != len(values):
            raise ValueError("two options have the same value")
        if self.none_option and self.none_option not in values:
            raise ValueError(f"none_option `{self.none_option}` is not an option")
        return self


class FactDeclaration(Value):
    """A fact that the office finds out itself. ``source`` names how (see workflows/known.py)."""

    name: str = Constrained(pattern=NAME)
    label: str
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


class Rule(Value):
    """Something the policy says under a condition, always with its because."""

    rule: str = Constrained(pattern=RULE, max_length=60)
    when: str = ""
    because: str = Constrained(min_length=1, max_length=300)


class Lane(Rule):
    """A road around the standard one; the first that matches is taken.

    ``approve``: decided at once, nobody is asked. ``private``: only the named group learns of it.
    """

    name: str = Constrained(pattern=RULE)
    outcome: Literal["approve", "private"]
    group: str = ""

    @model_validator(mode="after")
    def _private_names_its_group(self) -> Self:
        if (self.outcome == "private") != bool(self.group):
            raise ValueError("a private lane names the one group that decides, and no other lane does")
        return self


class Block(Rule):
    """What the policy does not allow at all: shown under ``field`` with the because, before anything is stored."""

    field: str


class Step(Rule):
    """A group that has to look. ``shows`` names the fields and facts that matter to it."""

    group: str = Constrained(pattern=NAME)
    quorum: int = Constrained(1, ge=1, le=9)
    sticky: bool = False
    shows: tuple[str, ...] = ()
    person_from: str = ""


class Obligation(Rule):
    """Something the requester has to do after an approval, with a due date in days where it has one."""

    text: str = Constrained(min_length=1, max_length=300)
    due_days: int | None = Constrained(None, ge=1)
    because: str = ""


class Instruction(Value):
    """What to do now, shown with an approval."""

    text: str = Constrained(min_length=1, max_length=300)
    when: str = ""


class Term(Value):
    """How long an approval holds, in days; the first whose condition matches."""

    days: int = Constrained(ge=1)
    standing: bool = False
    when: str = ""


class ServiceLevels(Value):
    """Business days until a first response and until a decision, and by group where it differs (domain.md §1)."""

    first_response_days: int = Constrained(1, ge=1)
    decision_days: int = Constrained(3, ge=1)
    groups: dict[str, int] = {}


class RequestKind(Value):
    """A kind of request, whole, as its TOML file says it."""

    name: str = Constrained(pattern=r"^[a-z][a-z-]*$", max_length=40)
    title: str = Constrained(max_length=24)
    verb: str = Constrained(pattern=r"^[a-z][a-z-]*$")
    summary: str = Constrained(max_length=150)
    petal: str
    source: str = ""
    title_field: str
    project_field: str = ""
    expires_days: int = Constrained(60, ge=1)
    fields: tuple[Field, ...] = Constrained(min_length=1, max_length=40)
    facts: tuple[FactDeclaration, ...] = ()
    lanes: tuple[Lane, ...] = ()
    blocks: tuple[Block, ...] = ()
    steps: tuple[Step, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    terms: tuple[Term, ...] = ()
    decline_reasons: tuple[str, ...] = ()
    service: ServiceLevels = ServiceLevels()

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change with every change of the kind: the policy version on a record."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule of the kind, for the record and the documentation."""
        yield from (*self.lanes, *self.blocks, *self.steps, *self.obligations)

    @property
    def variables(self) -> dict[str, Variable]:
        """Every name that a condition of this kind may use."""
        answers = {f"answers.{field.name}": field.variable for field in self.fields}
        return answers | {f"facts.{fact.name}": fact.variable for fact in self.facts}

    def looks_at_restricted(self, condition: str) -> bool:
        """Whether a condition looks at an answer that never stands on an open card."""
        restricted = {f"answers.{field.name}" for field in self.fields if field.restricted}
        return not restricted.isdisjoint(names_in(condition))

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        for what, names in (
            ("field", [field.name for field in self.fields]),
            ("fact", [fact.name for fact in self.facts]),
            ("rule", [rule.rule for rule in self.rules]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{what} {', '.join(twice)} is there twice")
        self._references_exist()
        return self

    def _references_exist(self) -> None:
        fields = {field.name for field in self.fields}
        known = fields | {fact.name for fact in self.facts}
        wanted = [("title_field", self.title_field, fields)]
        wanted += [("project_field", self.project_field, fields)] if self.project_field else []
        wanted += [(f"blocks.{block.rule}.field", block.field, fields) for block in self.blocks]
        wanted += [(f"steps.{step.rule}.shows", name, known) for step in self.steps for name in step.shows]
        wanted += [(f"steps.{s.rule}.person_from", s.person_from, fields) for s in self.steps if s.person_from]
        for key, name, there in wanted:
            if name not in there:
                raise ValueError(f"{key}: there is no field or fact `{name}`")


def _variable(type_: str, options: tuple[Option, ...]) -> Variable:
    kind = _VARIABLE_TYPES.get(type_, "string")
    return Variable(kind, frozenset(option.value for option in options))  # type: ignore[arg-type]  # values of a literal
