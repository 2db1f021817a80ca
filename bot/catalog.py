# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The catalog in force: shipped policy with the organization's folder laid over it, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from bot.configuration import ConfigurationFailed, ConfigurationProblem, Findings
from bot.consistency import check_organization, consistent
from bot.directory import read_teams
from bot.maturity_models import MaturityModels, read_models
from bot.organization_files import fingerprint, managers_named, name_strangers, read_kinds, read_organization, shipped
from bot.policy_data import merged_data
from bot.registers import RegisterCatalog, read_registers
from bot.synonyms import own_synonyms
from bot.versions import digest_of_everything, policy_version
from messages.answers import help_message
from messages.blocks import Message
from workflows.absence import today_of
from workflows.counting import Counting, counting
from workflows.former_kinds import former_kind
from workflows.kind import RequestKind
from workflows.known import Knowledge, PolicyData
from workflows.licenses.policy import LicensePolicy
from workflows.organization import LAST_RESORT, Organization
from workflows.people import Person
from workflows.policy import Policy
from workflows.registers.register import Register
from workflows.request import Request
from workflows.route import Route
from workflows.search.words import Synonyms

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Catalog:
    """All that policy decides with. ``managers`` are Slack ids by Slack id.

    ``version`` is the policy's (versions.py); ``digest`` changes with any part. The organization's adoption is that of
    this version: one that names another version is by nobody.
    """

    organization: Organization
    policies: Mapping[str, Policy]
    data: PolicyData
    managers: Mapping[str, str]
    version: str
    digest: str
    maturity: MaturityModels = field(default_factory=MaturityModels)
    register_catalog: RegisterCatalog = field(default_factory=RegisterCatalog)
    synonyms: Synonyms = field(default_factory=Synonyms)
    _by_workspace: dict[str, Mapping[Person, Person]] = field(default_factory=dict, init=False, repr=False)
    _listed: dict[str, Mapping[str, frozenset[Person]]] = field(default_factory=dict, init=False, repr=False)

    def managers_in(self, workspace: str) -> Mapping[Person, Person]:
        """The managers as people of a workspace, made once: 50,000 of them for each request would take 50 ms."""
        if workspace not in self._by_workspace:
            people = {Person(workspace, who): Person(workspace, to) for who, to in self.managers.items()}
            self._by_workspace[workspace] = MappingProxyType(people)
        return self._by_workspace[workspace]

    def listed_in(self, workspace: str) -> Mapping[str, frozenset[Person]]:
        """The members that the organization's file lists by id, for every configured group and the last resort."""
        if workspace not in self._listed:
            members = {name: Person.of(workspace, group.members) for name, group in self.organization.groups.items()}
            members[LAST_RESORT] = Person.of(workspace, self.organization.program.last_resort)
            self._listed[workspace] = MappingProxyType(members)
        return self._listed[workspace]

    def today(self, now: datetime) -> date:
        """Which day it is at the office."""
        return today_of(self.organization.calendar, now)

    @property
    def registers(self) -> Mapping[str, Register]:
        """The registers by name."""
        return self.register_catalog.definitions

    @cached_property
    def by_verb(self) -> Mapping[str, Policy]:
        """The policies by the verb of `/ospo` that starts a request of their kind."""
        return MappingProxyType({policy.kind.verb: policy for policy in self.policies.values()})

    @cached_property
    def help(self) -> Message:
        """The answer to `/ospo help`, which is the same until policy changes."""
        kinds = {name: policy.kind for name, policy in self.policies.items()}
        return help_message(kinds, self.organization, self.registers.values())

    def kind_of(self, request: Request) -> RequestKind:
        """The kind of a request; one that the policy does not have any more is read as plain texts."""
        policy = self.policies.get(request.kind)
        return policy.kind if policy else former_kind(request)

    def in_force(self, route: Route) -> Route:
        """The route as the record keeps it: under which version of the policy, and by whom that was adopted then."""
        return route.model_copy(update={"policy_version": self.version, "adoption": self.organization.policy})

    @cached_property
    def licenses(self) -> LicensePolicy:
        """What license advice rests on; the version is the whole policy's."""
        whose = self.organization.policy
        adopted = f"{whose.adopted_by} on {whose.adopted_on}" if whose.adopted else ""
        return LicensePolicy(self.data, self.data, version=self.version, adopted=adopted)

    @cached_property
    def counting(self) -> Counting:
        """What figures count, and how."""
        return counting({name: policy.kind for name, policy in self.policies.items()}, self.organization)

    @cached_property
    def knowledge(self) -> Knowledge:
        """Where the facts of the policy's data and of the organization's settings come from."""
        return Knowledge(self.data, {"fast_lane_first": self.organization.fast_lane_first})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading: a catalog when there was no error, and every problem either way."""

    catalog: Catalog | None
    problems: tuple[ConfigurationProblem, ...]


def load_catalog(folder: Path | None) -> Loaded:
    """Read the shipped catalog and the organization's folder over it.

    The folder mirrors the catalog: ``organization.toml`` is needed; ``kinds/NAME.toml`` replaces a shipped kind of
    that name or adds one, as do ``registers/NAME.toml`` and the entries in ``entries/NAME.toml``;
    ``maturity/NAME.toml`` changes, replaces or adds a model; ``licenses.toml`` and ``upstreams.toml`` are merged by
    key, the organization's first; ``synonyms.toml`` adds to the everyday words of the search.
    Without a folder the shipped catalog stands alone, with nobody in any group.
    """
    findings = Findings()
    if folder is not None and not folder.is_dir():
        findings.error(str(folder), "", "there is no such folder (OSPO_ORGANIZATION)")
        return Loaded(None, findings.problems)
    organization = read_organization(folder, findings)
    kinds = tuple(read_kinds(folder, findings))
    data = merged_data(shipped(), folder, findings)
    maturity = read_models(shipped(), folder, organization or Organization(), findings)
    if organization is None:  # whatever else could be said would follow from that
        return Loaded(None, findings.problems)
    managers = managers_named(folder, organization, findings)
    policies = consistent(organization, kinds, findings)
    registers = read_registers(folder, organization, [read.kind for read in kinds], findings)
    words = own_synonyms(folder, findings)
    if folder is not None:
        check_organization(organization, [read.kind for read in kinds], findings)
        name_strangers(folder, findings)
    if findings.failed:
        return Loaded(None, findings.problems)
    version = policy_version(organization, policies, data)
    digest = digest_of_everything(
        organization, policies, data, managers, (*maturity.versions, *registers.versions, words.model_dump_json())
    )
    promises = [level for policy in policies.values() for level in policy.kind.service_levels]
    levels = (*organization.service_levels, *promises)
    said = {"policy": organization.policy.of(version), "service_levels": levels}
    organization = organization.model_copy(update=said)
    kinds_in_force = MappingProxyType(policies)
    catalog = Catalog(organization, kinds_in_force, data, managers, version, digest, maturity, registers, words)
    return Loaded(catalog, findings.problems)


class LiveCatalog:
    """The catalog in force, read again when its files change. A mistake in them never ends the one in force.

    Raises ConfigurationFailed at construction when there is nothing to begin with. ``now`` gives the time (UTC).
    """

    def __init__(self, folder: Path | None, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now
        self._seen = fingerprint(folder)
        loaded = load_catalog(folder)
        if loaded.catalog is None:
            raise ConfigurationFailed(loaded.problems)
        self.current = loaded.catalog
        self.problems: tuple[ConfigurationProblem, ...] = ()
        self._told: tuple[tuple[ConfigurationProblem, ...], datetime] | None = None

    def refresh(self) -> bool:
        """Read the folder again if a file of it changed; whether another catalog is in force now.

        A dozen stat calls when nothing changed, up to a second when thousands of people are listed and something did.
        """
        seen = fingerprint(self._folder)
        if seen == self._seen:
            return False
        self._seen = seen  # taken before reading: a change meanwhile shows next time
        loaded = load_catalog(self._folder)
        if loaded.catalog is None:
            self.problems = tuple(one for one in loaded.problems if one.level == "error")
            return False
        before, self.current, self.problems = self.current, loaded.catalog, ()
        return before.digest != self.current.digest

    def problems_to_tell(self, now: datetime) -> tuple[ConfigurationProblem, ...]:
        """The errors that keep a change from coming into force, when it is time to tell them: at once, and daily."""
        if not self.problems:
            self._told = None
        elif self._told is None or self._told[0] != self.problems or now - self._told[1] >= DAY:
            self._told = (self.problems, now)
            return self.problems
        return ()

    def teams(self) -> Mapping[str, str]:
        """People's teams by Slack id, read from the directory's file anew: one look a day needs them."""
        directory = self.current.organization.directory
        return read_teams(self._folder / directory.file) if self._folder and directory else {}
