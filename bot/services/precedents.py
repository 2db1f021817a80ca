# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Precedents: made of an answer by those who gave it, withdrawn by them, ended on their day, and used for answers."""

from datetime import date

from bot.catalog import LiveCatalog
from bot.services.members import Members
from bot.services.nearness import near_subject
from bot.services.people import PeopleService
from bot.services.recording import again_on_conflict, record
from bot.services.requests import check_seen
from bot.services.reviewers import Chosen, reviewer_of
from bot.timing import Timing
from storage.database import Database
from workflows import precedents
from workflows.errors import NotPossibleNow, Refusal, UnknownForm
from workflows.nearest import Near
from workflows.people import Person
from workflows.precedents import Precedent, Shown, Subject
from workflows.request import Request, Review
from workflows.staffing import Staff

_AT_ONCE = 100


class PrecedentService:
    """The use cases around precedents. Rights are those of who may decide the step that answered."""

    def __init__(
        self, database: Database, catalog: LiveCatalog, people: PeopleService, members: Members, timing: Timing
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._people = people
        self._members = members
        self._timing = timing

    async def near(self, workspace: str, subject: Subject) -> tuple[Near, ...]:
        """The precedents near to a license and its use."""
        async with self._database.reading() as tx:
            return await near_subject(tx, workspace, subject, "", on=self._timing.now().date())

    async def possible(self, chosen: Chosen, person: Person) -> tuple[Request, date]:
        """The question, and the review date of its answer: asked before the form for a precedent opens.

        Raises like precedents.may_make, UnknownRequest, GroupsUnknown, and UnknownForm when it is no question.
        """
        staff = await self._members.staff_for(person)
        async with self._database.reading() as tx:
            found = await tx.requests.get(person.workspace, chosen.number)
        self._check_question(found, person, staff)
        step = precedents.may_make(found, reviewer_of(person, staff, chosen, found))
        return found, _answer(step.reviews).review_on or self._timing.now().date()

    @again_on_conflict
    async def make(self, chosen: Chosen, shown: Shown, *, may_be_shown: bool, by: Person) -> Precedent:
        """Make a precedent of an answer, with the answer's scope. Raises like possible and precedents.make."""
        staff = await self._members.staff_for(by)
        number = await self._database.next_precedent(by.workspace)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, chosen.number)
            self._check_question(before, by, staff)
            reviewer = reviewer_of(by, staff, chosen, before)
            step = precedents.may_make(before, reviewer)
            scope = self._scope(before, _answer(step.reviews))
            after, precedent = precedents.make(
                before,
                shown.model_copy(update={"scope": scope}),
                number=number,
                may_be_shown=may_be_shown,
                by=reviewer,
                now=self._timing.now(),
            )
            await tx.precedents.add(precedent)
            await record(tx, after, before, self._catalog.current.organization, staff)
        return precedent

    @again_on_conflict
    async def withdraw(self, chosen: Chosen, number: int, *, by: Person) -> Precedent:
        """Take a precedent back. Raises like precedents.withdraw; NotPossibleNow when it is not of that question."""
        staff = await self._members.staff_for(by)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(by.workspace, chosen.number)
            self._check_question(before, by, staff)
            found = await tx.precedents.get(by.workspace, number)
            reviewer = reviewer_of(by, staff, chosen, before)
            precedents.may_make(before, reviewer)
            if found is None or found.request_id != before.id:
                raise NotPossibleNow(f"P-{number}", "withdraw it", f"no precedent of {before.name}")
            after, ended = precedents.withdraw(before, found, by=reviewer, now=self._timing.now())
            await tx.precedents.end(ended)
            await record(tx, after, before, self._catalog.current.organization, staff)
        return ended

    async def usable(self, number: int, workspace: str) -> Precedent:
        """A precedent to answer by. Raises Refusal when it does not hold any more."""
        async with self._database.reading() as tx:
            found = await tx.precedents.get(workspace, number)
        if found is None or not found.holds(self._timing.now().date()):
            raise Refusal(
                f"P-{number} does not hold any more, so nothing was filled in. Please answer with the other buttons."
            )
        return found

    async def expire(self) -> int:
        """End the precedents whose review date has come, say so where they were made, and tell how many there were."""
        async with self._database.reading() as tx:
            due = await tx.precedents.due(self._timing.now().date(), _AT_ONCE)
        return sum([await self._expire_one(one) for one in due])

    @again_on_conflict
    async def _expire_one(self, precedent: Precedent) -> bool:
        staff = await self._people.staff(precedent.workspace)
        async with self._database.transaction() as tx:
            before = await tx.requests.by_id(precedent.request_id)
            found = await tx.precedents.get(precedent.workspace, precedent.number)
            if found is None or found.ending is not None:
                return False  # somebody was faster than the clock
            after, ended = precedents.expire(before, found, now=self._timing.now())
            await tx.precedents.end(ended)
            await record(tx, after, before, self._catalog.current.organization, staff)
        return True

    def _check_question(self, request: Request, person: Person, staff: Staff) -> None:
        check_seen(request, person, staff)
        if self._catalog.current.kind_of(request).answer is None:
            raise UnknownForm

    def _scope(self, request: Request, review: Review) -> str:
        answering = self._catalog.current.kind_of(request).answer
        return answering.scope_of(review.scope) if answering else review.scope


def _answer(reviews: tuple[Review, ...]) -> Review:
    """The review whose scope and review date count where several people answered: the one to be looked at first."""
    dated = [review for review in reviews if review.review_on is not None]
    return min(dated, key=lambda one: one.review_on or date.max) if dated else reviews[-1]
