# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the office says to a question: the answer, what may be one, or nothing but who can be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.licenses.contradicting import Otherwise
from workflows.precedents import Precedent
from workflows.registers.entry import Entry
from workflows.registers.register import Register
from workflows.search.documents import Key
from workflows.search.ranking import ANSWERS, PERHAPS
from workflows.search.words import split

#: The register whose entries are answers, and the one whose entries are open questions.
QUESTIONS, GUIDES, ASKED, PRECEDENTS = "questions", "guides", "asked", "precedents"
#: Characters of a question: what Slack's inputs hold.
LONGEST_QUESTION = 3_000
#: Letters without which nothing was asked.
_SHORTEST = 2
#: Words that name licenses, whose questions policy answers too (`/ospo license`).
_LICENSES = frozenset(
    {"gpl", "agpl", "lgpl", "mit", "apache", "bsd", "isc", "mpl", "epl", "cddl", "eupl", "cc0", "bsl", "busl", "sspl"}
)


class Certainty(StrEnum):
    """How sure the office is that something written down answers a question."""

    ANSWERED = "answered"
    PERHAPS = "perhaps"
    ROUTED = "routed"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something written down that is near to a question: an entry of a register, or a precedent.

    ``otherwise`` is what a shipped entry describes of license policy that the company decided differently, ``petals``
    what the company calls each petal.
    """

    key: Key
    nearness: float
    register: Register | None = None
    entry: Entry | None = None
    precedent: Precedent | None = None
    otherwise: tuple[Otherwise, ...] = ()
    petals: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it answers, in the words of who wrote it."""
        if self.entry is not None:
            return self.entry.title
        return self.precedent.shown.question if self.precedent else ""

    @property
    def petal(self) -> str:
        """The petal that it belongs to."""
        return self.entry.petal if self.entry is not None else "legal"


@dataclass(frozen=True, slots=True)
class Reply:
    """What was found for a question, the nearest first; what is not near enough to be offered is left out."""

    question: str
    hits: tuple[Hit, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """Whether the first is an answer, or may be one."""
        if not self.hits:
            return Certainty.ROUTED
        return Certainty.ANSWERED if self.hits[0].nearness >= ANSWERS else Certainty.PERHAPS

    @property
    def petal(self) -> str:
        """The petal of what is nearest; empty when nothing is near."""
        return self.hits[0].petal if self.hits else ""

    @property
    def names_license(self) -> bool:
        """Whether a license is named, so that policy may say more."""
        return bool(self.license)

    @property
    def license(self) -> str:
        """The license that is named, as it was typed; empty when none is."""
        return next((word.upper() for word in split(self.question) if word in _LICENSES), "")


def offered(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits that are near enough to be offered."""
    return tuple(hit for hit in hits if hit.nearness >= PERHAPS)


def asks_something(text: str) -> bool:
    """Whether there is anything to look up in a text."""
    return sum(map(len, split(text))) >= _SHORTEST
