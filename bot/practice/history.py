# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""A past for a practice workspace: requests that were made and decided, by the domain's own rules, in times gone by.

It shows charts and digests something to show. What happens is stored as every change is, but nobody is told of it.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.catalog import Catalog
from bot.practice.shapes import Asked, arrivals, asked, likely, working_hours
from bot.services.recording import record, record_new
from storage.database import Database, UnitOfWork
from storage.randomness import time_ordered_id
from workflows import checklist, lifecycle, reviewing
from workflows.calendar import after_business_time
from workflows.items import REQUESTER, ItemState
from workflows.known import Register
from workflows.lifecycle import Proposal
from workflows.people import Person
from workflows.policy import Policy
from workflows.request import Request, Step, StepState, Verdict
from workflows.reviewer import Reviewer
from workflows.reviewing import Given
from workflows.staffing import Staff, checklist_for, deciders, steps_for

_QUESTION = "Who else has looked at it?"
_ANSWER = "Two of my team."
_PULL_REQUEST = "https://github.com/example/project/pull/1"


class _Silent:
    """An outbox that nothing is put into."""

    async def add(self, *_: object) -> None:
        """Take nothing."""


@asynccontextmanager
async def _untold(database: Database) -> AsyncIterator[UnitOfWork]:
    """A unit that writes everything but notices."""
    async with database.transaction() as tx:
        tx.__dict__["outbox"] = _Silent()
        yield tx


@dataclass(slots=True)
class _Next:
    """The next thing that somebody does to a request, and when."""

    at: datetime
    act: Callable[[Request, datetime], Request]


@dataclass(slots=True)
class _Habits:
    """What is settled of one request by lot: who asks, who is slow, and what was done to it so far."""

    random: Random
    asks: bool
    edits: bool
    links: bool
    stuck: bool
    planned: dict[str, datetime] = field(default_factory=dict)


class History:
    """Lets requests happen, each from its submission to an end or to the present.

    Args:
        workspace: of everything that is stored.
        requesters: ids of those who ask; the groups' members come from ``staff``.
        seed: what decides all that is left to chance; the same makes the same past.
        seen: called after each unit, with the request as it is stored and the time of the unit.
    """

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        staff: Staff,
        workspace: str,
        requesters: Sequence[str],
        *,
        seed: int = 1,
        seen: Callable[[Request, datetime], None] = lambda *_: None,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._staff = staff
        self._workspace = workspace
        self._requesters = requesters
        self._random = Random(seed)  # noqa: S311 - the same past each time, no secret
        self._seen = seen

    async def fill(
        self, since: datetime, until: datetime, a_week: float, *, now: datetime | None = None
    ) -> list[Request]:
        """Let an office's work of that time happen, with so many requests in an ordinary week.

        What becomes of them is followed until ``now``, which is the end of that time where nothing is said.
        """
        zone = self._catalog.organization.calendar.zone
        times = arrivals(self._random, since, until, a_week, zone)
        present = now or until
        return [await self.happen(at, present, await self._database.next_number(self._workspace)) for at in times]

    async def happen(self, at: datetime, until: datetime, number: int) -> Request:
        """Let one request be made at a time, and done with what is usually done, as far as that is before ``until``."""
        random = self._random
        requester = Person(self._workspace, random.choice(self._requesters))
        managers = sorted(person.id for person in self._staff.members.get("managers", ()) if person != requester)
        habits = _Habits(
            random,
            asks=likely(random, 0.35),
            edits=likely(random, 0.2),
            links=likely(random, 0.8),
            stuck=likely(random, 0.03),
        )
        wanted = asked(random, tuple(managers))
        request = await self._submitted(wanted, requester, at, number)
        while (following := self._following(request, habits)) is not None and following.at < until:
            request = await self._changed(request, following)
        return request

    async def _submitted(self, wanted: Asked, requester: Person, at: datetime, number: int) -> Request:
        policy = self._catalog.policies[wanted.kind]
        proposal = self._proposal(policy, wanted, requester)
        request = lifecycle.submit(
            policy.kind, proposal, id=time_ordered_id(), number=number, requester=requester, now=at
        )
        organization = self._catalog.organization
        async with _untold(self._database) as tx:
            await record_new(tx, request, view_id=f"V{number}", organization=organization, staff=self._staff)
        return await self._stored(request, at)

    def _proposal(self, policy: Policy, wanted: Asked, requester: Person) -> Proposal:
        catalog, organization = self._catalog, self._catalog.organization
        answers = policy.kept(dict(wanted.answers))
        register = Register(first_contribution=not wanted.known, precleared=False, known_agreement=False)
        facts = catalog.knowledge.facts(policy.kind, answers, register)
        if problems := policy.problems(answers, facts):
            raise ValueError(f"nobody could ask that: {problems}")
        route = catalog.in_force(policy.route(answers, facts))
        return Proposal(
            title="" if route.private else str(answers.get(policy.kind.title_field, "")),
            answers=answers,
            facts=facts,
            route=route,
            steps=steps_for(route, requester, organization, self._staff),
            checklist=checklist_for(route, requester, organization, self._staff),
        )

    async def _changed(self, before: Request, following: _Next) -> Request:
        async with _untold(self._database) as tx:
            found = await tx.requests.by_id(before.id)
            after = following.act(found, following.at)
            await record(tx, after, found, self._catalog.organization, self._staff)
        return await self._stored(after, following.at)

    async def _stored(self, request: Request, at: datetime) -> Request:
        async with self._database.reading() as tx:
            stored = await tx.requests.by_id(request.id)
        self._seen(stored, at)
        return stored

    # --- What happens next --------------------------------------------------------------------------------------------

    def _following(self, request: Request, habits: _Habits) -> _Next | None:
        if not request.state.open:
            return self._afterwards(request, habits)
        each = [self._edit(request, habits), self._answer(request, habits), self._expiry(request)]
        each += [self._verdict(request, step, habits) for step in request.steps if step.state is StepState.OPEN]
        each += [self._cleared(request, item.name, item.owner, habits) for item in request.blockers[:1]]
        return min((one for one in each if one), key=lambda one: one.at, default=None)

    def _when(
        self, request: Request, habits: _Habits, name: str, since: datetime, median: float, group: str
    ) -> datetime:
        """When that is done: decided once, in the working time of a group, and after what was done last."""
        if name not in habits.planned:
            calendar = self._catalog.organization.calendar_of(group)
            habits.planned[name] = after_business_time(calendar, since, working_hours(habits.random, median))
        return max(habits.planned[name], request.changed_at + timedelta(minutes=1))

    def _verdict(self, request: Request, step: Step, habits: _Habits) -> _Next | None:
        able = sorted(deciders(step, request.requester, self._staff), key=lambda person: person.id)
        able = [one for one in able if all(review.reviewer != one for review in step.reviews)]
        if not able or habits.stuck:
            return None
        since = step.turn_since or request.changed_at
        name = f"{step.name}:{len(request.questions)}:{request.revision}:{len(step.reviews)}"
        person = able[request.number % len(able)]
        by = Reviewer(person, self._staff.groups_of(person), request.revision)
        at = self._when(request, habits, name, since, 5.0, step.group)
        if habits.asks and not request.questions:
            return _Next(at, lambda found, now: reviewing.ask(found, step.name, _QUESTION, by=by, now=now))
        return _Next(at, lambda found, now: self._reviewed(found, step, by, now))

    def _reviewed(self, request: Request, step: Step, by: Reviewer, now: datetime) -> Request:
        answering = self._catalog.policies[request.kind].kind.answer
        if answering is not None:
            again = (now + timedelta(days=answering.review_days)).date()
            scope = answering.scopes[0].value
            given = Given(Verdict.APPROVE, reason="Yes, as it is described.", scope=scope, review_on=again)
            return reviewing.rule(request, step.name, given, answering, by=by, now=now)
        if request.number % 9 == 0 and not request.private:
            reason = "We keep this for ourselves."
            return reviewing.review(request, step.name, Verdict.DECLINE, by=by, now=now, reason=reason)
        return reviewing.review(request, step.name, Verdict.APPROVE, by=by, now=now)

    def _cleared(self, request: Request, name: str, owner: str, habits: _Habits) -> _Next | None:
        person = request.requester
        if owner != REQUESTER:
            able = sorted(self._staff.members.get(owner, frozenset()) - {request.requester}, key=lambda one: one.id)
            if not able:
                return None
            person = able[0]
        by = Reviewer(person, self._staff.groups_of(person), request.revision)
        at = self._when(request, habits, f"item:{name}", request.changed_at, 2.0, "ospo")
        evidence = "https://forge.example.org/team/tool/report"
        return _Next(
            at, lambda found, now: checklist.mark(found, name, ItemState.DONE, by=by, now=now, evidence=evidence)
        )

    def _edit(self, request: Request, habits: _Habits) -> _Next | None:
        if not habits.edits or request.revision > 1 or request.confidential:
            return None
        policy = self._catalog.policies[request.kind]
        title = policy.kind.title_field
        answers = {**request.answers, title: f"{request.answers[title]}, second try"}
        proposal = self._proposal(policy, Asked(request.kind, answers), request.requester)
        at = self._when(request, habits, "edit", request.submitted_at, 3.0, "ospo")
        return _Next(
            at,
            lambda found, now: lifecycle.revise(
                policy.kind, found, proposal, by=found.requester, revision=found.revision, now=now
            ),
        )

    def _answer(self, request: Request, habits: _Habits) -> _Next | None:
        question = request.open_question
        if question is None or request.number % 13 == 0:  # some forget about it
            return None
        at = self._when(request, habits, f"answer:{question.number}", question.at, 6.0, "ospo")
        return _Next(
            at, lambda found, now: reviewing.answer(found, question.number, _ANSWER, by=found.requester, now=now)
        )

    def _expiry(self, request: Request) -> _Next | None:
        if request.expires_at is None:
            return None
        return _Next(request.expires_at, lambda found, now: lifecycle.expire(found, now=now))

    def _afterwards(self, request: Request, habits: _Habits) -> _Next | None:
        """Who was allowed to contribute says where the work went."""
        if request.kind != "contribution" or not request.decision or request.pull_request or not habits.links:
            return None
        if request.confidential or request.expires_at is None or request.decision.outcome.value != "approved":
            return None
        at = self._when(request, habits, "link", request.decision.at, 12.0, "ospo")
        return _Next(at, lambda found, now: lifecycle.link(found, _PULL_REQUEST, by=found.requester, now=now))
