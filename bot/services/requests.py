# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a requester does: submit, edit, answer, withdraw and complete a request, and see where it stands."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.catalog import Catalog, LiveCatalog
from bot.services.drafts import Draft, Drafts
from bot.services.members import Members
from bot.services.recording import again_on_conflict, record, record_new
from bot.timing import Timing
from storage.database import Database
from storage.errors import DuplicateForm
from workflows import forms, lifecycle, reviving
from workflows.answering import answer_with_edit
from workflows.embargoing import takes_part
from workflows.errors import AlreadyDecided, NotPossibleNow, NotTheRequester, UnknownRequest
from workflows.home import NEWEST
from workflows.known import asks_about_use, said_of_use
from workflows.lifecycle import Proposal
from workflows.people import Person
from workflows.request import Request, State
from workflows.staffing import Staff

NO_EDITS: Mapping[str, forms.Raw] = {}


class RequestService:
    """The requester's use cases. Every method that stores does so in one unit, notices included.

    ``drafts`` are the forms before they are submitted.
    """

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
        self.drafts = Drafts(database, catalog, members, timing)

    async def submit(
        self, kind: str, raw: Mapping[str, forms.Raw], *, requester: Person, view_id: str, follows: int = 0
    ) -> Request:
        """Store a new request with its route, events and notices. ``follows``: the request that it asks again.

        The same form again gives the same request, edited when its answers were corrected since: raises like revise
        then. Raises FormProblems, Outsider, NobodyToDecide, NotEnoughReviewers or NoPrivateRoute: nothing is stored.
        """
        catalog = self._catalog.current
        policy = self.drafts.policy(kind)
        staff = await self._members.staff_for(requester)
        proposal = await self.drafts.proposal(catalog, policy, raw, requester, staff)
        if follows and (asked := await self.ended(follows, requester)).private:
            follows = 0  # a card in the open, now or after an edit, would tell what the private one was about
            proposal = lifecycle.within_embargo(asked, proposal)
        number = await self._database.next_number(requester.workspace)
        request = lifecycle.submit(
            policy.kind,
            proposal,
            id=self._new_id(),
            number=number,
            requester=requester,
            now=self._timing.now(),
            follows=follows,
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
        policy = self.drafts.policy(before.kind)
        staff = await self._members.staff_for(requester)
        proposal = await self.drafts.proposal(catalog, policy, raw, requester, staff)
        async with self._database.transaction() as tx:
            before = await tx.requests.get(requester.workspace, number)
            now = self._timing.now()
            after = lifecycle.revise(policy.kind, before, proposal, by=requester, revision=revision, now=now)
            await record(tx, after, before, catalog.organization, staff)
        return after

    @again_on_conflict
    async def reopen(self, number: int, *, by: Person) -> Request:
        """Open an expired request again, with its answers under the policy in force.

        Raises like reviving.revivable, and like submit where the policy does not take these answers any more.
        """
        catalog, staff = self._catalog.current, await self._members.staff_for(by)
        found = await self._found(by.workspace, number)
        check_seen(found, by, staff)
        organization, groups = catalog.organization, staff.groups_of(by) - staff.stale
        reviving.revivable(found, organization, by=by, groups=groups, now=self._timing.now())
        policy = self.drafts.policy(found.kind)
        proposal = await self.drafts.proposal_of(catalog, policy, found.answers, {}, (found.requester, staff))
        async with self._database.transaction() as tx:
            before, now = await tx.requests.get(by.workspace, number), self._timing.now()
            after = reviving.revive(policy.kind, before, proposal, organization, by=by, groups=groups, now=now)
            await record(tx, after, before, organization, staff)
        return after

    @again_on_conflict
    async def answer(
        self, number: int, question: int, text: str, edits: Mapping[str, forms.Raw] = NO_EDITS, *, requester: Person
    ) -> Request:
        """Answer a reviewer's question, with edits of the fields that it is about.

        Raises like reviewing.answer, and where something is edited like submit.
        """
        catalog, found = self._catalog.current, await self._own(number, requester)
        kind, staff = catalog.kind_of(found), await self._members.staff_for(requester)
        proposal = await self._edited(catalog, found, question, edits, staff)
        return await self._changed(
            number,
            requester,
            lambda found, now: answer_with_edit(kind, found, question, text, proposal, by=requester, now=now),
        )

    async def _edited(
        self, catalog: Catalog, found: Request, question: int, edits: Mapping[str, forms.Raw], staff: Staff
    ) -> Proposal | None:
        """What would be stored with edits of the asked fields; None when none of them says another thing."""
        asked = {name for one in found.questions if one.number == question for name in one.fields}
        raw = {name: value for name, value in edits.items() if name in asked}
        if not raw or not found.state.open:
            return None
        policy = self.drafts.policy(found.kind)
        read, problems = forms.read(policy.kind, raw)
        answers = {name: value for name, value in found.answers.items() if name not in raw} | read
        if answers == found.answers and not problems:
            return None
        return await self.drafts.proposal_of(catalog, policy, answers, problems, (found.requester, staff))

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

    async def ended(self, number: int, requester: Person) -> Request:
        """The requester's own request that was declined or expired, to be asked again. Raises NotPossibleNow."""
        found = await self._own(number, requester)
        if found.state not in {State.DECLINED, State.EXPIRED}:
            raise NotPossibleNow(found.name, "ask it again", found.state.words)
        return found

    async def editable(self, number: int, requester: Person) -> tuple[Request, Draft]:
        """The requester's own open request as a form to edit. Raises NotTheRequester or AlreadyDecided."""
        found = await self._own(number, requester)
        if not found.state.open:
            raise AlreadyDecided(found.name, found.state.words)
        return found, await self.drafts.of(found)

    async def seen_by(self, number: int, viewer: Person) -> tuple[Request, Staff]:
        """A request that this person may see. Raises UnknownRequest for every other, whether it exists or not."""
        staff = await self._members.staff_for(viewer)
        found = await self._found(viewer.workspace, number)
        check_seen(found, viewer, staff)
        return found, staff

    async def mine(self, requester: Person) -> list[Request]:
        """The person's newest requests, at most one more than a list shows."""
        async with self._database.reading() as tx:
            return await tx.requests.of_requester(requester, NEWEST + 1)

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


def check_seen(request: Request, viewer: Person, staff: Staff) -> None:
    """Raise UnknownRequest, as for a number that does not exist, when this person may not see the request.

    Asked before anything else, so that no other refusal tells that it is there.
    """
    if not may_see(request, viewer, staff):
        raise UnknownRequest(request.name)


def reading_groups(request: Request, viewer: Person, staff: Staff) -> frozenset[str]:
    """The groups for which somebody reads a request: their own, and those that decide an embargo they take part in."""
    groups = staff.groups_of(viewer) - staff.stale
    return groups | {step.group for step in request.steps} if takes_part(request, viewer) else groups


def may_see(request: Request, viewer: Person, staff: Staff) -> bool:
    """Open requests are for everybody of the workspace; confidential ones for the requester and the deciding groups.

    What is private is for the deciding group alone, not for the group in whose room its kind stands.

    A guest sees what their group decides, and nothing else.
    A group of which Slack has told nothing for too long sees nothing private: somebody may have left it since.
    """
    if viewer in staff.guests:
        return any(step.group in staff.groups_of(viewer) - staff.stale for step in request.steps)
    if not request.confidential or viewer == request.requester or takes_part(request, viewer):
        return True
    groups = staff.groups_of(viewer) - staff.stale
    named = {viewer} | staff.deputised(viewer)
    at_home = not request.private and request.route.room in groups
    return at_home or any(step.group in groups or step.person in named for step in request.steps)
