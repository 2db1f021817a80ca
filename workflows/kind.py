# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a kind of request is: fields, facts, lanes, steps, checklist. A new kind is one TOML file of this shape."""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field as Constrained
from pydantic import model_validator

from workflows.attached import InventoryRule
from workflows.conditions import Variable, names_in
from workflows.fields import ALL_GROUPS, EVERYBODY, NAME, FactDeclaration, Field, FieldType, Option
from workflows.model import Value
from workflows.rules import (
    RULE,
    Answering,
    Block,
    ChecklistItem,
    Instruction,
    Lane,
    Launch,
    Obligation,
    Rule,
    ServiceLevels,
    Stage,
    Step,
    Term,
)
from workflows.scope import ScopeFields
from workflows.service_levels import ServiceLevel

__all__ = [
    "ALL_GROUPS",
    "EVERYBODY",
    "NAME",
    "RULE",
    "Answering",
    "Block",
    "ChecklistItem",
    "FactDeclaration",
    "Field",
    "FieldType",
    "Instruction",
    "Lane",
    "Launch",
    "Obligation",
    "Option",
    "RequestKind",
    "Rule",
    "ServiceLevels",
    "Stage",
    "Step",
    "Term",
]


class RequestKind(Value):
    """A kind of request, whole, as its TOML file says it.

    ``bulk`` lets several of its requests be approved at once, where none needs a look of its own.
    ``room`` names the group in whose private room its requests are reviewed; empty: in the open, under a card.
    ``project_field``, ``license_field`` and ``agreement_field`` say what an approval covers, for the register.
    ``answer`` is there for a kind that is a question, so that its decision reads as an answer to it.
    """

    name: str = Constrained(pattern=r"^[a-z][a-z-]*$", max_length=40)
    title: str = Constrained(max_length=24)
    verb: str = Constrained(pattern=r"^[a-z][a-z-]*$")
    summary: str = Constrained(max_length=150)
    petal: str
    source: str = ""
    title_field: str
    project_field: str = ""
    license_field: str = ""
    agreement_field: str = ""
    expires_days: int = Constrained(60, ge=1)
    fields: tuple[Field, ...] = Constrained(min_length=1, max_length=40)
    facts: tuple[FactDeclaration, ...] = ()
    lanes: tuple[Lane, ...] = ()
    blocks: tuple[Block, ...] = ()
    stages: tuple[Stage, ...] = Constrained((), max_length=6)
    steps: tuple[Step, ...] = ()
    checklist: tuple[ChecklistItem, ...] = Constrained((), max_length=40)
    launch: Launch | None = None
    obligations: tuple[Obligation, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    terms: tuple[Term, ...] = ()
    room: str = Constrained("", pattern=rf"^$|{NAME}")
    decline_reasons: tuple[Annotated[str, Constrained(max_length=75)], ...] = ()
    service: ServiceLevels = ServiceLevels()
    answer: Answering | None = None
    bulk: bool = False
    inventory: InventoryRule | None = None

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def scope(self) -> ScopeFields:
        """The fields that say what an approval covers."""
        return ScopeFields(project=self.project_field, license=self.license_field, agreement=self.agreement_field)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The fields that need an answer where they are shown."""
        return tuple(field.name for field in self.fields if field.required)

    @cached_property
    def naming(self) -> frozenset[str]:
        """The fields whose answers name who decides."""
        return frozenset(step.person_from for step in self.steps if step.person_from)

    @cached_property
    def fact_sources(self) -> dict[str, str]:
        """Where each of its facts comes from, by name."""
        return {fact.name: fact.source for fact in self.facts}

    @cached_property
    def asked_of_license(self) -> tuple[str, ...]:
        """The fields that are asked only for some licenses, such as which one another is."""
        license_ = f"answers.{self.license_field}"
        return tuple(field.name for field in self.fields if license_ in names_in(field.show_when))

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change with every change of the kind: the policy version on a record."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @property
    def service_levels(self) -> Iterator[ServiceLevel]:
        """What the kind promises, as rows behind the organization's own; groups that differ come first."""
        for group, days in self.service.groups.items():
            yield ServiceLevel(kind=self.name, group=group, decision_days=days)
        yield ServiceLevel(
            kind=self.name,
            first_response_days=self.service.first_response_days,
            decision_days=self.service.decision_days,
            expires_days=self.expires_days,
        )

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule of the kind, for the record and the documentation."""
        yield from (*self.lanes, *self.blocks, *self.steps, *self.checklist, *self.obligations)

    @property
    def variables(self) -> dict[str, Variable]:
        """Every name that a condition of this kind may use."""
        answers = {f"answers.{field.name}": field.variable for field in self.fields}
        return answers | {f"facts.{fact.name}": fact.variable for fact in self.facts}

    def restricted_in(self, condition: str) -> tuple[str, ...]:
        """The fields that a condition looks at and whose answers never stand on an open card."""
        names = names_in(condition)
        return tuple(field.name for field in self.fields if field.restricted and f"answers.{field.name}" in names)

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        for what, names in (
            ("field", [field.name for field in self.fields]),
            ("fact", [fact.name for fact in self.facts]),
            ("rule", [rule.rule for rule in self.rules]),
            ("stage", [stage.name for stage in self.stages]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{what} {', '.join(twice)} is there twice")
        self._references_exist()
        self._stages_fit()
        self._private_lanes_come_first()
        return self

    def _references_exist(self) -> None:
        fields = {field.name for field in self.fields}
        known = fields | {fact.name for fact in self.facts}
        wanted = [("title_field", self.title_field, fields)]
        wanted += [("inventory.into", name, fields) for name in (self.inventory.into if self.inventory else ())]
        items = {item.rule for item in self.checklist}
        if self.inventory and self.inventory.clears and self.inventory.clears not in items:
            raise ValueError(f"inventory.clears: there is no checklist item `{self.inventory.clears}`")
        wanted += [(f"{part}_field", name, fields) for part, name in self.scope if name]
        wanted += [(f"blocks.{block.rule}.field", block.field, fields) for block in self.blocks]
        wanted += [(f"steps.{step.rule}.shows", name, known) for step in self.steps for name in step.shows]
        wanted += [(f"lanes.{lane.rule}.shows", name, known) for lane in self.lanes for name in lane.shows]
        wanted += [(f"steps.{s.rule}.person_from", s.person_from, fields) for s in self.steps if s.person_from]
        wanted += [(f"checklist.{item.rule}.shows", name, known) for item in self.checklist for name in item.shows]
        if self.launch:
            named = {"launch.date_field": self.launch.date_field, "launch.address_field": self.launch.address_field}
            wanted += [(key, name, fields) for key, name in named.items() if name]
        for key, name, there in wanted:
            if name not in there:
                raise ValueError(f"{key}: there is no field or fact `{name}`")
        asked = {ALL_GROUPS, *(step.group for step in self.steps), *(lane.group for lane in self.lanes)}
        for field in self.fields:
            for group in field.affects:
                if group not in asked:  # a misspelt group would keep reviews of what was edited since
                    raise ValueError(f"fields.{field.name}.affects: no step or lane asks a group `{group}`")

    def _stages_fit(self) -> None:
        there = {stage.name for stage in self.stages}
        for step in self.steps:
            if there and step.stage not in there:
                raise ValueError(f"steps.{step.rule}.stage: there is no stage `{step.stage}`")
            if step.stage and not there:
                raise ValueError(f"steps.{step.rule}.stage: this kind has no [[stages]]")

    def _private_lanes_come_first(self) -> None:
        outcomes = [lane.outcome for lane in self.lanes]
        if "private" in outcomes[outcomes.count("private") :]:
            raise ValueError("private lanes stand before all others, for the first lane that matches is taken")
