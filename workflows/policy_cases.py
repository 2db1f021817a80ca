# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Policy tests: cases of what policy has to decide, as their TOML files say them, and where it decides otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pydantic import Field as Constrained

from workflows.facts import Answers, Fact, Origin
from workflows.kind import RequestKind
from workflows.known import Knowledge, Register
from workflows.licenses.advice import advise
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.tables import Link, Usage, Verdict
from workflows.model import Value
from workflows.policy import Policy
from workflows.route import Route

_NAME = Constrained(min_length=1, max_length=150)


class Basis(Value):
    """What the cases of a kind share: answers and facts that a case need not repeat."""

    answers: Answers = {}
    facts: Answers = {}


class RequestCase(Value):
    """A request of a kind, and the lane, steps and blocks that policy has to give it.

    ``steps`` has the rules that ask, by group, as policy names it; fall-backs of an organization are no policy.
    ``unknown`` takes a fact away; ``obligations`` is compared where it is given.
    """

    name: str = _NAME
    kind: str
    answers: Answers = {}
    facts: Answers = {}
    unknown: tuple[str, ...] = ()
    lane: str
    steps: dict[str, tuple[str, ...]] = {}
    blocks: tuple[str, ...] = ()
    obligations: tuple[str, ...] | None = None

    def on(self, basis: Basis) -> "RequestCase":
        """The case with what it shares with others."""
        return self.model_copy(update={"answers": basis.answers | self.answers, "facts": basis.facts | self.facts})


class LicenseCase(Value):
    """Licenses that policy has to answer alike, with the verdict for each usage that is asked."""

    name: str = _NAME
    licenses: tuple[str, ...] = Constrained(min_length=1)
    into: str | None = None
    modified: bool | None = None
    link: Link | None = None
    verdicts: dict[Usage, Verdict] = Constrained(min_length=1)
    elected: str | None = None
    rule: str = ""


class ExpectedDifference(Value):
    """A case, or a past request such as OSPO-12, that is decided otherwise on purpose; ``*`` stands for anything."""

    name: str = _NAME
    note: str = Constrained(min_length=1)

    def covers(self, name: str) -> bool:
        """Whether it speaks of the case or request of that name."""
        return fnmatchcase(name, self.name)


class CaseFile(Value):
    """A file of policy tests. ``defaults`` are by kind, and for this file alone."""

    defaults: dict[str, Basis] = {}
    requests: tuple[RequestCase, ...] = ()
    licenses: tuple[LicenseCase, ...] = ()
    expect_difference: tuple[ExpectedDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that policy says otherwise than a case, in words."""

    what: str
    expected: str
    found: str


def misfits(case: RequestCase, kind: RequestKind, shown: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What a case says that the kind's form could not, or leaves open that routing needs: keys with reasons."""
    facts = {fact.name: fact for fact in kind.facts}
    for name, answer in case.answers.items():
        field = kind.by_name.get(name)
        if field is None:
            yield f"answers.{name}", f"`{case.kind}` has no such field"
        elif not field.fits(answer):
            yield f"answers.{name}", f"{answer!r} is not an answer that the field could have"
    for name, value in case.facts.items():
        if name not in facts:
            yield f"facts.{name}", f"`{case.kind}` has no such fact"
        elif not facts[name].fits(value):
            yield f"facts.{name}", f"{value!r} is not a value that the fact could have"
    yield from ((f"unknown.{name}", f"`{case.kind}` has no such fact") for name in case.unknown if name not in facts)
    for field in kind.fields:
        if field.steers and field.required and field.name in shown and field.name not in case.answers:
            yield f"answers.{field.name}", "is missing: without it the form would show no route"


def request_differences(case: RequestCase, policy: Policy, knowledge: Knowledge) -> Iterator[Difference]:
    """Where policy decides another thing than the case says. Answers to fields that are not shown count as not said."""
    answers = policy.kept(case.answers)
    known = knowledge.facts(policy.kind, answers, Register())
    known |= {name: Fact(value=value, origin=Origin.REGISTER) for name, value in case.facts.items()}
    known |= {name: Fact.unknown() for name in case.unknown}
    route = policy.route(answers, known)
    yield from _unequal("lane", case.lane, route.lane)
    yield from _unequal("steps", steps_in_words(case.steps), steps_in_words(_asked(route)))
    yield from _unequal("blocks", _listed(case.blocks), _listed(one.rule for one in policy.blocks(answers, known)))
    if case.obligations is not None:
        yield from _unequal("obligations", _listed(case.obligations), _listed(one.rule for one in route.obligations))


def license_differences(case: LicenseCase, policy: LicensePolicy) -> Iterator[Difference]:
    """Where policy answers another thing than the case says."""
    for license_ in case.licenses:
        for usage, verdict in case.verdicts.items():
            found = advise(license_, Use(usage, modified=case.modified, link=case.link), policy, case.into)
            asked = f"{license_} ({usage})"
            yield from _unequal(asked, verdict, found.verdict)
            if case.elected is not None:
                yield from _unequal(f"{asked} elected", case.elected or "nothing", found.elected or "nothing")
            rules = [reason.rule for reason in found.because]
            if case.rule and case.rule not in rules:
                yield Difference(f"{asked} rule", case.rule, _listed(rules))


def steps_in_words(steps: Mapping[str, tuple[str, ...]]) -> str:
    """Who is asked, by which rules."""
    return "; ".join(f"{group} ({', '.join(rules)})" for group, rules in sorted(steps.items())) or "nobody"


def _asked(route: Route) -> dict[str, tuple[str, ...]]:
    asked: dict[str, tuple[str, ...]] = {}
    for step in route.steps:  # a group may be asked in several stages
        asked[step.group] = (*asked.get(step.group, ()), *(because.rule for because in step.because))
    return asked


def _listed(rules: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return ", ".join(rules) or "none"


def _unequal(what: str, expected: str, found: str) -> Iterator[Difference]:
    if expected != found:
        yield Difference(what, expected, found)
