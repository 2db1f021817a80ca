# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which licenses fit into one work, and in which direction: OSADL's matrix and the catalog's own pairs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from workflows.licenses.policy import LicensePolicy
from workflows.licenses.reference import Compatible, later_versions, osadl, osadl_licenses, versions
from workflows.licenses.rulings import Reason, Ruling
from workflows.licenses.tables import Basis, Verdict

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether work under one license may become part of work under another, and who says so."""

    answer: Compatible
    because: str


class Compatibility:
    """Answers what fits into what, under the pairs of a policy."""

    def __init__(self, policy: LicensePolicy) -> None:
        self._policy = policy
        self._pairs = {
            (inbound, outbound): pair
            for pair in policy.tables.pairs
            for inbound in pair.from_
            for outbound in pair.into
        }

    def fits(self, inbound: str, outbound: str) -> Fit:
        """Whether work under ``inbound`` may become part of work under ``outbound``; both with their exceptions.

        One of the versions that ``-or-later`` offers is enough; an exception that OSADL does not list leaves a no open.
        """
        if inbound == outbound:
            return Fit("yes", "It is the same license.")
        license_, _, exception = inbound.partition(" WITH ")
        offered = (inbound,) if inbound in osadl_licenses() else _offered(license_)
        found = [self._one(one, outbound) for one in offered]
        best = next(
            (fit for answer in ("yes", "depends", "unknown") for fit in found if fit.answer == answer), found[0]
        )
        if best.answer == "no" and exception and inbound not in osadl_licenses():
            return Fit("unknown", f"For the license without its exception: {best.because}")
        return best

    def _one(self, inbound: str, outbound: str) -> Fit:
        if (pair := self._pairs.get((inbound, outbound))) is not None:
            return Fit("yes" if pair.compatible else "no", pair.because)
        answer = osadl(inbound, outbound)
        said = {"yes": "OSADL says that it fits.", "no": "OSADL says that it does not fit."}
        said["depends"] = "OSADL says that it depends on what exactly is combined."
        return Fit(answer, said.get(answer, "No source says whether it fits."))

    def together(self, one: Ruling, other: Ruling) -> Compatible:
        """Whether the two may be parts of one work, under either of them."""
        if one.id == other.id:
            return "yes"
        answers = {self.fits(one.text, other.text).answer, self.fits(other.text, one.text).answer}
        return next((answer for answer in _BEST_FIRST if answer in answers), "unknown")

    def conflicts(self, ruled: Iterable[Ruling]) -> tuple[list[str], list[str]]:
        """The pairs that are known not to fit into one work, and those of which nobody knows."""
        against: list[str] = []
        open_: list[str] = []
        for one, other in combinations(sorted(ruled, key=lambda each: each.text), 2):
            if self._undemanding(one) and self._undemanding(other):
                continue
            answer = self.together(one, other)
            if answer != "yes":
                (against if answer == "no" else open_).append(f"{one.text} with {other.text}")
        return against, open_

    def _undemanding(self, one: Ruling) -> bool:
        return self._policy.category(one.category).undemanding

    def into(self, one: Ruling, product: str) -> tuple[Verdict, Reason]:
        """What combining a license into the product's means for the answer."""
        fit = self.fits(one.text, product)
        verdict, basis, text = _COMBINED[fit.answer]
        if fit.answer == "no" and one.category in _STAYS_BESIDE:
            verdict, text = (
                Verdict.REVIEW,
                "its files or library stay under it, and a person looks how they are kept apart",
            )
        text = f"{one.text} into {product}: {text}. {fit.because}"
        return verdict, Reason(rule=f"combining.{one.text}.into.{product}", basis=basis, text=text, license=one.text)


def _offered(license_: str) -> tuple[str, ...]:
    return later_versions(license_[:-1]) if license_.endswith("+") else versions(license_)


_BEST_FIRST: tuple[Compatible, ...] = ("yes", "depends", "unknown", "no")
_STAYS_BESIDE = frozenset({"weak-file", "weak-library"})
_COMBINED: dict[Compatible, tuple[Verdict, Basis, str]] = {
    "yes": (Verdict.ALLOW, "license", "may become part of it"),
    "no": (Verdict.DENY, "license", "may not become part of it"),
    "depends": (Verdict.REVIEW, "unsettled", "a person looks"),
    "unknown": (Verdict.REVIEW, "unsettled", "not known, so a person looks"),
}


def reasons_together(against: list[str], open_: list[str], expression: str) -> Iterator[Reason]:
    """What is said of licenses that apply at once."""
    if against:
        text = (
            f"Known not to fit into one work: {_named(against)}. That all apply at once does not make them compatible."
        )
        yield Reason(rule="combining.and", basis="license", text=text, license=expression)
    if open_:
        text = f"Not known whether they fit into one work: {_named(open_)}."
        yield Reason(rule="combining.unknown", basis="unsettled", text=text, license=expression)


def _named(pairs: list[str]) -> str:
    more = len(pairs) - _MOST_NAMED
    return "; ".join(pairs[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
