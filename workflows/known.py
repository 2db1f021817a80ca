# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the office knows itself: facts from the register of past requests, from the policy's data, from settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Annotated, Literal, get_args

from pydantic import Field as Constrained

from workflows.facts import Answer, Answers, Fact, Origin
from workflows.kind import RequestKind
from workflows.licenses.advice import advise
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.rulings import Reason
from workflows.licenses.tables import LicenseNames, LicenseTables, Link, Usage
from workflows.model import Value
from workflows.scope import Scope


class Upstream(Value):
    """What is known of a project or a forge's organization; ``match`` are host and path prefixes."""

    match: tuple[Annotated[str, Constrained(pattern=r"^[a-z0-9.-]+(/[^/A-Z\s]+)*$")], ...] = Constrained(min_length=1)
    ai: Literal["allow", "disclose", "refuse"]


class PolicyData(LicenseTables, LicenseNames):
    """The catalog's data beside the kinds: licenses.toml, license_names.toml and upstreams.toml."""

    upstreams: tuple[Upstream, ...] = ()

    @cached_property
    def by_prefix(self) -> dict[str, tuple[int, Upstream]]:
        """The upstreams, each with its place, by what they match; where two match the same, the first one holds."""
        every = [(prefix, (place, one)) for place, one in enumerate(self.upstreams) for prefix in one.match]
        return dict(reversed(every))


@dataclass(frozen=True, slots=True)
class Register:
    """What past requests say of a project. None: it could not be looked up, which is never taken as a yes or no."""

    first_contribution: bool | None = None
    precleared: bool | None = None
    known_agreement: bool | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Where facts come from: the policy's data and the organization's settings."""

    data: PolicyData
    settings: Mapping[str, bool] = field(default_factory=dict)
    licenses: LicensePolicy = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "licenses", LicensePolicy(self.data, self.data))  # the way of a frozen dataclass

    def facts(self, kind: RequestKind, answers: Answers, register: Register) -> dict[str, Fact]:
        """A fact for every declaration of the kind, each with its origin; unknown where nothing is known."""
        scope = kind.scope.of(answers)
        agreed = register.known_agreement if kind.agreement_field else None
        found = {
            "register.first_contribution": _registered(register.first_contribution),
            "register.precleared": _registered(register.precleared),
            "register.known_agreement": _registered(agreed),
            "license.contributing": self._contributing(scope),
            "upstream.ai_policy": self._ai_policy(scope),
            "organization.fast_lane_first": _from_policy(self.settings.get("fast_lane_first", False)),
        }
        if asks_about_use(kind):
            found |= self._using(scope.license, answers)
        return {name: found.get(source, _UNKNOWN) for name, source in kind.fact_sources.items()}

    def facts_again(self, kind: RequestKind, answers: Answers, then: Mapping[str, Fact]) -> dict[str, Fact]:
        """The facts of an earlier day under the policy of this one.

        What the register or a person knew then stays as it was; what policy says is looked up anew.
        """
        now = self.facts(kind, answers, Register())
        kept = {one.name for one in kind.facts if one.source.startswith("register.")}
        kept |= {name for name, fact in then.items() if fact.origin not in {Origin.POLICY, Origin.UNKNOWN}}
        return {name: then[name] if name in kept and name in then else fact for name, fact in now.items()}

    def _using(self, expression: str, answers: Answers) -> dict[str, Fact]:
        """The automatic answer about the license of the answers, in words; nothing where no license was named."""
        if not expression:
            return dict.fromkeys(_ADVICE, _from_policy("")) | {USING: _UNKNOWN}
        advice = advise(expression, use_of(answers), self.licenses, str(answers.get("into", "")) or None)
        read = {
            "": advice.verdict.value,
            ".expression": advice.expression,
            ".elected": advice.elected,
            ".obligations": "\n".join(advice.obligations),
            ".because": "\n".join(map(_reason, advice.because)),
            ".assumptions": "\n".join(advice.assumptions),
        }
        return {USING + name: _from_policy(value) for name, value in read.items()}

    def _contributing(self, scope: Scope) -> Fact:
        _, row = self.licenses.contributing("NONE" if scope.license == "none" else scope.license)
        return _from_policy(row.verdict) if row else _UNKNOWN

    def _ai_policy(self, scope: Scope) -> Fact:
        parts = scope.project.split("/")
        prefixes = ("/".join(parts[: number + 1]) for number in range(len(parts)))
        known = [self.data.by_prefix[prefix] for prefix in prefixes if prefix in self.data.by_prefix]
        return _from_policy(min(known, key=itemgetter(0))[1].ai) if known else _UNKNOWN


#: What begins the sources that give the automatic answer about a license.
USING = "license.using"
_ADVICE = tuple(f"{USING}.{part}" for part in ("expression", "elected", "obligations", "because", "assumptions"))
_UNKNOWN = Fact.unknown()
_REGISTERED = {value: Fact(value=value, origin=Origin.REGISTER) for value in (False, True)}
#: Of each source that is looked up by what a request is about, the parts of the scope that it rests on.
RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "register.first_contribution": ("project",),
    "register.known_agreement": ("project", "agreement"),
    "register.precleared": ("project",),
    "license.contributing": ("license",),
    "upstream.ai_policy": ("project",),
    **dict.fromkeys((USING, *_ADVICE), ("license",)),
}
#: The sources that a fact may be declared with; `ospo check` names them when a kind uses another.
SOURCES = frozenset({*RESTS_ON, "organization.fast_lane_first"})
_OF_THE_REGISTER = frozenset(source for source in SOURCES if source.startswith("register."))
_ABOUT_USE = frozenset({USING, *_ADVICE})


def asks_the_register(kind: RequestKind) -> bool:
    """Whether a kind wants to know what past requests say of a project, so that others need no look-up."""
    return not _OF_THE_REGISTER.isdisjoint(kind.fact_sources.values())


def asks_about_use(kind: RequestKind) -> bool:
    """Whether a kind asks how a license is used, so that its form and the automatic answer share what people said."""
    return not _ABOUT_USE.isdisjoint(kind.fact_sources.values())


def said_of_use(answers: Answers) -> dict[str, str]:
    """What was said of the use of a license, by the name of the question."""
    return {name: str(answers[name]) for name in ("usage", "modified", "link", "into") if answers.get(name)}


def use_of(answers: Answers) -> Use:
    """The use of a license, from the answers to ``usage``, ``modified`` and ``link``; what is not known is None."""
    usage, modified, link = (str(answers.get(name, "")) for name in ("usage", "modified", "link"))
    return Use(
        next((one for one in Usage if one == usage), None),
        modified={"yes": True, "no": False}.get(modified),
        link=next((one for one in get_args(Link) if one == link), None),
    )


def _registered(value: bool | None) -> Fact:  # noqa: FBT001 - the value of the fact
    return _UNKNOWN if value is None else _REGISTERED[value]


@lru_cache(typed=True)
def _from_policy(value: Answer) -> Fact:
    return Fact(value=value, origin=Origin.POLICY)


def _reason(one: Reason) -> str:
    return f"{one.license + ': ' if one.license else ''}{one.text} [{one.rule}]"
