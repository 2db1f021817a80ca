# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Forms before they are submitted: their defaults, their preview, and the proposal that a submission is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.catalog import Catalog, LiveCatalog
from bot.services.members import Members
from bot.services.nearness import near_question
from bot.timing import Timing
from storage.database import Database
from workflows import forms
from workflows.errors import FormProblems, UnknownForm
from workflows.facts import Answers, Fact
from workflows.known import Register, asks_about_use, asks_the_register
from workflows.lifecycle import Proposal
from workflows.people import Person
from workflows.policy import Policy
from workflows.preview import Preview, preview
from workflows.request import Request
from workflows.staffing import Staff, checklist_for, steps_for


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it stands: the policy of its kind, the answers that could be read, and what was wrong with others."""

    policy: Policy
    answers: Answers
    problems: dict[str, str]
    preview: Preview | None = None


class Drafts:
    """The forms of the requester. Nothing is stored here."""

    def __init__(self, database: Database, catalog: LiveCatalog, members: Members, timing: Timing) -> None:
        self._database = database
        self._catalog = catalog
        self._members = members
        self._timing = timing

    def blank(self, kind: str, given: Answers) -> Draft:
        """A form from memory alone, for the moment in which nothing may delay its opening."""
        policy = self.policy(kind)
        return Draft(policy, {**_defaults(policy), **given}, {})

    async def started(self, kind: str, given: Answers, requester: Person) -> Draft:
        """A form with the answers that the person and the project gave last time, and its preview."""
        policy = self.policy(kind)
        project = policy.kind.scope.of(given).project
        async with self._database.reading() as tx:
            own = await tx.requests.last_answers(requester, kind)
            if asks_about_use(policy.kind):  # said to the machine since, perhaps
                own = (own or {}) | (await tx.askers.answers(requester) or {})
            theirs = await tx.requests.last_for_project(requester.workspace, kind, project) if project else None
        remembered = _remembered(policy, "person", own) | _remembered(policy, "project", theirs)
        answers = {**_defaults(policy), **remembered, **given}
        return Draft(policy, answers, {}, await self._preview(policy, answers, requester))

    async def previewed(self, kind: str, raw: Mapping[str, forms.Raw], requester: Person, about: int = 0) -> Draft:
        """The form after a change, with the preview of its route.

        ``about`` is the number of the request that the form edits or asks again. Raises UnknownRequest.
        """
        policy = self.policy(kind)
        answers, problems = forms.read(policy.kind, raw)
        within = await self._own(about, requester) if about else None
        return Draft(policy, answers, problems, await self._preview(policy, answers, requester, within))

    async def of(self, request: Request) -> Draft:
        """A stored request as a form to edit."""
        policy = self.policy(request.kind)
        return Draft(
            policy, request.answers, {}, await self._preview(policy, request.answers, request.requester, request)
        )

    async def proposal(
        self,
        catalog: Catalog,
        policy: Policy,
        raw: Mapping[str, forms.Raw],
        requester: Person,
        staff: Staff,
    ) -> Proposal:
        """What would be stored for these answers. Raises FormProblems, NobodyToDecide and what else routing raises."""
        answers, problems = forms.read(policy.kind, raw)
        return await self.proposal_of(catalog, policy, answers, problems, (requester, staff))

    async def proposal_of(
        self,
        catalog: Catalog,
        policy: Policy,
        answers: Answers,
        problems: Mapping[str, str],
        whose: tuple[Person, Staff],
    ) -> Proposal:
        """The same for answers that were read, with the problems of reading them. Raises like proposal."""
        requester, staff = whose
        answers = policy.kept(answers)
        facts = await self._facts(catalog, policy, answers, requester)
        shown = policy.shown(answers)
        problems = {name: why for name, why in problems.items() if name in shown}
        named = policy.kind.naming & answers.keys()
        problems = policy.problems(answers, facts) | problems | await self._members.unfit(named, answers, requester)
        if problems:
            raise FormProblems(problems)
        route = catalog.in_force(policy.route(answers, facts))
        return Proposal(
            title="" if route.private else str(answers.get(policy.kind.title_field, "")),
            answers=answers,
            facts=facts,
            route=route,
            steps=steps_for(route, requester, catalog.organization, staff),
            checklist=checklist_for(route, requester, catalog.organization, staff),
        )

    def policy(self, kind: str) -> Policy:
        """The policy of a kind. Raises UnknownForm."""
        policy = self._catalog.current.policies.get(kind)
        if policy is None:
            raise UnknownForm
        return policy

    async def _own(self, number: int, requester: Person) -> Request | None:
        async with self._database.reading() as tx:
            found = await tx.requests.get(requester.workspace, number)
        return found if found.requester == requester else None

    async def _preview(
        self, policy: Policy, answers: Answers, requester: Person, within: Request | None = None
    ) -> Preview:
        staff = await self._members.staff_for(requester)
        facts = await self._facts(self._catalog.current, policy, answers, requester)
        shown = preview(policy, answers, facts, requester, (self._catalog.current.organization, staff), within)
        project = policy.kind.scope.of(answers).project
        if project and shown.route and not shown.route.private and any(one.embargo_days for one in policy.kind.lanes):
            async with self._database.reading() as tx:
                beside = await tx.embargoes.beside(requester, policy.kind.name, project)
            shown = replace(shown, beside=beside)
        if policy.kind.answer is None:
            return shown
        async with self._database.reading() as tx:
            near = await near_question(
                tx, requester.workspace, policy.kind, (answers, facts), on=self._timing.now().date()
            )
        said = facts.get("verdict")
        return replace(shown, near=near, answer=str(said.value or "") if said else "")

    async def _facts(self, catalog: Catalog, policy: Policy, answers: Answers, requester: Person) -> dict[str, Fact]:
        register, kind = Register(), policy.kind
        if asks_the_register(kind):
            async with self._database.reading() as tx:
                register = await tx.clearances.register(
                    requester.workspace, kind.name, kind.scope.of(answers), on=self._timing.now()
                )
        return catalog.knowledge.facts(kind, answers, register)


def _defaults(policy: Policy) -> Answers:
    return {field.name: field.default for field in policy.kind.fields if field.default is not None}


def _remembered(policy: Policy, scope: str, answers: Answers | None) -> Answers:
    wanted = {field.name for field in policy.kind.fields if field.remember == scope}
    return {name: answer for name, answer in (answers or {}).items() if name in wanted}
