# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a policy says, rule by rule: lanes, blocks, steps, obligations, instructions, terms and service levels."""

from typing import Literal, Self, TypeAlias

from pydantic import Field as Constrained
from pydantic import model_validator

from workflows.fields import NAME, Option
from workflows.items import REQUESTER
from workflows.model import Value

RULE = r"^[a-z][a-z0-9-]*$"
#: What an obligation follows, and the act that ticks one off by itself.
Begins: TypeAlias = Literal["decision", "public"]
DoneBy: TypeAlias = Literal["", "link"]
#: Days; twenty years, so that no date leaves the calendar.
LONGEST_TERM = 7300


class Rule(Value):
    """Something the policy says under a condition, always with its because."""

    rule: str = Constrained(pattern=RULE, max_length=60)
    when: str = ""
    because: str = Constrained(min_length=1, max_length=300)


class Lane(Rule):
    """A road around the standard one; the first that matches is taken.

    ``approve``: decided at once, nobody is asked. ``private``: only the named group learns of it; ``shows`` names the
    fields and facts that matter to it, and ``note`` is what the form says to the requester before anything is sent.
    ``embargo_days``: after so many days its group is asked to lift the embargo; 0: there is none.
    """

    name: str = Constrained(pattern=RULE)
    outcome: Literal["approve", "private"]
    group: str = ""
    shows: tuple[str, ...] = ()
    note: str = Constrained("", max_length=300)
    embargo_days: int = Constrained(0, ge=0, le=14)

    @model_validator(mode="after")
    def _private_names_its_group(self) -> Self:
        if self.embargo_days and self.outcome != "private":
            raise ValueError("only a private lane can have an embargo")
        if (self.outcome == "private") != bool(self.group):
            raise ValueError("a private lane names the one group that decides, and no other lane does")
        return self


class Block(Rule):
    """What the policy does not allow at all: shown under ``field`` with the because, before anything is stored."""

    field: str


class Stage(Value):
    """A part of the road: its steps are asked once every step of the stages before it has approved.

    ``cleared``: it also waits until no blocking checklist item is open.
    """

    name: str = Constrained(pattern=NAME, max_length=20)
    title: str = Constrained(min_length=1, max_length=60)
    cleared: bool = False


class Step(Rule):
    """A group that has to look. ``shows`` names the fields and facts that matter to it, ``stage`` when it is asked."""

    group: str = Constrained(pattern=NAME)
    stage: str = ""
    quorum: int = Constrained(1, ge=1, le=9)
    sticky: bool = False
    shows: tuple[str, ...] = ()
    person_from: str = ""


class Obligation(Rule):
    """Something that is owed after an approval: by the requester or a group, until a day, once or again and again.

    ``begins`` is what it follows (``from`` in the file), ``done_by`` the act that ticks it off by itself, and
    ``evidence`` says that a link has to show that it was done.
    """

    text: str = Constrained(min_length=1, max_length=300)
    owner: str = Constrained(REQUESTER, pattern=NAME)
    begins: Begins = Constrained("decision", alias="from")
    due_days: int | None = Constrained(None, ge=1, le=LONGEST_TERM)
    repeat_days: int | None = Constrained(None, ge=1, le=LONGEST_TERM)
    evidence: bool = False
    done_by: DoneBy = ""
    because: str = ""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.repeat_days is not None and self.due_days is None:
            raise ValueError("repeat_days repeats what has due_days, and there are none")
        if self.done_by and (self.evidence or self.owner != REQUESTER):
            raise ValueError("done_by is the requester's own act, which is its evidence: leave out owner and evidence")
        return self


class ChecklistItem(Rule):
    """Something that has to be true, cleared by its ``owner``: a group, or ``requester``.

    ``blocker``: nothing is approved while it is open. ``auto``: a condition that ticks it by itself. ``evidence`` says
    which evidence is wanted; an edit of what it ``shows`` opens it again.
    """

    title: str = Constrained(min_length=1, max_length=75)
    text: str = Constrained("", max_length=300)
    because: str = Constrained("", max_length=300)
    owner: str = Constrained(pattern=NAME)
    blocker: bool = True
    auto: str = ""
    evidence: str = Constrained("", max_length=150)
    evidence_required: bool = False
    shows: tuple[str, ...] = ()


class Launch(Value):
    """Kinds whose approval ends with something becoming public: who may say so beside the requester, and the fields."""

    group: str = Constrained("ospo", pattern=NAME)
    date_field: str = ""
    address_field: str = ""


class Instruction(Value):
    """What to do now, shown with an approval."""

    text: str = Constrained(min_length=1, max_length=300)
    when: str = ""


class Answering(Value):
    """How a kind is decided whose decision is an answer: its words, what it holds for, and when it is looked at again.

    ``scopes`` are offered to who answers; ``review_days`` is the day that the form proposes for looking again.
    """

    allowed: str = Constrained("allowed", min_length=1, max_length=60)
    conditions: str = Constrained("allowed under conditions", min_length=1, max_length=60)
    not_allowed: str = Constrained("not allowed", min_length=1, max_length=60)
    scopes: tuple[Option, ...] = Constrained(min_length=1, max_length=20)
    review_days: int = Constrained(365, ge=1, le=3650)

    def scope_of(self, value: str) -> str:
        """The words of a scope; the value itself when it is not offered any more."""
        return next((one.label for one in self.scopes if one.value == value), value)


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
