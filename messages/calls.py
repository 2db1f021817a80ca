# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is notified of a step: whose duty it is, or the whole group once its date has passed."""

from messages.text import mention, usergroup_mention
from workflows.organization import Organization
from workflows.request import Step


def calls(found: Step, organization: Organization, on_duty: str) -> list[str]:
    """Who is notified: the one who took it or was named, else as the group wants it (design.md §5, Noise)."""
    if found.taken_by is not None:
        return [mention(on_duty or found.taken_by.id)]  # on duty is another while they are away
    if found.person is not None:  # on duty is their deputy while they are away
        return [mention(on_duty or found.person.id)]
    group = organization.group(found.group)
    if group.ping == "none":
        return []
    if group.ping == "group" and group.usergroup:
        return [usergroup_mention(group.usergroup)]
    if group.ping == "group":
        return [mention(one) for one in group.members]
    return [mention(on_duty)] if on_duty else []


def everybody(found: Step, organization: Organization) -> list[str]:
    """Everybody of the group, unless it wants nobody to be notified."""
    group = organization.group(found.group)
    if found.person is not None:
        return [mention(found.person.id)]
    if group.ping == "none":
        return []
    return [usergroup_mention(group.usergroup)] if group.usergroup else [mention(one) for one in group.members]
