# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Where the messages about a request stand: the card's thread, a group's own room, or each person who decides."""

from collections.abc import Iterator, Mapping

from workflows.duty import on_duty, turn_of
from workflows.notice import Notice, Template
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, Step, group_of
from workflows.staffing import Staff, deciders


class Placing:
    """The places of what is written about one request at one version."""

    def __init__(self, request: Request, organization: Organization, staff: Staff) -> None:
        self.request = request
        self.organization = organization
        self.staff = staff
        self.happened = {one.kind for one in request.happened}
        self.root = f"card:{request.id}"
        self.channel = request.route.channel or organization.channel_for(request.kind)

    def _room_of(self, group: str) -> str | None:
        """A group's channel; for what is not for everybody only one that is not open."""
        confidential = self.request.confidential
        return self.organization.room_of(group) if confidential else self.organization.group(group).channel

    def _beside(self, name: str, at: str, step: Step | None, *, private: bool) -> Iterator[tuple[str, str, str]]:
        """Message, place and thread of what stands beside the message of the step of that name, where `_step` put it.

        Without a room each decider is reached; nobody is when the step is long gone (None).
        """
        request = self.request
        room = self.organization.room_of(group_of(at)) if private else self.channel
        if room:
            yield name, room, f"step:{request.id}:{at}:private" if private else self.root
            return
        for person in sorted(deciders(step, request.requester, self.staff)) if step else ():
            yield f"{name}:{person.id}", person.id, ""

    def _step(
        self, step: Step, *, private: bool | None = None, gone: bool = False, given_by: Person | None = None
    ) -> Iterator[Notice]:
        """In the card's thread; for a confidential request in the group's room; where there is neither, to each person.

        ``gone``: the step is not asked for in that place any more. ``given_by``: who reviewed it just now.
        """
        name = f"step:{self.request.id}:{step.name}"
        duty = on_duty(step, self.request.requester, self.staff, turn_of(self.request, step, self.organization))
        detail: dict[str, str | int] = {"step": step.name, "on_duty": duty.id if duty else ""}
        detail |= {"gone": 1} if gone else {}
        quiet = self.request.confidential if private is None else private
        room = self.organization.room_of(step.group) if quiet else self.channel
        if room:
            thread = "" if quiet else self.root
            detail |= {"undo": 1} if given_by else {}
            yield self._notice(f"{name}:private" if quiet else name, "step", room, thread=thread, detail=detail)
            return
        for person in sorted(deciders(step, self.request.requester, self.staff)):
            own: dict[str, str | int] = {"undo": 1} if person == given_by else {}
            yield self._notice(f"{name}:{person.id}", "step", person.id, detail=detail | own)

    def _notice(
        self,
        message: str,
        template: Template,
        to: str,
        *,
        thread: str = "",
        detail: Mapping[str, str | int] | None = None,
        key: str = "",
    ) -> Notice:
        request = self.request
        return Notice(
            key=key or f"{message}@{request.version + 1}",
            workspace=request.workspace,
            lane=request.id,
            message=message,
            template=template,
            to=to,
            thread=thread,
            request_id=request.id,
            detail=detail or {},
        )

    @staticmethod
    def _has_card(request: Request) -> bool:
        return not request.confidential and bool(request.steps)
