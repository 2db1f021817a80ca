# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The unit in which everything is read and written, with its subjects."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from storage.clearances import Clearances
from storage.decisions import Decisions
from storage.engine import Engine
from storage.errors import Conflict, Duplicate, DuplicateForm
from storage.events import Events
from storage.groups import Groups
from storage.installations import Installations
from storage.obligations import Obligations
from storage.outbox import Outbox
from storage.people import People
from storage.queues import Queues
from storage.requests import Requests
from storage.turns import Turns
from storage.unit import Unit
from storage.unreachable import UnreachableGroups

if TYPE_CHECKING:  # a start loads what most units need; the others load their statements when they are first asked for
    from storage.absences import Absences
    from storage.askers import Askers
    from storage.asking import Asking
    from storage.daily_lists import DailyLists
    from storage.digests import Digests
    from storage.embargoes import Embargoes
    from storage.evidence import EvidenceOf
    from storage.facts import Facts
    from storage.figures import Figures
    from storage.homes import Homes
    from storage.maturity import MaturityLog
    from storage.personal import Personal
    from storage.polls import Polls
    from storage.precedents import Precedents
    from storage.preferences import PreferenceRows
    from storage.projects import Projects
    from storage.readings import Readings
    from storage.registers import Registers
    from storage.retention import Retained
    from storage.side_notes import SideNotes
    from storage.threads import Threads


class UnitOfWork:
    """What belongs together: read at once, written at the end as a whole or not at all.

    Its subjects are made when they are first asked for: few units need more than three of them.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime], *, writable: bool) -> None:
        self._unit = Unit(engine, now, writable=writable)

    @cached_property
    def requests(self) -> Requests:
        """The requests."""
        return Requests(self._unit)

    @cached_property
    def events(self) -> Events:
        """Their chains of events."""
        return Events(self._unit, self.requests)

    @cached_property
    def decisions(self) -> Decisions:
        """Past decisions, for who decides the next."""
        return Decisions(self._unit)

    @cached_property
    def evidence(self) -> "EvidenceOf":
        """What else there is of a request: seals over its chain, messages about it."""
        from storage.evidence import EvidenceOf

        return EvidenceOf(self._unit)

    @cached_property
    def outbox(self) -> Outbox:
        """The notices that go out with the unit."""
        return Outbox(self._unit)

    @cached_property
    def clearances(self) -> Clearances:
        """What approvals permit."""
        return Clearances(self._unit)

    @cached_property
    def precedents(self) -> "Precedents":
        """The answers that others may read."""
        from storage.precedents import Precedents

        return Precedents(self._unit)

    @cached_property
    def threads(self) -> "Threads":
        """Whose thread a thread in Slack is."""
        from storage.threads import Threads

        return Threads(self._unit)

    @cached_property
    def embargoes(self) -> "Embargoes":
        """When to ask about embargoes."""
        from storage.embargoes import Embargoes

        return Embargoes(self._unit)

    @cached_property
    def retained(self) -> "Retained":
        """What is kept for a time only, and legal holds."""
        from storage.retention import Retained

        return Retained(self._unit)

    @cached_property
    def personal(self) -> "Personal":
        """What is kept of one person."""
        from storage.personal import Personal

        return Personal(self._unit)

    @cached_property
    def side_notes(self) -> "SideNotes":
        """The encrypted notes of groups for themselves."""
        from storage.side_notes import SideNotes

        return SideNotes(self._unit)

    @cached_property
    def obligations(self) -> Obligations:
        """What is owed after approvals."""
        return Obligations(self._unit)

    @cached_property
    def queues(self) -> Queues:
        """What waits for somebody."""
        return Queues(self._unit)

    @cached_property
    def facts(self) -> "Facts":
        """What the record proves of the program."""
        from storage.facts import Facts

        return Facts(self._unit, self.figures)

    @cached_property
    def figures(self) -> "Figures":
        """What happened in a time, and what is open, in numbers."""
        from storage.figures import Figures

        return Figures(self._unit)

    @cached_property
    def projects(self) -> "Projects":
        """What the record says of projects."""
        from storage.projects import Projects

        return Projects(self._unit, self.clearances)

    @cached_property
    def turns(self) -> Turns:
        """Queues, and how long groups take."""
        return Turns(self._unit)

    @cached_property
    def groups(self) -> Groups:
        """The copies of Slack's user groups."""
        return Groups(self._unit)

    @cached_property
    def people(self) -> People:
        """What Slack told of people."""
        return People(self._unit)

    @cached_property
    def unreachable(self) -> UnreachableGroups:
        """The groups with nobody there."""
        return UnreachableGroups(self._unit)

    @cached_property
    def absences(self) -> "Absences":
        """Who is away."""
        from storage.absences import Absences

        return Absences(self._unit)

    @cached_property
    def preferences(self) -> "PreferenceRows":
        """How people want to hear of things."""
        from storage.preferences import PreferenceRows

        return PreferenceRows(self._unit)

    @cached_property
    def digests(self) -> "Digests":
        """The digests that were made, and their schedules."""
        from storage.digests import Digests

        return Digests(self._unit)

    @cached_property
    def homes(self) -> "Homes":
        """The Homes that were opened lately."""
        from storage.homes import Homes

        return Homes(self._unit)

    @cached_property
    def daily_lists(self) -> "DailyLists":
        """Who wants a list of the day."""
        from storage.daily_lists import DailyLists

        return DailyLists(self._unit)

    @cached_property
    def maturity(self) -> "MaturityLog":
        """What was said of the items of maturity models."""
        from storage.maturity import MaturityLog

        return MaturityLog(self._unit)

    @cached_property
    def registers(self) -> "Registers":
        """The entries of registers, and their history."""
        from storage.registers import Registers

        return Registers(self._unit)

    @cached_property
    def polls(self) -> "Polls":
        """The open values poll."""
        from storage.polls import Polls

        return Polls(self._unit)

    @cached_property
    def readings(self) -> "Readings":
        """What people have read, and looks at links."""
        from storage.readings import Readings

        return Readings(self._unit)

    @cached_property
    def askers(self) -> "Askers":
        """What people last said of how they use licenses."""
        from storage.askers import Askers

        return Askers(self._unit)

    @cached_property
    def asking(self) -> "Asking":
        """What people ask the office for, and who waits for an answer."""
        from storage.asking import Asking

        return Asking(self._unit)

    @cached_property
    def installations(self) -> Installations:
        """Who Slack said we are."""
        return Installations(self._unit)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, raised: type[BaseException] | None, *_: object) -> None:
        if raised is None:
            await self._write()

    async def _write(self) -> None:
        if not self._unit.changed:
            return
        try:
            await self._unit.engine.run(self._unit.script())
        except Duplicate as duplicate:
            number = await self.requests.already_made() if "view_id" in duplicate.constraint else None
            if number is not None:
                raise DuplicateForm(number) from duplicate
            raise Conflict(str(duplicate)) from duplicate
