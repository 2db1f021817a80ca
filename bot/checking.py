# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What `ospo check` finds: mistakes, who decides for each group, channels, whose policy it is, gaps of the setup."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot import license_review
from bot.catalog import Catalog, load_catalog
from bot.configuration import ConfigurationProblem, did_you_mean
from bot.consistency import ORGANIZATION
from bot.license_review import Affected, affected
from bot.policy_data import LICENSES
from workflows.licenses.reference import reference
from workflows.organization import GROUPS, LAST_RESORT, Organization
from workflows.setup.board import Gap
from workflows.setup.structure import gaps_of_files


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group and who decides for it. ``decides`` is the group that really does, empty when nobody can."""

    name: str
    title: str
    decides: str
    members: int
    usergroup: str
    channel: str
    sentence: str
    rotation: str
    when_absent: str
    allow_guests: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of a check. ``catalog`` is None when an error keeps it from loading."""

    folder: str
    problems: tuple[ConfigurationProblem, ...]
    catalog: Catalog | None
    parked: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    answers: tuple[Affected, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether an office could start with this."""
        return not any(problem.level == "error" for problem in self.problems)


def check(folder: Path | None, parked: Sequence[str] = (), others: Sequence[ConfigurationProblem] = ()) -> Report:
    """Check the shipped catalog with an organization's folder over it; needs neither Slack nor a database.

    ``others``: what was found elsewhere in the deployment.
    """
    loaded = load_catalog(folder)
    problems = (*loaded.problems, *others)
    if loaded.catalog is not None:
        problems = (*problems, *_unknown_licenses(loaded.catalog), *_without_another_approver(loaded.catalog))
    if folder is None:
        reason = "is not set: this is the shipped catalog alone, and nobody is in any group"
        problems = (*problems, ConfigurationProblem("OSPO_ORGANIZATION", "", reason, "warning"))
    gaps = gaps_of_files(loaded.catalog.organization) if loaded.catalog is not None and folder is not None else ()
    answers = affected(loaded.catalog) if loaded.catalog is not None else ()
    return Report(str(folder or ""), problems, loaded.catalog, tuple(parked), tuple(gaps), answers)


def _unknown_licenses(catalog: Catalog) -> Iterator[ConfigurationProblem]:
    """Licenses that SPDX does not know: nobody can choose them in a form or find them in a package."""
    known = {*reference().licenses, "NONE", "NOASSERTION"}
    named = [
        (f"contributing.{name}", one) for name, row in catalog.data.contributing.items() for one in row.licenses or ()
    ]
    named += [
        (f"overrides.{number}", row.license) for number, row in enumerate(catalog.data.overrides, 1) if row.license
    ]
    for key, license_ in named:
        if license_.partition(" WITH ")[0] not in known and not license_.startswith("LicenseRef-"):
            reason = f"`{license_}` is no SPDX id{did_you_mean(license_, known)}"
            yield ConfigurationProblem(LICENSES, key, reason, "warning")


def _without_another_approver(catalog: Catalog) -> Iterator[ConfigurationProblem]:
    """Registers in which texts of the only approver can never be approved."""
    for who, registers, instead in _only_approvers(catalog):
        if not instead:
            reason = f"only {who} approves in {registers}, and nobody approves their own text: name a second person"
            yield ConfigurationProblem(ORGANIZATION, "groups", reason, "warning")


def _only_approvers(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Who alone approves, in which registers, and the group that approves what they write themselves; empty: none."""
    organization, alone = catalog.organization, dict[tuple[str, str], list[str]]()
    for register in catalog.registers.values():
        groups = [organization.group(name) for name in register.approvers]
        people = {one for group in groups for one in group.members}
        if len(people) == 1 and not any(group.usergroup for group in groups):
            who = people.pop()
            chains = (one for name in register.approvers for one in organization.chain(name))
            instead = next((one for one in chains if _others(one, organization, who)), "")
            alone.setdefault((who, instead), []).append(register.name)
    for (who, instead), registers in alone.items():
        yield who, ", ".join(sorted(registers)), organization.title_of(instead) if instead else ""


def _others(group: str, organization: Organization, who: str) -> bool:
    """Whether anybody else could be in a group."""
    if group == LAST_RESORT:
        return not {*organization.program.last_resort} <= {who}
    found = organization.group(group)
    return found.usergroup is not None or not {*found.members} <= {who}


def group_lines(catalog: Catalog) -> tuple[GroupLine, ...]:
    """Every group that is configured or asked by a kind, in the order that people know them by."""
    organization = catalog.organization
    asked = [step.group for policy in catalog.policies.values() for step in policy.kind.steps]
    asked += [lane.group for policy in catalog.policies.values() for lane in policy.kind.lanes if lane.group]
    names = [*GROUPS, *sorted({*asked, *organization.groups} - {*GROUPS})]
    private = {lane.group for policy in catalog.policies.values() for lane in policy.kind.lanes if lane.group}
    return tuple(_line(name, catalog, private=name in private) for name in names)


def _line(name: str, catalog: Catalog, *, private: bool) -> GroupLine:
    organization = catalog.organization
    group = organization.group(name)
    decides = next((one for one in organization.chain(name) if _anybody(one, organization)), "")
    who = organization.title_of(decides) if decides else "nobody"
    if group.configured:
        sentence = _members(len(group.members), group.usergroup)
    elif name == "managers":
        known = f"the directory names {_people(len(catalog.managers))}" if catalog.managers else "no directory"
        sentence = f"the requester's manager ({known}; else as named in the form); without one, {who} decides"
    else:
        sentence = f"not configured: {who} decides"
        sentence += "; the private lane is refused" if private else ""
    return GroupLine(
        name, organization.title_of(name), decides, len(group.members), group.usergroup or "", group.channel or "",
        sentence, group.rotation, "wait" if organization.waits(name) else "fall", group.allow_guests,
    )  # fmt: skip


def _anybody(name: str, organization: Organization) -> bool:
    return bool(organization.program.last_resort) if name == LAST_RESORT else organization.group(name).configured


def _members(listed: int, usergroup: str | None) -> str:
    parts = [_people(listed)] if listed else []
    parts += [f"the user group {usergroup}"] if usergroup else []
    return " and ".join(parts)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def lines(report: Report) -> Iterator[str]:
    """The report as people read it."""
    yield f"Organization: {report.folder or 'none'}"
    if report.catalog is not None:
        yield from _catalog_lines(report.catalog)
    if report.parked:
        yield from ("", "Messages that could not be delivered", *(f"  {line}" for line in report.parked))
    if report.gaps:
        yield from ("", "Gaps of the setup that files can tell (`/ospo setup` shows the rest)")
        yield from (f"  {gap.text}" for gap in report.gaps)
    yield from license_review.lines(report.answers)
    for level, title in (("warning", "Warnings"), ("error", "Errors")):
        found = [problem.sentence for problem in report.problems if problem.level == level]
        if found:
            yield from ("", title, *(f"  {sentence}" for sentence in found))
    yield ""
    yield (
        "OK"
        if report.ok
        else "Not OK: the office does not start with these errors; a running one keeps its last good policy."
    )


def _catalog_lines(catalog: Catalog) -> Iterator[str]:
    organization = catalog.organization
    yield f"Policy: {adoption(organization)} (version {catalog.version})"
    yield f"Last resort: {', '.join(organization.program.last_resort) or 'nobody'}"
    yield f"Maturity: {_models(catalog)}"
    yield from ("", "Kinds of request")
    for name, policy in sorted(catalog.policies.items()):
        yield f"  /ospo {policy.kind.verb:<14} {policy.kind.title} ({name}, version {policy.version})"
    yield from ("", "Channels")
    for name, channel in channels(organization).items():
        yield f"  {name:<20} {channel}"
    yield from ("", "Who decides")
    for line in group_lines(catalog):
        room = f" · room {line.channel}" if line.channel else ""
        yield f"  {line.name:<20} {line.sentence}{room}{_habits(line, organization)}"
    if alone := [one for one in _only_approvers(catalog) if one[-1]]:
        yield from ("", "Registers in which one person approves")
        yield from (f"  {names}: {who}; {instead} approves what they write themselves" for who, names, instead in alone)


def _models(catalog: Catalog) -> str:
    """Which models are assessed, with how many items."""
    program, units = catalog.maturity.program, len(catalog.maturity.units)
    named = [f"{program.name}, {len(program.items)} items"] if program else ["no model: goals and queues alone"]
    if catalog.maturity.engagement is not None and units:
        named.append(f"{catalog.maturity.engagement.name} for {units} {'unit' if units == 1 else 'units'}")
    return "; ".join(named)


def _habits(line: GroupLine, organization: Organization) -> str:
    """How a configured group works, as far as it is not as shipped: its rotation, its absences, its guests."""
    if not organization.group(line.name).configured:
        return ""
    said = [f"{line.rotation} duty"] if line.rotation != "each" else []
    said += ["waits while all are away"] if line.when_absent == "wait" else []
    said += ["listed guests decide too"] if line.allow_guests else []
    return "".join(f" · {one}" for one in said)


def adoption(organization: Organization) -> str:
    """Whose policy it is."""
    policy = organization.policy
    if policy.adopted:
        return f"adopted by {policy.adopted_by} on {policy.adopted_on}"
    if policy.version:
        return f"this version not yet adopted by your company, which adopted {policy.version}"
    return "shipped default policy, not yet adopted by your company"


def channels(organization: Organization) -> Mapping[str, str]:
    """Every channel that is written to, by what it is for."""
    named = organization.channels
    found = {"requests": named.requests or "not set", "digest": named.digest or "not set"}
    found |= {f"digest {one.name}": one.channel for one in organization.schedules}
    found |= {f"kind {kind}": channel for kind, channel in named.kinds.items()}
    found |= {f"route {number}": route.channel for number, route in enumerate(named.route, 1)}
    return found


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs."""
    catalog = report.catalog
    found: dict[str, Any] = {
        "ok": report.ok,
        "organization": report.folder,
        "problems": [asdict(problem) for problem in report.problems],
        "parked": list(report.parked),
        "answers": license_review.as_json(report.answers),
        "gaps": [{"id": gap.id, "text": gap.text, "lines": gap.lines} for gap in report.gaps],
    }
    if catalog is not None:
        policy = catalog.organization.policy
        found |= {
            "version": catalog.version,
            "policy": {"adopted": policy.adopted, **policy.model_dump(mode="json")},
            "last_resort": list(catalog.organization.program.last_resort),
            "kinds": {name: {"verb": p.kind.verb, "version": p.version} for name, p in catalog.policies.items()},
            "maturity": {model.name: model.version for model in catalog.maturity.used},
            "channels": dict(channels(catalog.organization)),
            "groups": [asdict(line) for line in group_lines(catalog)],
        }
    return found
