# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence: what shows that an item holds, where it comes from, and for how long it says so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from workflows.maturity.entries import Data
from workflows.maturity.models import Item

#: How long evidence says that something holds (domain.md §5, a default of this project).
HOLDS, POLICY_HOLDS = timedelta(days=180), timedelta(days=365)


class Origin(StrEnum):
    """Where evidence comes from, the strongest first."""

    FACTS = "facts"
    RECORD = "record"
    LINK = "link"

    @property
    def words(self) -> str:
        """The origin as people read it; what is weaker says so."""
        return {
            Origin.FACTS: "the office's own records",
            Origin.RECORD: "a request of the record",
            Origin.LINK: "a link alone, which is weaker",
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

    @property
    def figures(self) -> str:
        """The figures in words: so many, or so many of so many."""
        return f"{self.value} of {self.of}" if self.of else str(self.value)


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
        return Origin.RECORD if self.number else Origin.LINK

    def until(self, item: Item) -> datetime:
        """The moment from which it does not say any more that the item holds; days are those of UTC."""
        return datetime.combine(self.on, time(), UTC) + (POLICY_HOLDS if item.policy else HOLDS)

    @property
    def refuted(self) -> bool:
        """Whether it was shown by the office's own figures, and they do not show it any more."""
        return self.proof is not None and not self.proof.holds


def written(evidence: Evidence) -> dict[str, str | int | bool]:
    """The evidence as an entry of the log keeps it; who claimed it is the entry's."""
    said: dict[str, str | int | bool] = {"on": evidence.on.isoformat()}
    said |= {"link": evidence.link, "number": evidence.number, "note": evidence.note, "people": evidence.people}
    return {name: value for name, value in said.items() if value}


def read(data: Data, by: str) -> Evidence:
    """The evidence of an entry's data. Raises ValueError or KeyError for what was never written."""
    return Evidence(
        on=date.fromisoformat(str(data["on"])),
        link=str(data.get("link", "")),
        number=int(data.get("number", 0)),
        note=str(data.get("note", "")),
        people=int(data.get("people", 0)),
        by=by,
    )


def written_proof(proof: Proof) -> dict[str, str | int | bool]:
    """The figures as an entry of the log keeps them."""
    return {
        "fact": proof.fact,
        "value": proof.value,
        "of": proof.of,
        "since": proof.since.isoformat(),
        "until": proof.until.isoformat(),
        "query": proof.query,
        "holds": proof.holds,
    }


def read_proof(data: Data) -> Proof:
    """The figures of an entry's data. Raises ValueError or KeyError for what was never written."""
    return Proof(
        fact=str(data["fact"]),
        value=int(data["value"]),
        of=int(data["of"]),
        since=date.fromisoformat(str(data["since"])),
        until=date.fromisoformat(str(data["until"])),
        query=str(data["query"]),
        holds=bool(data["holds"]),
    )
