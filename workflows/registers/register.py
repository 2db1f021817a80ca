# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a register is: its fields, who reads, edits and approves its entries, and which dates it reminds of.

A new register is one TOML file of this shape (docs/registers.md).
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field as Constrained
from pydantic import model_validator

from workflows.facts import Answer
from workflows.fields import EVERYBODY, NAME, Field
from workflows.maturity.models import Name
from workflows.model import Value

#: What each entry has beside the fields of its register; no field may be called so.
OWN = ("name", "title", "text", "petal", "owner", "review_on", "state", "version", "source", "as_of", "note")
#: Keys of a field that say something about requests only.
_OF_REQUESTS = ("show_when", "steers", "collapsed", "affects", "visible_to", "remember")


class Dated(Value):
    """A field with a date that is reminded of, ``remind_days`` before it. ``text`` is what falls on that day.

    ``may_be_past``: a day that is over may be entered, such as when a law came into force. ``only_when``: of which
    values another field has to have one, so that nobody is reminded of what is done. ``also``: groups that are told
    beside who owns the entry.
    """

    field: str = Constrained(pattern=NAME)
    remind_days: tuple[int, ...] = (30, 7, 1, 0)
    text: str = Constrained("", max_length=150)
    may_be_past: bool = False
    only_when: dict[str, tuple[str, ...]] = {}
    also: tuple[str, ...] = ()

    def holds(self, values: Mapping[str, Answer]) -> bool:
        """Whether somebody is to be reminded of it, by the answers of an entry."""
        return all(str(values.get(name, "")) in wanted for name, wanted in self.only_when.items())


class Register(Value):
    """A register, whole, as its TOML file says it. ``title`` names all its entries and ``one`` a single one.

    ``editors``, ``approvers`` and ``readers`` are groups. Without any editor the office alone keeps the register: what
    it says is said elsewhere, such as with a button. Where ``proposers`` is everybody, who are no editors make drafts.
    With ``approvers`` every text is approved by another person before it is published. ``consent`` names fields with
    people: an entry shows only once each of them has said yes, and no more once one of them says no.
    """

    name: Name
    title: str = Constrained(min_length=1, max_length=40)
    one: str = Constrained(min_length=1, max_length=24)
    verb: str = Constrained("", pattern=r"^([a-z][a-z-]*)?$", max_length=40)
    about: str = Constrained(min_length=1, max_length=300)
    petal: str = Constrained(min_length=1, max_length=40)
    source: str = Constrained("", max_length=300)
    fields: tuple[Field, ...] = Constrained((), max_length=20)
    text_label: str = Constrained("Text", min_length=1, max_length=75)
    text_required: bool = False
    listed: tuple[str, ...] = Constrained((), max_length=4)
    review_days: int = Constrained(365, ge=1, le=3650)
    editors: tuple[str, ...] = ("ospo",)
    proposers: Literal["everybody", "editors"] = "editors"
    approvers: tuple[str, ...] = ()
    consent: tuple[str, ...] = Constrained((), max_length=3)
    readers: tuple[str, ...] = Constrained((EVERYBODY,), min_length=1)
    searched: bool = True
    news: Literal["petal", "none"] = "none"
    dates: tuple[Dated, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @property
    def groups(self) -> frozenset[str]:
        """Every group that it names."""
        told = {group for dated in self.dates for group in dated.also}
        return frozenset({*self.editors, *self.approvers, *self.readers, *told} - {EVERYBODY})

    @property
    def open(self) -> bool:
        """Whether everybody reads what it published."""
        return EVERYBODY in self.readers

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        names = [field.name for field in self.fields]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"field {', '.join(twice)} is there twice")
        if taken := [name for name in names if name in OWN]:
            raise ValueError(f"fields.{taken[0]}: every entry has this anyway, so no field may be called so")
        for name in self.listed:
            if name not in names:
                raise ValueError(f"listed: there is no field `{name}`")
        for dated in self.dates:
            if dated.field not in names or self.by_name[dated.field].type != "date":
                raise ValueError(f"dates: there is no field `{dated.field}` of type date")
            for name, wanted in dated.only_when.items():
                if name not in names or not self.by_name[name].values.issuperset(wanted):
                    raise ValueError(f"dates.only_when: there is no field `{name}` with these options")
        return self

    @model_validator(mode="after")
    def _who_is_named_is_a_person(self) -> Self:
        for name in self.consent:
            if name not in self.by_name or self.by_name[name].type != "person":
                raise ValueError(f"consent: there is no field `{name}` of type person")
        if self.consent and self.approvers:
            raise ValueError("consent: those whom an entry names publish it, so that it has no approvers")
        return self

    @model_validator(mode="after")
    def _fields_are_plain(self) -> Self:
        for field in self.fields:
            for key in _OF_REQUESTS:
                if key in field.model_fields_set:
                    raise ValueError(f"fields.{field.name}.{key}: this is for kinds of requests and means nothing here")
        return self
