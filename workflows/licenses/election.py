# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which of the ways to satisfy an expression is taken: the one with the best answer, and the reasons for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.licenses.compatibility import Compatibility, reasons_together
from workflows.licenses.expressions import Choice, Expression, Term
from workflows.licenses.policy import Use
from workflows.licenses.rulings import Reason, Ruling
from workflows.licenses.tables import DELIVERING, Verdict


@dataclass(frozen=True, slots=True)
class Elected:
    """A way to satisfy the expression. ``text`` is empty where a person has to elect, or nobody may."""

    ruled: tuple[Ruling, ...]
    verdict: Verdict
    because: tuple[Reason, ...]
    obligations: tuple[str, ...]
    electable: bool

    @property
    def text(self) -> str:
        """What is elected."""
        return self.shown if self.electable and self.verdict is not Verdict.DENY else ""

    @property
    def shown(self) -> str:
        """The way as an expression, in one order whatever the order it was written in."""
        return " AND ".join(sorted(one.text for one in self.ruled))

    @property
    def preference(self) -> tuple[int, bool, int, str]:
        """Smallest first: the best verdict, what can be elected, the fewest obligations, and then by name."""
        return self.verdict.rank, not self.electable, len(self.obligations), self.shown


def elect(
    expression: Expression, ruled: Mapping[Term, Ruling], use: Use, compatibility: Compatibility, product: str
) -> Elected:
    """Take the best way: OR offers ways, AND makes the strictest of its licenses count, with all their obligations.

    With a product's license only what is known to fit into it can be elected. What needs a contract or a person is
    never elected, but its review is better than a denial.
    """
    ways = [_way(choice, ruled, use, compatibility, product) for choice in expression.choices]
    best = min(ways, key=lambda way: way.preference)
    if len(ways) == 1:
        return best
    others = f"{len(ways) - 1} other way{'s' if len(ways) > 2 else ''}"  # noqa: PLR2004 - the other is one or several
    text = f"{best.shown} is elected; {others} would be no better." if best.text else _NOT_ELECTED[best.electable]
    reason = Reason(rule="expression.or", basis="policy", text=text, license=best.shown)
    return Elected(best.ruled, best.verdict, (*best.because, reason), best.obligations, best.electable)


_NOT_ELECTED = {
    True: "None of the ways to satisfy the expression may be taken.",
    False: "No way was elected: the best one needs a contract or a person who reads it.",
}


def _way(choice: Choice, ruled: Mapping[Term, Ruling], use: Use, compatibility: Compatibility, product: str) -> Elected:
    parts = tuple(sorted((ruled[term] for term in choice), key=lambda one: (-one.verdict.rank, one.text)))
    because = [reason for part in parts for reason in part.because]
    verdicts = [part.verdict for part in parts]
    electable = all(part.electable for part in parts)
    against, open_ = compatibility.conflicts(parts)
    because += reasons_together(against, open_, " AND ".join(part.text for part in parts))
    if against and (product or use.column in DELIVERING):
        verdicts.append(Verdict.REVIEW)
    if product:
        combined = [compatibility.into(part, product) for part in parts]
        verdicts += [verdict for verdict, _ in combined]
        because += [reason for _, reason in combined]
        electable = electable and all(verdict is Verdict.ALLOW for verdict, _ in combined)
    verdict = max(verdicts, key=lambda one: one.rank)
    owing = parts if verdict is not Verdict.DENY else [part for part in parts if part.verdict is verdict]
    obligations = dict.fromkeys(one for part in owing for one in part.obligations)
    return Elected(parts, verdict, tuple(because), tuple(obligations), electable)
