# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What policy says about one license of an expression, an exception with it perhaps."""

from dataclasses import dataclass, replace

from workflows.licenses.expressions import Term
from workflows.licenses.policy import UNKNOWN, Found, LicensePolicy, Use
from workflows.licenses.reference import later_versions, reference
from workflows.licenses.tables import Basis, Cell, ContributingRow, Usage, Verdict
from workflows.model import Value

_CONTRIBUTING = {
    "allow": Verdict.ALLOW,
    "owned": Verdict.CONDITIONS,
    "review": Verdict.REVIEW,
    "deny": Verdict.DENY,
}
_LINKS = {"process": "a process of its own", "dynamic": "linked dynamically", "static": "linked statically"}


class Reason(Value):
    """Why: by which rule, on whose demand (license, policy, unsettled), of which license."""

    rule: str
    basis: Basis
    text: str
    license: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer for one license. ``text`` is the license as elected, ``id`` without exception and plus sign."""

    text: str
    id: str
    category: str
    verdict: Verdict
    because: tuple[Reason, ...]
    obligations: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()
    better_if: tuple[str, ...] = ()
    electable: bool = True


def rulings(term: Term, use: Use, policy: LicensePolicy) -> tuple[Ruling, ...]:
    """Rule on a license, once for each meaning of an ambiguous name, strictest first."""
    ruled = [_of_versions(term, id_, use, policy) for id_ in term.ids]
    return tuple(sorted(ruled, key=lambda one: -one.verdict.rank))


def _of_versions(term: Term, id_: str, use: Use, policy: LicensePolicy) -> Ruling:
    """The best of the versions that a plus sign offers."""
    if not term.later:
        return _of(term, id_, term.text(id_), use, policy)
    first, *others = later_versions(id_)
    ruled = [_of(term, first, term.text(id_), use, policy)]
    ruled += [_of(term, one, replace(term, later=False).text(one), use, policy) for one in others]
    return min(ruled, key=lambda one: one.verdict.rank)


def _of(term: Term, id_: str, text: str, use: Use, policy: LicensePolicy) -> Ruling:
    if use.column is Usage.CONTRIBUTE:
        plain = _contributing(text, id_, policy)
    else:
        pair = policy.with_exception(id_, term.exception, use) if term.exception else None
        plain = _using(text, id_, pair or policy.using(id_, use), use, policy)
        if pair:
            return plain
    # A row of the company on this very license knows the contract that a LicenseRef needs.
    decided = plain.because[0].rule == f"organization.{id_}.{use.column}"
    plain = replace(plain, electable=decided or term.sort == "license")
    if term.sort in {"reference", "unknown"} and plain.category == UNKNOWN and not decided:
        plain = _unidentified(plain, term)
    if not term.exception or (use.column is Usage.CONTRIBUTE and _paired(id_, term.exception, policy)):
        return plain
    return _at_least_review(plain, term)


def _using(text: str, id_: str, found: Found, use: Use, policy: LicensePolicy) -> Ruling:
    cell = found.cell
    dated = f" (Decided by your company on {found.dated}.)" if found.dated else ""
    obligations = cell.obligations
    if cell.verdict is not Verdict.DENY and not found.dated:
        obligations += policy.duties(id_, use.column)
    because = (Reason(rule=found.rule, basis=cell.basis, text=cell.because + dated, license=text),)
    owed = tuple(map(policy.obligation, dict.fromkeys(obligations)))
    better = [f"If {_condition(one)}, the answer for {text} would be: {one.verdict}." for one in found.better]
    better += [cell.fix] if cell.fix else []
    assumes = (cell.assumes,) if cell.assumes else ()
    return Ruling(text, id_, policy.category_of(id_), cell.verdict, because, owed, assumes, tuple(better))


def _condition(cell: Cell) -> str:
    words = [" or ".join(_LINKS[one] for one in cell.link)] if cell.link else []
    words += [] if cell.modified is None else ["changed" if cell.modified else "unchanged"]
    return f"it is {' and '.join(words)}"


def _contributing(text: str, id_: str, policy: LicensePolicy) -> Ruling:
    name, row = policy.contributing(id_)
    category = policy.category_of(id_)
    if row is None:
        because = "No row says whether to contribute to projects under it, so a person looks."
        row = ContributingRow(verdict="review", because=because)
    reason = Reason(
        rule=f"contributing.{name}", basis="policy", text=row.because or "So your company decided.", license=text
    )
    owed = (policy.obligation("own-code"),) if row.verdict == "owned" else ()
    return Ruling(text, id_, category, _CONTRIBUTING[row.verdict], (reason,), owed)


def _paired(id_: str, exception: str, policy: LicensePolicy) -> bool:
    return policy.with_exception(id_, exception, Use(Usage.BUILD)) is not None


def _unidentified(plain: Ruling, term: Term) -> Ruling:
    if term.sort == "reference":
        text = "It is no license of the SPDX list: a commercial one needs a contract, any other a person who reads it."
        return replace(plain, because=(plain.because[0].model_copy(update={"text": text}),))
    near = term.name.near if term.name else ()
    meant = (f"Did you mean {' or '.join(f'`{one}`' for one in near)}?",) if near else ()
    return replace(plain, better_if=(*meant, *plain.better_if))


def _at_least_review(plain: Ruling, term: Term) -> Ruling:
    known = term.exception in reference().exceptions
    what = "Policy has no row for this exception with this license" if known else "The exception is not known"
    near = f"; did you mean `{term.exception_near[0]}`?" if term.exception_near else "."
    text = f"{what}, so the license counts as if it stood alone, and a person looks{near}"
    reason = Reason(rule="exceptions.unknown", basis="unsettled", text=text, license=plain.text)
    verdict = max(plain.verdict, Verdict.REVIEW, key=lambda one: one.rank)
    return replace(plain, verdict=verdict, because=(*plain.because, reason))
