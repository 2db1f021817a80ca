# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a requester does: preview, submit, edit, answer, withdraw and complete a request, and see where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.catalog import Catalog, LiveCatalog
from bot.services.members import Members
from bot.services.nearness import near_question
from bot.services.recording import again_on_conflict, record, record_new
from bot.timing import Timing
from storage.database import Database
from storage.errors import DuplicateForm
from workflows import forms, lifecycle, reviewing
from workflows.calendar import after_business_days
from workflows.errors import AlreadyDecided, FormProblems, NotTheRequester, UnknownForm, UnknownRequest
from workflows.facts import Answers, Fact
from workflows.known import Register, asks_about_use, asks_the_register, said_of_use
from workflows.lifecycle import Proposal
from workflows.people import Person
from workflows.policy import Policy
from workflows.preview import Preview, preview
from workflows.request import Request
from workflows.route import Route
from workflows.staffing import Staff, checklist_for, steps_for

_LISTED = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it stands: the policy of its kind, the answers that could be read, and what was wrong with others."""

    policy: Policy
    answers: Answers
    problems: dict[str, str]
    preview: Preview | None = None


class RequestService:
    """The requester's use cases. Every method that stores does so in one unit, notices included."""

    def __init__(
        self,
        database: Database,
        catalog: LiveCatalog,
        members: Members,
        timing: Timing,
        new_id: Callable[[], str],
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing
        self._new_id = new_id

    def blank(self, kind: str, given: Answers) -> Draft:
        """A form from memory alone, for the moment in which nothing may delay its opening."""
        policy = self._policy(kind)
        return Draft(policy, {**_defaults(policy), **given}, {})

    async def started(self, kind: str, given: Answers, requester: Person) -> Draft:
        """A form with the answers that the person and the project gave last time, and its preview."""
        policy = self._policy(kind)
        project = policy.kind.scope.of(given).project
        async with self._database.reading() as tx:
            own = await tx.requests.last_answers(requester, kind)
            if asks_about_use(policy.kind):  # said to the machine since, perhaps
                own = (own or {}) | (await tx.askers.answers(requester) or {})
            theirs = await tx.requests.last_for_project(requester.workspace, kind, project) if project else None
        remembered = _remembered(policy, "person", own) | _remembered(policy, "project", theirs)
        answers = {**_defaults(policy), **remembered, **given}
        return Draft(policy, answers, {}, await self._preview(policy, answers, requester))

    async def previewed(self, kind: str, raw: Mapping[str, forms.Raw], requester: Person) -> Draft:
        """The form after a change, with the preview of its route."""
        policy = self._policy(kind)
        answers, problems = forms.read(policy.kind, raw)
        return Draft(policy, answers, problems, await self._preview(policy, answers, requester))

    async def submit(self, kind: str, raw: Mapping[str, forms.Raw], *, requester: Person, view_id: str) -> Request:
        """Store a new request with its route, events and notices.

        The same form again gives the same request, edited when its answers were corrected since: raises like revise
        then. Raises FormProblems, Outsider, NobodyToDecide, NotEnoughReviewers or NoPrivateRoute: nothing is stored.
        """
        catalog = self._catalog.current
        policy = self._policy(kind)
        staff = await self._members.staff_for(requester)
        proposal = await self._proposal(catalog, policy, raw, requester, staff)
        number = await self._database.next_number(requester.workspace)
        request = lifecycle.submit(
            policy.kind, proposal, id=self._new_id(), number=number, requester=requester, now=self._timing.now()
        )
        try:
            async with self._database.transaction() as tx:
                await record_new(tx, request, view_id=view_id, organization=catalog.organization, staff=staff)
                if asks_about_use(policy.kind):
                    await tx.askers.put(requester, said_of_use(request.answers))
        except DuplicateForm as first:
            made = await self._found(requester.workspace, first.number)
            if made.answers == proposal.answers:
                return made
            return await self.revise(made.number, made.revision, raw, requester=requester)
        return request

    @again_on_conflict
    async def revise(self, number: int, revision: int, raw: Mapping[str, forms.Raw], *, requester: Person) -> Request:
        """Store an edit as a new revision with a new route. Raises like submit, and like lifecycle.revise."""
        catalog = self._catalog.current
        before = await self._own(number, requester)
        policy = self._policy(before.kind)
        staff = await self._members.staff_for(requester)
        proposal = await self._proposal(catalog, policy, raw, requester, staff)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(requester.workspace, number)
            now = self._timing.now()
            after = lifecycle.revise(policy.kind, before, proposal, by=requester, revision=revision, now=now)
            await record(tx, after, before, catalog.organization, staff)
        return after

    @again_on_conflict
    async def answer(self, number: int, question: int, text: str, *, requester: Person) -> Request:
        """Answer a reviewer's question. Raises like reviewing.answer."""
        return await self._changed(
            number, requester, lambda found, now: reviewing.answer(found, question, text, by=requester, now=now)
        )

    @again_on_conflict
    async def withdraw(self, number: int, *, requester: Person) -> Request:
        """Take a request back. Raises like lifecycle.withdraw."""
        return await self._changed(
            number, requester, lambda found, now: lifecycle.withdraw(found, by=requester, now=now)
        )

    @again_on_conflict
    async def link(self, number: int, pull_request: str, *, requester: Person) -> Request:
        """Record where the approved work went; ``pull_request`` is an https address. Raises FormProblems too."""
        address = forms.address(pull_request)
        return await self._changed(
            number, requester, lambda found, now: lifecycle.link(found, address, by=requester, now=now)
        )

    async def editable(self, number: int, requester: Person) -> tuple[Request, Draft]:
        """The requester's own open request as a form to edit. Raises NotTheRequester or AlreadyDecided."""
        found = await self._own(number, requester)
        if not found.state.open:
            raise AlreadyDecided(found.name, found.state.words)
        policy = self._policy(found.kind)
        return found, Draft(policy, found.answers, {}, await self._preview(policy, found.answers, requester))

    async def seen_by(self, number: int, viewer: Person) -> tuple[Request, Staff]:
        """A request that this person may see. Raises UnknownRequest for every other, whether it exists or not."""
        staff = await self._members.staff_for(viewer)
        found = await self._found(viewer.workspace, number)
        check_seen(found, viewer, staff)
        return found, staff

    async def mine(self, requester: Person) -> list[Request]:
        """The person's newest requests, at most ten."""
        async with self._database.reading() as tx:
            return await tx.requests.of_requester(requester, _LISTED)

    async def _preview(self, policy: Policy, answers: Answers, requester: Person) -> Preview:
        staff = await self._members.staff_for(requester)
        facts = await self._facts(self._catalog.current, policy, answers, requester)
        shown = preview(policy, answers, facts, requester, (self._catalog.current.organization, staff))
        if policy.kind.answer is None:
            return shown
        async with self._database.reading() as tx:
            near = await near_question(
                tx, requester.workspace, policy.kind, (answers, facts), on=self._timing.now().date()
            )
        said = facts.get("verdict")
        return replace(shown, near=near, answer=str(said.value or "") if said else "")

    async def _proposal(
        self,
        catalog: Catalog,
        policy: Policy,
        raw: Mapping[str, forms.Raw],
        requester: Person,
        staff: Staff,
    ) -> Proposal:
        answers, problems = forms.read(policy.kind, raw)
        answers = policy.kept(answers)
        facts = await self._facts(catalog, policy, answers, requester)
        shown = policy.shown(answers)
        problems = {name: why for name, why in problems.items() if name in shown}
        named = {step.person_from for step in policy.kind.steps} & answers.keys()
        problems = policy.problems(answers, facts) | problems | await self._members.unfit(named, answers, requester)
        if problems:
            raise FormProblems(problems)
        route = catalog.in_force(policy.route(answers, facts))
        now = self._timing.now()
        return Proposal(
            title="" if route.private else str(answers.get(policy.kind.title_field, "")),
            answers=answers,
            facts=facts,
            route=route,
            steps=steps_for(route, requester, catalog.organization, staff),
            checklist=checklist_for(route, requester, catalog.organization, staff),
            due_at=after_business_days(catalog.organization.calendar, now, _days(policy, route)),
            expires_at=now + timedelta(days=policy.kind.expires_days),
        )

    async def _facts(self, catalog: Catalog, policy: Policy, answers: Answers, requester: Person) -> dict[str, Fact]:
        register, kind = Register(), policy.kind
        if asks_the_register(kind):
            async with self._database.reading() as tx:
                register = await tx.clearances.register(
                    requester.workspace, kind.name, kind.scope.of(answers), on=self._timing.now()
                )
        return catalog.knowledge.facts(kind, answers, register)

    async def _changed(
        self, number: int, requester: Person, transition: Callable[[Request, datetime], Request]
    ) -> Request:
        staff = await self._members.staff_for(requester)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(requester.workspace, number)
            check_seen(before, requester, staff)
            after = transition(before, self._timing.now())
            await record(tx, after, before, self._catalog.current.organization, staff)
        return after

    async def _found(self, workspace: str, number: int) -> Request:
        async with self._database.reading() as tx:
            return await tx.requests.get(workspace, number)

    async def _own(self, number: int, requester: Person) -> Request:
        found, _ = await self.seen_by(number, requester)
        if found.requester != requester:
            raise NotTheRequester(found.name)
        return found

    def _policy(self, kind: str) -> Policy:
        policy = self._catalog.current.policies.get(kind)
        if policy is None:
            raise UnknownForm
        return policy


def check_seen(request: Request, viewer: Person, staff: Staff) -> None:
    """Raise UnknownRequest, as for a number that does not exist, when this person may not see the request.

    Asked before anything else, so that no other refusal tells that it is there.
    """
    if not may_see(request, viewer, staff):
        raise UnknownRequest(request.name)


def may_see(request: Request, viewer: Person, staff: Staff) -> bool:
    """Open requests are for everybody of the workspace; confidential ones for the requester and the deciding groups.

    What is private is for the deciding group alone, not for the group in whose room its kind stands.

    A group of which Slack has told nothing for too long sees nothing private: somebody may have left it since.
    """
    if not request.confidential or viewer == request.requester:
        return True
    groups = staff.groups_of(viewer) - staff.stale
    at_home = not request.private and request.route.room in groups
    return at_home or any(step.group in groups or step.person == viewer for step in request.steps)


def _days(policy: Policy, route: Route) -> int:
    """Business days for a decision: the longest of the groups that are asked together, stage by stage."""
    levels, by_stage = policy.kind.service, dict[str, int]()
    for step in route.steps:
        days = levels.groups.get(step.group, levels.decision_days)
        by_stage[step.stage] = max(by_stage.get(step.stage, 0), days)
    return sum(by_stage.values())


def _defaults(policy: Policy) -> Answers:
    return {field.name: field.default for field in policy.kind.fields if field.default is not None}


def _remembered(policy: Policy, scope: str, answers: Answers | None) -> Answers:
    wanted = {field.name for field in policy.kind.fields if field.remember == scope}
    return {name: answer for name, answer in (answers or {}).items() if name in wanted}
