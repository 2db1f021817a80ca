# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What policy says about everything in an inventory: each component's advice, and all of them by license."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from workflows.licenses.advice import Advice, advise, assumed_of, product_license
from workflows.licenses.inventory.components import UNSTATED, Component, Inventory
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.tables import Usage, Verdict


@dataclass(frozen=True, slots=True)
class Advised:
    """A component with the advice on its license, and what else its file says of it."""

    component: Component
    advice: Advice
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One license, as components state it, with all that come under it."""

    advice: Advice
    members: tuple[Advised, ...]


@dataclass(frozen=True)
class Assessment:
    """The answer on an inventory for one use. ``advised`` has the components in the order of the file."""

    inventory: Inventory
    usage: Usage
    into: str
    advised: tuple[Advised, ...]
    assumptions: tuple[str, ...]
    policy: str
    statement: str

    @cached_property
    def counts(self) -> Mapping[Verdict, int]:
        """How many components got each verdict, worst first; a verdict that nothing got has 0."""
        found = Counter(one.advice.verdict for one in self.advised)
        return {verdict: found[verdict] for verdict in sorted(Verdict, key=lambda one: -one.rank)}

    @property
    def verdict(self) -> Verdict:
        """The worst of all."""
        return max((one.advice.verdict for one in self.advised), key=lambda one: one.rank)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The licenses, those with the worst answers first, then those of the most components."""
        found: dict[tuple[Verdict, str], list[Advised]] = {}
        for one in self.advised:
            found.setdefault((one.advice.verdict, one.advice.expression or one.advice.input), []).append(one)
        by_name = (Line(members[0].advice, tuple(members)) for _, members in sorted(found.items()))
        return tuple(sorted(by_name, key=lambda line: (-line.advice.verdict.rank, -len(line.members))))

    @property
    def obligations(self) -> Mapping[str, int]:
        """Everything that has to be done for what is not denied, with for how many components."""
        usable = [one.advice for one in self.advised if one.advice.verdict.rank < Verdict.DENY.rank]
        return dict(Counter(obligation for advice in usable for obligation in advice.obligations).most_common())

    @property
    def differing(self) -> tuple[Advised, ...]:
        """The components of which the file says more than one thing."""
        return tuple(one for one in self.advised if one.differs)


def assess(
    inventory: Inventory,
    use: Use,
    policy: LicensePolicy,
    into: str | None = None,
    going_on: Callable[[], None] = lambda: None,
) -> Assessment:
    """Look up every component. ``going_on`` is called before each license that is new, and may raise to end it.

    Raises MalformedExpression when ``into`` is not one license.
    """
    if into is not None:
        product_license(into, policy)
    known: dict[str, Advice] = {}

    def of(expression: str) -> Advice:
        if expression not in known:
            going_on()
            known[expression] = advise(expression, use, policy, into)
        return known[expression]

    advised = tuple(Advised(one, of(one.license), tuple(_differs(one, of))) for one in inventory.components)
    return Assessment(
        inventory, use.usage or Usage.SHIPPED, advised[0].advice.into if advised else into or "", advised,
        assumed_of(use), policy.version, policy.statement,
    )  # fmt: skip


def _differs(one: Component, of: Callable[[str], Advice]) -> Iterator[str]:
    """Sentences on what the file says of a component besides what counts."""
    taken = of(one.license)
    if one.basis == "concluded" and one.declared not in {"", UNSTATED, one.concluded}:
        declared = of(one.declared)
        if declared.expression != taken.expression or not declared.expression:
            yield f"Concluded is {_text(taken)}, its authors declare {_text(declared)}."
    if one.basis in {"concluded", "declared"} and one.observed not in {"", one.license}:
        observed = of(one.observed)
        if observed.verdict.rank > taken.verdict.rank:
            yield f"{_text(taken)} is stated, but in its files {_text(observed)} was found, which is worse."


def _text(advice: Advice) -> str:
    return advice.expression or advice.input
