# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Advice on an SPDX expression: verdict, elected license, what has to be done, and why. A look-up, not legal advice."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import product as product_of
from math import prod
from typing import Any

from workflows.errors import MalformedExpression
from workflows.licenses.compatibility import Compatibility
from workflows.licenses.election import Elected, elect
from workflows.licenses.expressions import Expression, Term, parse
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.reference import DATA_SETS
from workflows.licenses.rulings import Reason, Ruling, rulings
from workflows.licenses.sources import SourceLine, source_line
from workflows.licenses.tables import Usage, Verdict
from workflows.model import Value

MOST_MEANINGS = 128
DISCLAIMER = "This is a policy look-up, not legal advice."
HEADLINES = {
    Verdict.ALLOW: "Policy allows",
    Verdict.CONDITIONS: "Policy allows under conditions",
    Verdict.REVIEW: "Policy asks for a person's review",
    Verdict.DENY: "Policy does not allow",
    Verdict.INVALID: "No license expression",
}


class Advice(Value):
    """The answer. ``elected`` is empty when no branch can be elected without a person, or none may be used."""

    input: str
    expression: str
    usage: Usage
    into: str = ""
    verdict: Verdict
    elected: str = ""
    obligations: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()
    assumptions: tuple[str, ...] = ()
    better_if: tuple[str, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    policy: str
    statement: str

    @property
    def headline(self) -> str:
        """The verdict in words, of what and for which use."""
        into = f" into {self.into}" if self.into else ""
        return f"{HEADLINES[self.verdict]}: {self.expression or self.input}{into} ({self.usage})"

    @property
    def closing(self) -> str:
        """Whose policy it is, and what the answer is not."""
        return f"{self.statement[:1].upper()}{self.statement[1:]}. {DISCLAIMER}"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of every name of a question: a ruling for each license, and the product's license."""

    ruled: Mapping[Term, Ruling]
    product: Term | None
    into: str

    def text(self, term: Term) -> str:
        """The license that the name is taken for."""
        return self.ruled[term].text if term in self.ruled else self.into


def advise(expression: str, use: Use, policy: LicensePolicy, into: str | None = None) -> Advice:
    """Say what policy says. ``into`` is the license of the product that it becomes part of.

    The same question under the same policy version always gets the same answer; what cannot be read is ``invalid``.
    """
    try:
        read = parse(expression, policy.names)
        product = product_license(into, policy) if into is not None else None
        meant, elected = max(_meanings(read, use, policy, product), key=lambda one: one[1].verdict.rank)
    except MalformedExpression as refusal:
        return unreadable(expression, refusal.sentence, use, policy, into)
    return _answer(expression, read, meant, elected, use, policy)


def unreadable(given: str, sentence: str, use: Use, policy: LicensePolicy, into: str | None = None) -> Advice:
    """The answer to what cannot be answered; the sentence says why."""
    reason = Reason(rule="expression.malformed", basis="policy", text=sentence, license="")
    return Advice(
        input=given, expression="", usage=use.usage or Usage.SHIPPED, into=into or "", verdict=Verdict.INVALID,
        because=(reason,), assumptions=_without_usage(use), policy=policy.version, statement=policy.statement,
    )  # fmt: skip


def _meanings(
    read: Expression, use: Use, policy: LicensePolicy, product: Term | None
) -> Iterator[tuple[Meaning, Elected]]:
    """An answer for every meaning of the names, those that are strictest by themselves first."""
    ruled = [rulings(term, use, policy) for term in read.terms]
    products = [product.text(id_) for id_ in product.ids] if product else [""]
    if prod(map(len, ruled)) * len(products) > MOST_MEANINGS:
        raise MalformedExpression("Too many of its names may mean several licenses each. Please write SPDX ids.")
    compatibility = Compatibility(policy)
    for chosen, into in product_of(product_of(*ruled), products):
        meaning = Meaning(dict(zip(read.terms, chosen, strict=True)), product, into)
        yield meaning, elect(read, meaning.ruled, use, compatibility, into)


def _answer(given: str, read: Expression, meant: Meaning, elected: Elected, use: Use, policy: LicensePolicy) -> Advice:
    used = use.usage or Usage.SHIPPED
    named = (*read.terms, *((meant.product,) if meant.product else ()))
    assumed = (*assumed_of(use), *_names_taken(named, meant))
    assumed += tuple(one for ruling in elected.ruled for one in ruling.assumes)
    better = (one for ruling in elected.ruled if ruling.verdict is not Verdict.ALLOW for one in ruling.better_if)
    obligations = () if elected.verdict is Verdict.ALLOW else elected.obligations
    return Advice(
        input=given, expression=read.text(meant.text), usage=used, into=meant.into,
        verdict=elected.verdict, elected=elected.text, obligations=obligations, because=elected.because,
        assumptions=tuple(dict.fromkeys(assumed)), better_if=tuple(dict.fromkeys(better)),
        sources=tuple(source_line(one, policy) for one in dict.fromkeys(ruling.id for ruling in meant.ruled.values())),
        policy=policy.version, statement=policy.statement,
    )  # fmt: skip


def product_license(into: str, policy: LicensePolicy) -> Term:
    """The one license of a product. Raises MalformedExpression for what is none, or several."""
    read = parse(into, policy.names)
    if len(read.terms) > 1:
        raise MalformedExpression(
            f"A product has one license to combine into, and `{into}` names several: ask for each."
        )
    return read.terms[0]


def assumed_of(use: Use) -> tuple[str, ...]:
    """What is taken for granted of a use, whatever the license."""
    return (*_without_usage(use), *_facts_taken(use))


def _without_usage(use: Use) -> tuple[str, ...]:
    return () if use.usage else ("No usage was given, so it is taken as shipped.",)


def _facts_taken(use: Use) -> Iterator[str]:
    known = use.modified is not None and use.link is not None
    if use.column is Usage.SHIPPED and not known:
        yield "It is delivered unchanged, and runs in a process of its own or is linked dynamically."
    if use.column is Usage.SHIPPED_MODIFIED and not known:
        yield "What is not known of changes and linking is taken at its strictest: changed, and linked statically."
    if use.column is Usage.BROWSER:
        yield "Code that visitors receive counts as delivered."


def _names_taken(terms: tuple[Term, ...], meant: Meaning) -> Iterator[str]:
    for term in terms:
        if term.name is None or term.sort not in {"license", "reference", "noassertion", "none"} or term.name.exact:
            continue
        taken = meant.text(term)
        if len(term.ids) > 1:
            others = ", ".join(term.text(id_) for id_ in term.ids if term.text(id_) != taken)
            yield (
                f"`{term.name.written}` may mean several licenses: answered for {taken}, the strictest of them. "
                f"Others: {others}."
            )
        else:
            yield f"`{term.name.written}` is read as {taken}."


def data_sets() -> list[dict[str, str]]:
    """The data that answers rest on, for programs."""
    return [asdict(one) for one in DATA_SETS]


def as_json(advice: Advice) -> dict[str, Any]:
    """The answer for programs, with the age and license of the data it rests on."""
    return {**advice.model_dump(mode="json"), "disclaimer": DISCLAIMER, "data": data_sets()}
