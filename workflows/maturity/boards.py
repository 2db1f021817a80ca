# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The board of a model at one moment: where each item stands, what each stage can show, and which stage is reached."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from workflows.maturity.entries import Act
from workflows.maturity.evidence import Evidence
from workflows.maturity.models import Item, MaturityModel, Stage


class ItemState(StrEnum):
    """Where an item stands. Only EVIDENCED counts; STALE is what was evidenced and is lost until somebody looks."""

    UNKNOWN = "unknown"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    CLAIMED = "claimed"
    EVIDENCED = "evidenced"
    STALE = "stale"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return {"unknown": "not looked at yet", "stale": "lost"}.get(self.value, self.value.replace("_", " "))


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that waits for a second person: evidence, or with ``reason`` alone that an item does not apply.

    ``sequence`` is that of its entry, so that a button of an older claim confirms no newer one.
    """

    sequence: int
    by: str
    at: datetime
    evidence: Evidence | None = None
    reason: str = ""
    renewal: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands at the board's moment.

    ``since`` is when it came into this state; ``evidence`` what counts, or counted until it was lost; ``until`` when
    that lapses or did; ``claim`` what waits for a second person. ``reason`` says why it does not apply, was sent back
    or opened again, which is the act of ``reason_of``. ``looked_at`` is when a person last said anything of it;
    ``asked_at`` when one was asked. ``settled`` is the claim that was confirmed last, by its sequence, and by whom.
    """

    item: Item
    stage: Stage
    state: ItemState = ItemState.UNKNOWN
    since: datetime | None = None
    owner: str = ""
    due_on: date | None = None
    evidence: Evidence | None = None
    until: datetime | None = None
    claim: Claim | None = None
    reason: str = ""
    looked_at: datetime | None = None
    asked_at: datetime | None = None
    settled: tuple[int, str] = (0, "")
    reason_of: Act | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts as evidenced: by a second person or the office's own records, not by one's own word."""
        return self.state is ItemState.EVIDENCED and not self.alone

    @property
    def alone(self) -> bool:
        """Whether it is evidenced by the word of one person alone, which is counted apart."""
        return self.state is ItemState.EVIDENCED and self.evidence is not None and self.evidence.alone

    @property
    def sent_back(self) -> bool:
        """Whether the last that somebody gave a reason for was to refuse a claim."""
        return self.reason_of is Act.REFUSED

    @property
    def applies(self) -> bool:
        """Whether it is one of those that count."""
        return self.state is not ItemState.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class StageScore:
    """What a stage can show, in counts. ``alone`` are those confirmed by their claimer alone, outside ``evidenced``."""

    stage: Stage
    items: int
    evidenced: int
    alone: int
    claimed: int
    in_progress: int
    not_started: int
    unknown: int
    stale: int
    not_applicable: int

    @classmethod
    def of(cls, stage: Stage, standings: tuple[Standing, ...]) -> Self:
        """The counts of a stage's items."""
        states = Counter(one.state for one in standings)
        alone = sum(one.alone for one in standings)
        return cls(
            stage=stage,
            items=len(standings),
            evidenced=states[ItemState.EVIDENCED] - alone,
            alone=alone,
            claimed=states[ItemState.CLAIMED],
            in_progress=states[ItemState.IN_PROGRESS],
            not_started=states[ItemState.NOT_STARTED],
            unknown=states[ItemState.UNKNOWN],
            stale=states[ItemState.STALE],
            not_applicable=states[ItemState.NOT_APPLICABLE],
        )

    @property
    def applicable(self) -> int:
        """How many items count: all but those that do not apply."""
        return self.items - self.not_applicable

    @property
    def enough(self) -> bool:
        """Whether there is anything to score: an item that applies, and one that somebody has looked at."""
        return 0 < self.applicable != self.unknown

    @property
    def percent(self) -> int | None:
        """Evidenced of those that apply, rounded down; None: not enough data. 0 and 100 are exact."""
        if not self.enough:
            return None
        share = self.evidenced * 100 // self.applicable
        return max(share, 1) if self.evidenced else 0

    @property
    def wanted(self) -> int:
        """How many items the target asks for, rounded up."""
        return -(-self.applicable * self.stage.target // 100)

    @property
    def target_met(self) -> bool:
        """Whether the stage shows as much as the organization wants of it."""
        return self.evidenced >= self.wanted

    @property
    def complete(self) -> bool:
        """Whether every item that applies is evidenced, by more than one person's word."""
        return self.evidenced == self.applicable


@dataclass(frozen=True, slots=True)
class Board:
    """A model at a moment. ``unit`` is empty for the program; ``sequence`` that of the newest entry behind it."""

    model: MaturityModel
    at: datetime
    standings: tuple[Standing, ...]
    unit: str = ""
    sequence: int = 0
    scores: tuple[StageScore, ...] = field(init=False)

    def __post_init__(self) -> None:
        by_stage = (
            StageScore.of(stage, tuple(one for one in self.standings if one.stage.name == stage.name))
            for stage in self.model.stages
        )
        object.__setattr__(self, "scores", tuple(by_stage))

    def standing(self, item: str) -> Standing | None:
        """Where the item of that id stands; None: this model has no such item."""
        return next((one for one in self.standings if one.item.id == item), None)

    @property
    def current(self) -> Stage | None:
        """The highest stage that is complete with all before it; None while the first is not, or nothing applies."""
        reached: Stage | None = None
        for score in self.scores:
            if not score.complete:
                break
            reached = score.stage if score.applicable else reached
        return reached

    @property
    def looked_at(self) -> bool:
        """Whether anybody, or the office's own records, has said anything of any item."""
        return any(one.state is not ItemState.UNKNOWN for one in self.standings)
