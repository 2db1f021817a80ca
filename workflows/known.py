# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the office knows itself: facts from the register of past requests, from the policy's data, from settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Annotated, Literal, get_args
from urllib.parse import unquote, urlsplit

from pydantic import Field as Constrained

from workflows.facts import Answer, Answers, Fact, Origin
from workflows.kind import RequestKind
from workflows.licenses.advice import advise
from workflows.licenses.policy import LicensePolicy, Use
from workflows.licenses.rulings import Reason
from workflows.licenses.tables import LicenseNames, LicenseTables, Link, Usage
from workflows.model import Value


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
        found = {
            "register.first_contribution": _registered(register.first_contribution),
            "register.precleared": _registered(register.precleared),
            "register.known_agreement": _registered(register.known_agreement),
            "license.contributing": self._contributing(answers),
            "upstream.ai_policy": self._ai_policy(answers),
            "organization.fast_lane_first": _from_policy(self.settings.get("fast_lane_first", False)),
        }
        if asks_about_use(kind):
            found |= self._using(answers)
        return {one.name: found.get(one.source, _UNKNOWN) for one in kind.facts}

    def facts_again(self, kind: RequestKind, answers: Answers, then: Mapping[str, Fact]) -> dict[str, Fact]:
        """The facts of an earlier day under the policy of this one.

        What the register or a person knew then stays as it was; what policy says is looked up anew.
        """
        now = self.facts(kind, answers, Register())
        kept = {one.name for one in kind.facts if one.source.startswith("register.")}
        kept |= {name for name, fact in then.items() if fact.origin not in {Origin.POLICY, Origin.UNKNOWN}}
        return {name: then[name] if name in kept and name in then else fact for name, fact in now.items()}

    def _using(self, answers: Answers) -> dict[str, Fact]:
        """The automatic answer about the license of the answers, in words; nothing where no license was named."""
        expression = str(answers.get("license", ""))
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

    def _contributing(self, answers: Answers) -> Fact:
        license_ = str(answers.get("license", ""))
        _, row = self.licenses.contributing("NONE" if license_ == "none" else license_)
        return _from_policy(row.verdict) if row else _UNKNOWN

    def _ai_policy(self, answers: Answers) -> Fact:
        where = project_key(str(answers.get("repository", "")))
        parts = where.split("/")
        prefixes = ("/".join(parts[: number + 1]) for number in range(len(parts)))
        known = [self.data.by_prefix[prefix] for prefix in prefixes if prefix in self.data.by_prefix]
        return _from_policy(min(known, key=itemgetter(0))[1].ai) if known else _UNKNOWN


#: What begins the sources that give the automatic answer about a license.
USING = "license.using"
_ADVICE = tuple(f"{USING}.{part}" for part in ("expression", "elected", "obligations", "because", "assumptions"))
_UNKNOWN = Fact.unknown()
_REGISTERED = {value: Fact(value=value, origin=Origin.REGISTER) for value in (False, True)}
#: Forges on which a repository is always an owner and a name; on others groups can be nested.
_OWNER_AND_NAME = frozenset({"github.com", "codeberg.org", "bitbucket.org"})

#: The sources that a fact may be declared with; `ospo check` names them when a kind uses another.
SOURCES = frozenset(
    {
        "register.first_contribution",
        "register.precleared",
        "register.known_agreement",
        "license.contributing",
        USING,
        *_ADVICE,
        "upstream.ai_policy",
        "organization.fast_lane_first",
    }
)


def asks_about_use(kind: RequestKind) -> bool:
    """Whether a kind asks how a license is used, so that its form and the automatic answer share what people said."""
    return any(fact.source.startswith(USING) for fact in kind.facts)


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


@lru_cache(maxsize=1024)
def project_key(address: str) -> str:
    """A repository's address as the register knows it: host and path in lower case, no scheme, no ``.git``.

    A link to something inside a repository counts as the repository where its forge tells them apart.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removesuffix(".")
    path = [part.lower() for part in unquote(parts.path).partition("/-/")[0].split("/") if part]
    if host in _OWNER_AND_NAME:
        path = path[:2]
    return "/".join((host, *path)).removesuffix(".git")


def _registered(value: bool | None) -> Fact:  # noqa: FBT001 - the value of the fact
    return _UNKNOWN if value is None else _REGISTERED[value]


@lru_cache(typed=True)
def _from_policy(value: Answer) -> Fact:
    return Fact(value=value, origin=Origin.POLICY)


def _reason(one: Reason) -> str:
    return f"{one.license + ': ' if one.license else ''}{one.text} [{one.rule}]"
