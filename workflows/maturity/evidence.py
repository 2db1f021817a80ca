# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence: what shows that an item holds, where it comes from, and for how long it says so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from workflows.maturity.models import Item

#: How long evidence says that something holds (domain.md §5, a default of this project).
HOLDS, POLICY_HOLDS = timedelta(days=180), timedelta(days=365)


class Origin(StrEnum):
    """Where evidence comes from, the strongest first."""

    FACTS = "facts"
    RECORD = "record"
    LINK = "link"
    WORD = "word"

    @property
    def words(self) -> str:
        """The origin as people read it; what is weaker says so."""
        return {
            Origin.FACTS: "the office's own records",
            Origin.RECORD: "a request of the record",
            Origin.LINK: "a link alone, which is weaker",
            Origin.WORD: "a note alone, which is weakest",
        }[self]


@dataclass(frozen=True, slots=True)
class Proof:
    """The figures behind evidence of the office's own records: what was counted, in which days, and how."""

    fact: str
    value: int
    of: int
    since: date
    until: date
    query: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody showed for an item, or the office's own figures. Nothing of it is counted before it is confirmed.

    ``on`` is the day for which it says that the item holds; ``number`` a request of the record (0: none);
    ``people`` how many people took part in a training (0: it is none). ``by`` claimed it and ``confirmed_by``
    looked at it, both Slack ids; ``alone``: the one who claimed it confirmed it too, for there was nobody else.
    """

    on: date
    link: str = ""
    number: int = 0
    note: str = ""
    people: int = 0
    by: str = ""
    confirmed_by: str = ""
    alone: bool = False
    proof: Proof | None = None

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        if self.proof is not None:
            return Origin.FACTS
        if self.number:
            return Origin.RECORD
        return Origin.LINK if self.link else Origin.WORD

    def until(self, item: Item) -> datetime:
        """The moment from which it does not say any more that the item holds; days are those of UTC."""
        return datetime.combine(self.on, time(), UTC) + (POLICY_HOLDS if item.policy else HOLDS)
