# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whom a reminder reaches: the deciders where the step was asked for, its lead and the OSPO, or the requester."""

from collections.abc import Iterator

from workflows.duty import on_duty, turn_of
from workflows.notice import Notice
from workflows.organization import Organization
from workflows.placing import Placing
from workflows.reminding import ESCALATIONS, LEAD, OFFICE
from workflows.request import Request, Step
from workflows.staffing import Staff


def reminders(request: Request, organization: Organization, staff: Staff) -> Iterator[Notice]:
    """The notices of what time has done to the request since it was stored. Each is a message of its own, and new."""
    writing = _Reminding(request, organization, staff)
    for one in request.happened:
        if one.kind == "warned":
            yield writing.warning(one.data["warning"])
        elif one.kind == "nudged":
            yield from writing.nudge(request.step(one.data["step"]), one.data["reminder"])
        elif one.kind == "escalated":
            yield from writing.escalation(request.step(one.data["step"]), one.data["to"])


def ended(request: Request, before: Request | None, organization: Organization, staff: Staff) -> Iterator[Notice]:
    """An edit of each reminder of a step that has ended since ``before``, which nobody can put off any more.

    A reminder that was passed over has no message, and gets none.
    """
    still = {step.name for step in request.open_steps}
    for step in before.steps if before else ():
        if step.open and step.clock.reminded and step.name not in still:
            yield from _Reminding(request, organization, staff).ended(step)


class _Reminding(Placing):
    """The reminders about one request at one version."""

    def warning(self, number: int) -> Notice:
        request = self.request
        name = f"warning:{request.id}:{request.version + 1}"
        return self._notice(name, "warning", request.requester.id, detail={"warning": number})

    def nudge(self, step: Step, reminder: str) -> Iterator[Notice]:
        """To the requester whose answer is waited for, else beside the message of the step."""
        request = self.request
        name = self._name(step, reminder)
        detail: dict[str, str | int] = {"step": step.name, "reminder": reminder}
        if reminder.startswith("answer"):
            yield self._notice(name, "reminder", request.requester.id, detail=detail)
            return
        duty = on_duty(step, request.requester, self.staff, turn_of(request, step, self.organization))
        detail |= {"on_duty": duty.id} if duty else {}
        for message, to, thread in self._beside(name, step.name, step, private=request.confidential):
            yield self._notice(message, "reminder", to, thread=thread, detail=detail)

    def ended(self, step: Step) -> Iterator[Notice]:
        """The edits of what the deciders of a step were reminded with."""
        for reminder in step.clock.reminded:
            if reminder in ESCALATIONS or reminder.startswith("answer"):
                continue
            name = self._name(step, reminder)
            detail: dict[str, str | int] = {"step": step.name, "reminder": reminder, "ended": 1}
            for message, to, thread in self._beside(name, step.name, step, private=self.request.confidential):
                yield self._notice(message, "reminder", to, thread=thread, detail=detail)

    def _name(self, step: Step, reminder: str) -> str:
        """The message of a reminder: each is given once from when the step is asked until it is asked anew."""
        since = step.since.isoformat() if step.since else ""
        return f"reminder:{self.request.id}:{step.name}:{since}:{reminder}"

    def escalation(self, step: Step, to: str) -> Iterator[Notice]:
        """To the lead of the group, or to the OSPO: its own lead, else its channel, else each of its members."""
        request, office = self.request, self.organization.group(OFFICE)
        lead = self.organization.group(step.group).lead if to == LEAD else office.lead
        people = [lead] if lead else [office.channel] if office.channel else []
        people = people or sorted(member.id for member in self.staff.members.get(OFFICE, ()))
        for one in people:
            if one != request.requester.id:
                name = f"escalation:{request.id}:{step.name}:{to}:{request.version + 1}:{one}"
                yield self._notice(name, "reminder", one, detail={"step": step.name, "reminder": to})
