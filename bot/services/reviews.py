# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What reviewers do: approve, decline, ask, take or hand over a step, and see what waits for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.catalog import LiveCatalog
from bot.services.members import Members, Standing
from bot.services.nearness import similar_to
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen, reading_groups
from bot.services.reviewers import Chosen, groups_titled, reviewer_of
from bot.timing import Timing
from storage.database import Database
from workflows import assigning, bulk, reminding, reviewing
from workflows.answering import askable
from workflows.errors import Refusal, UnknownForm
from workflows.events import Event
from workflows.items import REQUESTER
from workflows.kind import Field
from workflows.notice import Notice
from workflows.people import Person
from workflows.request import Request, Term, Verdict, group_of
from workflows.reviewing import Given, Reviewer
from workflows.rights import reviewable
from workflows.similar import Similar


@dataclass(frozen=True, slots=True)
class Record:
    """A request with its history, what was decided of similar ones, and the groups of the person who looks.

    A guest is shown the request and its history alone.
    """

    request: Request
    events: list[Event]
    groups: frozenset[str]
    past: tuple[Similar, ...] = ()
    for_guest: bool = False


class ReviewService:
    """The reviewers' use cases. Rights are asked of the newest groups, and checked again by every transition."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    @again_on_conflict
    async def review(
        self, chosen: Chosen, verdict: Verdict, *, reviewer: Person, reason: str = "", conditions: tuple[str, ...] = ()
    ) -> Request:
        """Record a verdict on a step. Raises like reviewing.review, GroupsUnknown, or UnknownRequest."""
        return await self._decided(chosen, Given(verdict, reason, conditions), reviewer)

    @again_on_conflict
    async def decline(self, chosen: Chosen, cause: str, reason: str, *, reviewer: Person) -> Request:
        """Decline a step, with a reason of its kind's list where that has one, and words. Raises like review."""
        return await self._decided(chosen, Given(Verdict.DECLINE, reason, cause=cause), reviewer)

    @again_on_conflict
    async def approve_under(
        self, chosen: Chosen, conditions: tuple[str, ...], terms: tuple[Term, ...], *, reviewer: Person
    ) -> Request:
        """Approve a step under conditions that somebody sees to. Raises like review; UnknownForm for no such group."""
        groups = {REQUESTER, *self._catalog.current.organization.groups}
        if any(term.owner not in groups for term in terms):
            raise UnknownForm
        given = Given(Verdict.APPROVE_WITH_CONDITIONS, conditions=conditions, terms=terms)
        return await self._decided(chosen, given, reviewer)

    @again_on_conflict
    async def approve_among_others(self, chosen: Chosen, *, reviewer: Person) -> Request:
        """Approve a step that needs no look of its own. Raises like review, and NeedsALook."""
        organization = self._catalog.current.organization

        def approved(found: Request, by: Reviewer, now: datetime) -> Request:
            bulk.check(found, chosen.step, self._catalog.current.kind_of(found))
            verdict, distinct = Verdict.APPROVE, organization.distinct
            return reviewing.review(found, chosen.step, verdict, by=by, now=now, distinct=distinct)

        return await self._changed(chosen, reviewer, approved)

    @again_on_conflict
    async def answer(self, chosen: Chosen, given: Given, *, reviewer: Person) -> Request:
        """Answer a question by a verdict. Raises like reviewing.rule; UnknownForm when its kind is no question."""
        organization = self._catalog.current.organization

        def ruled(found: Request, by: Reviewer, now: datetime) -> Request:
            answering = self._catalog.current.kind_of(found).answer
            if answering is None:
                raise UnknownForm
            return reviewing.rule(found, chosen.step, given, answering, by=by, now=now, distinct=organization.distinct)

        return await self._changed(chosen, reviewer, ruled)

    @again_on_conflict
    async def ask(self, chosen: Chosen, question: str, *, reviewer: Person, fields: tuple[str, ...] = ()) -> Request:
        """Ask the requester, about fields of the form perhaps; the step pauses. Raises like reviewing.ask."""

        def asked(found: Request, by: Reviewer, now: datetime) -> Request:
            offered = {one.name for one in self.askable(found, chosen.step)}
            about = tuple(name for name in fields if name in offered)
            return reviewing.ask(found, chosen.step, question, by=by, now=now, fields=about)

        return await self._changed(chosen, reviewer, asked)

    def askable(self, request: Request, step: str) -> tuple[Field, ...]:
        """The fields that the group of a step may ask about."""
        policy = self._catalog.current.policies.get(request.kind)
        return tuple(askable(policy.kind, policy.shown(request.answers), group_of(step))) if policy else ()

    @again_on_conflict
    async def take(self, chosen: Chosen, *, reviewer: Person) -> Request:
        """Take a step, from whoever has it, who is told. Raises like assigning.take."""
        return await self._changed(
            chosen,
            reviewer,
            lambda found, by, now: assigning.take(found, chosen.step, by=by, now=now),
            lambda after, before: assigning.notices_of(after, before, chosen.step),
        )

    @again_on_conflict
    async def assign(self, chosen: Chosen, to: Person, *, by: Person, note: str = "") -> Request:
        """Give a step to somebody, who is told. Raises like assigning.assign."""
        standing = await self._members.standing(to)
        staff = await self._people.staff(by.workspace)
        if standing not in {Standing.MEMBER, Standing.GUEST, Standing.UNKNOWN}:
            staff = replace(staff, members={name: who - {to} for name, who in staff.members.items()})
        elif standing is Standing.GUEST:
            staff = staff.for_guest(to, self._people.admitting(to))
        return await self._changed(
            chosen,
            by,
            lambda found, who, now: assigning.assign(found, chosen.step, to, by=who, now=now, staff=staff, note=note),
            lambda after, before: assigning.notices_of(after, before, chosen.step),
        )

    async def assignable(self, chosen: Chosen, by: Person) -> Request:
        """The request, when this person may say who looks at the step: asked before the form opens."""
        return await self._permitted(chosen, by, assigning.assignable)

    @again_on_conflict
    async def snooze(self, chosen: Chosen, *, reviewer: Person) -> Request:
        """Put the reminders of a step off for a while. Raises like reminding.snooze."""
        organization = self._catalog.current.organization
        return await self._changed(
            chosen, reviewer, lambda found, by, now: reminding.snooze(found, chosen.step, organization, by=by, now=now)
        )

    async def allowed(self, chosen: Chosen, reviewer: Person) -> Request:
        """The request, when this person may act on the step now: asked before a form opens. Raises like review."""
        return await self._permitted(chosen, reviewer, reviewable)

    async def _permitted(
        self, chosen: Chosen, reviewer: Person, check: Callable[[Request, str, Reviewer], object]
    ) -> Request:
        staff = await self._members.reviewing_staff(reviewer)
        async with self._database.reading() as tx:
            found = await tx.requests.get(reviewer.workspace, chosen.number)
        check_seen(found, reviewer, staff)
        with groups_titled(self._catalog.current.organization):
            check(found, chosen.step, reviewer_of(reviewer, staff, chosen, found))
        return found

    async def answerable(self, chosen: Chosen, reviewer: Person) -> tuple[Request, date]:
        """The question, when this person may answer it now, and today's date. Raises like review."""
        return await self.allowed(chosen, reviewer), self._timing.now().date()

    async def record_of(self, number: int, viewer: Person) -> Record:
        """A request with its history, for somebody who may see it. Raises UnknownRequest for everybody else."""
        staff = await self._members.reviewing_staff(viewer)
        async with self._database.reading() as tx:
            found = await tx.requests.get(viewer.workspace, number)
            check_seen(found, viewer, staff)
            events = await tx.events.chain(found.id)
            guest = viewer in staff.guests
            past = () if guest else await similar_to(tx, found, self._catalog.current.kind_of(found))
        return Record(found, events, reading_groups(found, viewer, staff), past, guest)

    async def _decided(self, chosen: Chosen, given: Given, reviewer: Person) -> Request:
        distinct = self._catalog.current.organization.distinct

        def decided(found: Request, by: Reviewer, now: datetime) -> Request:
            if self._catalog.current.kind_of(found).answer is not None:
                raise UnknownForm  # a question is answered, with a scope and a review date
            after = reviewing.decide(found, chosen.step, given, by=by, now=now, distinct=distinct)
            offered = self._catalog.current.kind_of(found).decline_reasons
            if given.verdict is Verdict.DECLINE and offered and given.cause not in offered:
                raise Refusal("Please choose a reason of the list. If it changed meanwhile, open this form anew.")
            return after

        return await self._changed(chosen, reviewer, decided)

    async def _changed(
        self,
        chosen: Chosen,
        reviewer: Person,
        transition: Callable[[Request, Reviewer, datetime], Request],
        notices: Callable[[Request, Request], Iterable[Notice]] | None = None,
    ) -> Request:
        staff = await self._members.reviewing_staff(reviewer)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(reviewer.workspace, chosen.number)
            check_seen(before, reviewer, staff)
            with groups_titled(self._catalog.current.organization):
                after = transition(before, reviewer_of(reviewer, staff, chosen, before), self._timing.now())
            await record(tx, after, before, self._catalog.current.organization, staff)
            if notices is not None:
                await tx.outbox.add(*notices(after, before))
        return after
