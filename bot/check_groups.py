# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who decides for each group, as the organization's files have it."""

from dataclasses import dataclass

from bot.catalog import Catalog
from workflows.organization import GROUPS, LAST_RESORT, Organization


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
