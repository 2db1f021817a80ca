# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Who is notified of a step, and the call to the whole group once its date has passed."""

from messages.blocks import Message, message, section
from messages.text import day, escape, joined, mention, usergroup_mention
from workflows.organization import Organization
from workflows.request import Request, Step, StepState


def overdue(request: Request, step_name: str, organization: Organization) -> Message:
    """What calls the whole group once the date of its step has passed; a step that has ended needs nobody any more."""
    found = next((one for one in request.steps if one.name == step_name), None)
    if found is None or found.state is not StepState.OPEN or found.clock.due_at is None:
        text = f"{request.name} does not wait here any more."
        return message(text, [section(text)])
    who, late = escape(organization.title_of(found.group)), f"since {day(found.clock.due_at)}"
    called = joined(everybody(found, organization))
    return message(
        f"{request.name} still needs a review by {who}: overdue {late}.",
        [
            section(
                f"{called + ': ' if called else ''}*{request.name}* still needs a review by *{who}*, overdue {late}."
            )
        ],
    )


def calls(found: Step, organization: Organization, on_duty: str) -> list[str]:
    """Who is notified: the one who took it or was named, else as the group wants it (design.md §5, Noise)."""
    if found.taken_by is not None:
        return [mention(found.taken_by.id)]
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
