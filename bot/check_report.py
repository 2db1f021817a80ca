# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What `ospo check` prints: what it found, whose policy it is, the channels, and who decides for each group."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from bot import license_review
from bot.catalog import Catalog
from bot.check_groups import GroupLine, group_lines
from bot.checking import Report, only_approvers
from messages.text import counted
from workflows.organization import Organization


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
    if alone := [one for one in only_approvers(catalog) if one[-1]]:
        yield from ("", "Registers in which one person approves")
        yield from (f"  {names}: {who}; {instead} approves what they write themselves" for who, names, instead in alone)


def _models(catalog: Catalog) -> str:
    """Which models are assessed, with how many items."""
    program, units = catalog.maturity.program, len(catalog.maturity.units)
    named = ["no model: goals and queues alone"]
    if program:
        named = [f"{program.name}, {counted(len(program.items), 'item', 'items')}"]
    if catalog.maturity.engagement is not None and units:
        named.append(f"{catalog.maturity.engagement.name} for {counted(units, 'unit', 'units')}")
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
