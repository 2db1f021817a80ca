# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What one file alone cannot tell: whether the kinds and the organization name things that the other has."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.configuration import Findings, did_you_mean
from bot.kind_checks import check_kind, check_routes, compiled
from workflows.calendar import known_country
from workflows.kind import RequestKind
from workflows.organization import GROUPS, LAST_RESORT, NEEDED_GROUPS, Organization
from workflows.policy import Policy
from workflows.schedules import DIGESTS

ORGANIZATION = "organization.toml"
#: The verbs of `/ospo` that start no request (design.md §8); no kind may take one.
OWN_VERBS = frozenset(
    (  # noqa: SIM905 - read at a glance
        "help ask license status queue can-i away back maturity strategy petals regulators digest setup register "
        "guides upstreams recommendations values reading"
    ).split()
)


@dataclass(frozen=True, slots=True)
class KindFile:
    """A kind and the file that it was read from, as people know it."""

    kind: RequestKind
    file: str


def consistent(organization: Organization, kinds: Sequence[KindFile], findings: Findings) -> dict[str, Policy]:
    """The policies by kind, with findings for whatever does not fit together."""
    policies: dict[str, Policy] = {}
    verbs: dict[str, str] = {}
    for read in kinds:
        kind = read.kind
        if kind.verb in OWN_VERBS:
            findings.error(read.file, "verb", f"`{kind.verb}` is a command of the office itself")
        elif kind.verb in verbs:
            findings.error(read.file, "verb", f"`{kind.verb}` is the verb of {verbs[kind.verb]} already")
        verbs.setdefault(kind.verb, read.file)
        check_kind(kind, organization, read.file, findings)
        policy = compiled(kind, organization.channels.route, read.file, ORGANIZATION, findings)
        if policy is not None:
            policies[kind.name] = policy
    check_routes([read.kind for read in kinds], organization.channels.route, ORGANIZATION, findings)
    return policies


def check_organization(organization: Organization, kinds: Sequence[RequestKind], findings: Findings) -> None:
    """Find what an organization lacks to work, and what it says that has no effect."""
    _check_groups(organization, kinds, findings)
    _check_absence_and_guests(organization, findings)
    _check_channels(organization, [kind.name for kind in kinds], findings)
    _check_private_rooms(organization, kinds, findings)
    _check_people(organization, kinds, findings)
    _check_time(organization, [kind.name for kind in kinds], findings)
    adoption = organization.policy
    if (adoption.adopted_by is None) != (adoption.adopted_on is None):
        findings.error(ORGANIZATION, "policy", "adopted_by and adopted_on belong together: who made it yours, and when")
    elif adoption.version and not adoption.adopted:
        findings.error(ORGANIZATION, "policy.version", "says what was adopted: add adopted_by and adopted_on")


def _check_groups(organization: Organization, kinds: Sequence[RequestKind], findings: Findings) -> None:
    known = {*GROUPS, *organization.groups}
    asked = {step.group for kind in kinds for step in kind.steps} | {lane.group for k in kinds for lane in k.lanes}
    asked |= {item.owner for kind in kinds for item in kind.checklist}
    falls_to = {group.falls_to for group in organization.groups.values()}
    used = {*GROUPS, *asked, *(kind.room for kind in kinds), *falls_to}
    for name in NEEDED_GROUPS:
        if not organization.group(name).configured:
            reason = "is needed: give it members, a usergroup or both; every other group falls back to it"
            findings.error(ORGANIZATION, f"groups.{name}", reason)
    for name, group in organization.groups.items():
        key = f"groups.{name}"
        if name == LAST_RESORT:
            findings.error(ORGANIZATION, key, "is no group: name the people in program.last_resort")
        elif name not in used:
            findings.warning(ORGANIZATION, key, f"no kind of request asks this group{did_you_mean(name, GROUPS)}")
        if group.falls_to is not None and (group.falls_to not in known or group.falls_to == name):
            reason = f"there is no other group `{group.falls_to}`{did_you_mean(group.falls_to, known - {name})}"
            findings.error(ORGANIZATION, f"{key}.falls_to", reason)
    for number, together in enumerate(organization.distinct, 1):
        for name in together:
            if name not in known:
                reason = f"there is no group `{name}`{did_you_mean(name, known)}"
                findings.error(ORGANIZATION, f"distinct.{number}", reason)


def _check_absence_and_guests(organization: Organization, findings: Findings) -> None:
    if organization.group("legal").when_absent == "fall":
        reason = "legal waits for its people: what fell further would be decided by people who are not lawyers"
        findings.error(ORGANIZATION, "groups.legal.when_absent", reason)
    for name, group in organization.groups.items():
        if group.allow_guests and not group.members:
            reason = "has no effect: a guest has to be listed in members, and none decides through a user group"
            findings.warning(ORGANIZATION, f"groups.{name}.allow_guests", reason)


def _check_time(organization: Organization, kinds: Sequence[str], findings: Findings) -> None:
    countries = {"calendar.holidays": organization.calendar.holidays}
    for name, group in organization.groups.items():
        countries[f"groups.{name}.calendar.holidays"] = (group.calendar and group.calendar.holidays) or ""
    for key, country in countries.items():
        if not known_country(country):
            findings.error(ORGANIZATION, key, f"the holidays of `{country}` are not known")
    groups = {*GROUPS, *organization.groups}
    for number, level in enumerate(organization.service_levels, 1):
        for key, name, known in (("kind", level.kind, {*kinds}), ("group", level.group, groups)):
            if name and name not in known:
                reason = f"there is no {key} `{name}`{did_you_mean(name, known)}"
                findings.error(ORGANIZATION, f"service_levels.{number}.{key}", reason)


def _check_channels(organization: Organization, kinds: Sequence[str], findings: Findings) -> None:
    channels = organization.channels
    if any(organization.channel_for(kind) is None for kind in kinds):
        findings.error(ORGANIZATION, "channels.requests", "is missing: the cards of requests have nowhere to go")
    named = [(f"channels.kinds.{kind}", kind) for kind in channels.kinds]
    named += [(f"channels.route.{n}.kinds", kind) for n, route in enumerate(channels.route, 1) for kind in route.kinds]
    for key, kind in named:
        if kind not in kinds:
            findings.error(ORGANIZATION, key, f"there is no kind of request `{kind}`{did_you_mean(kind, kinds)}")
    _check_digests(organization, findings)


def _check_digests(organization: Organization, findings: Findings) -> None:
    for name, plan in organization.digests.items():
        if plan.digest is None and name not in DIGESTS:
            reason = f"says which digest it is, as there is none called `{name}`: write one of {', '.join(DIGESTS)}"
            findings.error(ORGANIZATION, f"digests.{name}.digest", reason)
        if name == "list":
            findings.error(ORGANIZATION, "digests.list", "is a word of `ospo digest`: give it another name")
        if plan.people and (plan.digest or name) == "executive":
            findings.warning(
                ORGANIZATION, f"digests.{name}.people", "has no effect: executives read no figure of people"
            )
        if "suppress_below" in plan.model_fields_set and (plan.digest or name) == "maturity":
            reason = "has no effect: the weekly digest names every group, and only the executives' folds small ones"
            findings.warning(ORGANIZATION, f"digests.{name}.suppress_below", reason)
        if plan.channel is None and organization.channels.digest is None:
            reason = "is missing: name one here, or one for all digests in channels.digest"
            findings.error(ORGANIZATION, f"digests.{name}.channel", reason)


def _check_private_rooms(organization: Organization, kinds: Sequence[RequestKind], findings: Findings) -> None:
    """What a private lane or a kind keeps to one group must not land in a room in which everybody reads cards."""
    lanes = {lane.group: "the private lane" for kind in kinds for lane in kind.lanes if lane.outcome == "private"}
    rooms = {kind.room: f"the kind `{kind.name}`" for kind in kinds if kind.room}
    for group, keeper in sorted((rooms | lanes).items()):
        room = organization.group(group).channel
        for key in (key for key, channel in organization.open_channels.items() if channel == room):
            reason = f"is {key} too: what {keeper} keeps to `{group}` would stand there for everybody to read"
            findings.error(ORGANIZATION, f"groups.{group}.channel", reason)


def _check_people(organization: Organization, kinds: Sequence[RequestKind], findings: Findings) -> None:
    if not organization.program.last_resort:
        reason = "is empty: a request that everybody else made or may not decide has nobody left"
        findings.warning(ORGANIZATION, "program.last_resort", reason)
    groups = [organization.group(name) for name in NEEDED_GROUPS]
    people = {*organization.program.last_resort, *(member for group in groups for member in group.members)}
    if len(people) == 1 and not any(group.usergroup for group in groups):
        reason = f"{people.pop()} is the only one who decides, and nobody decides on their own request"
        findings.warning(ORGANIZATION, "groups", reason)
    for kind in kinds:
        _check_quorum(organization, kind, findings)
        for lane in kind.lanes:
            missing = lane.group not in NEEDED_GROUPS and not organization.group(lane.group).configured
            if lane.outcome == "private" and missing:
                reason = f"is not configured: requests of the private lane `{lane.rule}` are refused, with what to do"
                findings.warning(ORGANIZATION, f"groups.{lane.group}", reason)


def _check_quorum(organization: Organization, kind: RequestKind, findings: Findings) -> None:
    for step in kind.steps:
        decides = next((one for one in organization.chain(step.group) if organization.group(one).configured), "")
        group = organization.group(decides)
        if decides and not group.usergroup and len(group.members) < step.quorum:
            reason = f"has {len(group.members)} of the {step.quorum} people that step `{step.rule}` wants"
            findings.warning(ORGANIZATION, f"groups.{decides}", reason)
