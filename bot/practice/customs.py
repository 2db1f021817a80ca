# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is usually done with a request and when, by the domain's own rules: who decides, asks, answers, or forgets.

Made up like shapes.py, for pasts that look like an office's work.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.catalog import Catalog
from bot.practice.shapes import Asked, likely, working_hours
from workflows import checklist, lifecycle, overturning, owing, reviewing
from workflows.calendar import after_business_time
from workflows.items import REQUESTER, ItemState
from workflows.known import Register
from workflows.lifecycle import Proposal
from workflows.obligations import Obligation
from workflows.people import Person
from workflows.policy import Policy
from workflows.request import Request, State, Step, StepState, Verdict
from workflows.reviewer import Reviewer
from workflows.reviewing import Given
from workflows.staffing import Staff, checklist_for, deciders, steps_for

_QUESTION = "Who else has looked at it?"
_ANSWER = "Two of my team."
_DOUBTS = "Something was overlooked."
_PULL_REQUEST = "https://github.com/example/project/pull/1"
#: Of what is asked: one in nine is declined, and one in thirteen waits for an answer that never comes.
_DECLINED, _FORGOTTEN = 9, 13


@dataclass(slots=True)
class Next:
    """The next thing that somebody does to a request, and when."""

    at: datetime
    act: Callable[[Request, datetime], Request]


@dataclass(slots=True)
class Habits:
    """What is settled of one request by lot: who asks, who is slow, and what was done to it so far."""

    random: Random
    asks: bool
    edits: bool
    keeps: bool
    stuck: bool
    doubts: bool
    planned: dict[str, datetime] = field(default_factory=dict)


class Customs:
    """What comes next, for a request as it stands and the habits of those who have to do with it."""

    def __init__(self, catalog: Catalog, staff: Staff) -> None:
        self._catalog = catalog
        self._staff = staff

    @staticmethod
    def habits(random: Random) -> Habits:
        """Those of one request, by lot."""
        return Habits(
            random,
            asks=likely(random, 0.35),
            edits=likely(random, 0.2),
            keeps=likely(random, 0.9),
            stuck=likely(random, 0.03),
            doubts=likely(random, 0.04),
        )

    def proposal(self, policy: Policy, wanted: Asked, requester: Person) -> Proposal:
        """What would be stored of what is asked. Raises ValueError for answers that no form takes."""
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

    def following(self, request: Request, habits: Habits) -> Next | None:
        """The next that is done, if anything is."""
        if not request.state.open:
            return self._afterwards(request, habits)
        each = [self._edit(request, habits), self._answer(request, habits), self._expiry(request)]
        each += [self._verdict(request, step, habits) for step in request.steps if step.state is StepState.OPEN]
        each += [self._cleared(request, item.name, item.owner, habits) for item in request.blockers[:1]]
        return min((one for one in each if one), key=_at, default=None)

    def _when(
        self, request: Request, habits: Habits, name: str, since: datetime, median: float, group: str
    ) -> datetime:
        """When that is done: decided once, in the working time of a group, and after what was done last."""
        if name not in habits.planned:
            calendar = self._catalog.organization.calendar_of(group)
            habits.planned[name] = after_business_time(calendar, since, working_hours(habits.random, median))
        return max(habits.planned[name], request.changed_at + timedelta(minutes=1))

    def _verdict(self, request: Request, step: Step, habits: Habits) -> Next | None:
        able = sorted(deciders(step, request.requester, self._staff), key=lambda person: person.id)
        able = [one for one in able if all(review.reviewer != one for review in step.reviews)]
        if not able or habits.stuck:
            return None
        since = step.turn_since or request.changed_at
        times = len(request.questions), request.revision, len(step.reviews), len(request.overturned)
        name = f"{step.name}:{times}"
        person = able[request.number % len(able)]
        by = Reviewer(person, self._staff.groups_of(person), request.revision)
        at = self._when(request, habits, name, since, 5.0, step.group)
        if habits.asks and not request.questions:
            return Next(at, lambda found, now: reviewing.ask(found, step.name, _QUESTION, by=by, now=now))
        return Next(at, lambda found, now: self._reviewed(found, step, by, now))

    def _reviewed(self, request: Request, step: Step, by: Reviewer, now: datetime) -> Request:
        answering = self._catalog.policies[request.kind].kind.answer
        if answering is not None:
            again = (now + timedelta(days=answering.review_days)).date()
            scope = answering.scopes[0].value
            given = Given(Verdict.APPROVE, reason="Yes, as it is described.", scope=scope, review_on=again)
            return reviewing.rule(request, step.name, given, answering, by=by, now=now)
        if request.number % _DECLINED == 0 and not request.private:
            reason = "We keep this for ourselves."
            return reviewing.review(request, step.name, Verdict.DECLINE, by=by, now=now, reason=reason)
        return reviewing.review(request, step.name, Verdict.APPROVE, by=by, now=now)

    def _cleared(self, request: Request, name: str, owner: str, habits: Habits) -> Next | None:
        person = request.requester
        if owner != REQUESTER:
            able = sorted(self._staff.members.get(owner, frozenset()) - {request.requester}, key=lambda one: one.id)
            if not able:
                return None
            person = able[0]
        by = Reviewer(person, self._staff.groups_of(person), request.revision)
        at = self._when(request, habits, f"item:{name}", request.changed_at, 2.0, "ospo")
        evidence = "https://forge.example.org/team/tool/report"
        return Next(
            at, lambda found, now: checklist.mark(found, name, ItemState.DONE, by=by, now=now, evidence=evidence)
        )

    def _edit(self, request: Request, habits: Habits) -> Next | None:
        if not habits.edits or request.revision > 1 or request.confidential:
            return None
        policy = self._catalog.policies[request.kind]
        title = policy.kind.title_field
        answers = {**request.answers, title: f"{request.answers[title]}, second try"}
        proposal = self.proposal(policy, Asked(request.kind, answers), request.requester)
        at = self._when(request, habits, "edit", request.submitted_at, 3.0, "ospo")
        return Next(
            at,
            lambda found, now: lifecycle.revise(
                policy.kind, found, proposal, by=found.requester, revision=found.revision, now=now
            ),
        )

    def _answer(self, request: Request, habits: Habits) -> Next | None:
        question = request.open_question
        if question is None or request.number % _FORGOTTEN == 0:  # some forget about it
            return None
        at = self._when(request, habits, f"answer:{question.number}", question.at, 6.0, "ospo")
        return Next(
            at, lambda found, now: reviewing.answer(found, question.number, _ANSWER, by=found.requester, now=now)
        )

    def _expiry(self, request: Request) -> Next | None:
        if request.expires_at is None:
            return None
        return Next(request.expires_at, lambda found, now: lifecycle.expire(found, now=now))

    def _afterwards(self, request: Request, habits: Habits) -> Next | None:
        """What was promised is done: who was allowed to contribute says where the work went, and so on.

        Now and then somebody has second thoughts before, and looks again.
        """
        reviewed = next((step for step in request.steps if step.reviews), None)
        if habits.doubts and reviewed is not None and request.state is State.APPROVED and not request.overturned:
            return self._reopened(request, reviewed, habits)
        if request.confidential or request.decision is None or not habits.keeps:
            return None
        if request.kind == "contribution" and request.state is State.APPROVED and not request.pull_request:
            at = self._when(request, habits, "link", request.decision.at, 12.0, "ospo")
            return Next(at, lambda found, now: lifecycle.link(found, _PULL_REQUEST, by=found.requester, now=now))
        return min((self._kept(request, one) for one in request.open_obligations if one.due_at), default=None, key=_at)

    def _reopened(self, request: Request, step: Step, habits: Habits) -> Next:
        person = step.reviews[-1].reviewer
        by = Reviewer(person, self._staff.groups_of(person), request.revision)
        at = self._when(request, habits, "doubts", request.changed_at, 3.0, step.group)
        return Next(at, lambda found, now: overturning.reopen(found, step.name, _DOUBTS, by=by, now=now))

    def _kept(self, request: Request, owed: Obligation) -> Next:
        """Shortly before somebody would be reminded of it."""
        person = request.requester
        if owed.owner != REQUESTER:
            person = min(self._staff.members.get(owed.owner, frozenset({person})), key=lambda one: one.id)
        groups, calendar = self._staff.groups_of(person), self._catalog.organization.calendar
        at = max(request.changed_at + timedelta(hours=1), (owed.due_at or request.changed_at) - timedelta(days=9))
        return Next(
            at,
            lambda found, now: owing.tick(
                found, owed.id, by=person, groups=groups, calendar=calendar, now=now, evidence=_PULL_REQUEST
            ),
        )


def _at(following: Next) -> datetime:
    return following.at
