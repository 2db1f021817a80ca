# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Any sequence of actions, by anybody: what holds of a request after each of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.support.office import MONDAY, REQUESTER, contribution, organization, person, proposal, saved, staff, step
from workflows import assigning, lifecycle, notices, overturning, reviewing, reviving
from workflows.absence import Absence
from workflows.attendance import attended
from workflows.clocks import wound
from workflows.errors import Refusal
from workflows.events import START, Event, chained, verify
from workflows.facts import Answers
from workflows.notice import Notice
from workflows.people import Person
from workflows.recorded import contradictions
from workflows.request import Request, State, Step, StepState, Verdict
from workflows.reviewing import Reviewer

NAMES = ("anna", "berta", "clara", "doris", "requester", "stranger")
#: The requester is in a group herself, and one person is in two.
MEMBERS = {
    "ospo": ("anna", "berta", "requester"),
    "legal": ("berta", "clara", "requester"),
    "ip": ("doris", "clara", "anna"),
    "security": ("doris", "requester"),
}
DISTINCT = (("legal", "ospo"),)
STAFF = staff(None, **MEMBERS)
CHANNEL, ROOM = "C0REQUESTS", "C0SECURITY"
ORGANIZATION = organization(
    security={"members": ["U0DORIS"], "channel": ROOM}, settings={"channels": {"requests": CHANNEL}}
)
SECRET = "the-secret-words"
TITLE = f"Title with {SECRET}"

PEOPLE = st.sampled_from(NAMES).map(person)
GROUPS = st.sampled_from(tuple(MEMBERS))
STEPS = st.lists(
    st.builds(step, GROUPS, quorum=st.integers(1, 2), sticky=st.booleans()),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.group,
).map(tuple)
#: Fields that affect everybody, some groups, and nobody.
EDITS = st.dictionaries(
    st.sampled_from(["change", "coauthors", "hours", "wanted_by"]), st.sampled_from([f"{SECRET} 1", f"{SECRET} 2"])
)
REVISIONS = st.sampled_from([0, 0, 0, 0, -1])


class AnythingByAnybody(RuleBasedStateMachine):
    """A request on which people try everything. ``refused`` actions must not have changed anything."""

    def __init__(self) -> None:
        super().__init__()
        self.events: tuple[Event, ...] = ()
        self.sent: dict[str, Notice] = {}
        self.salts = (f"salt-{number:028}" for number in count())
        self.now = MONDAY

    @initialize(steps=STEPS, private=st.booleans())
    def submit(self, steps: tuple[Step, ...], private: bool) -> None:
        answers: Answers = {"title": TITLE, "change": SECRET}
        asked = proposal(step("security"), outcome="private", answers=answers)
        asked = asked if private else proposal(*steps, answers=answers)
        self.request = lifecycle.submit(
            contribution(), asked, id="request-1", number=12, requester=REQUESTER, now=self.now
        )
        self.store(None)

    @rule(by=PEOPLE, group=GROUPS, verdict=st.sampled_from(Verdict), behind=REVISIONS)
    def review(self, by: Person, group: str, verdict: Verdict, behind: int) -> None:
        self.attempt(
            lambda request: reviewing.review(
                request, group, verdict, by=self.reviewer(by, behind), now=self.now, reason=SECRET,
                conditions=(SECRET,) if verdict is Verdict.APPROVE_WITH_CONDITIONS else (), distinct=DISTINCT,
            ),
            allowed=self.may_review(by, group),
        )  # fmt: skip  # one call

    @rule(which=st.integers(0, 5))
    @precondition(lambda self: self.request.open_steps)
    def approve_as_asked(self, which: int) -> None:
        """What people mostly do; else hardly any request would be approved here."""
        asked = self.request.open_steps[which % len(self.request.open_steps)]
        others = STAFF.members[asked.group] - {review.reviewer for review in asked.reviews} - {REQUESTER}
        for by in sorted(others)[:1]:
            self.review(by, asked.group, Verdict.APPROVE, 0)

    @rule(by=PEOPLE, group=GROUPS, behind=REVISIONS)
    def ask(self, by: Person, group: str, behind: int) -> None:
        self.attempt(
            lambda request: reviewing.ask(request, group, SECRET, by=self.reviewer(by, behind), now=self.now),
            allowed=self.may_review(by, group),
        )

    @rule(by=PEOPLE, group=GROUPS, holder=st.none() | PEOPLE)
    def take(self, by: Person, group: str, holder: Person | None) -> None:
        self.attempt(
            lambda request: (
                assigning.assign(request, group, holder, by=self.reviewer(by, 0), now=self.now, staff=STAFF)
                if holder
                else assigning.take(request, group, by=self.reviewer(by, 0), now=self.now)
            ),
            allowed=self.may_review(by, group) or (holder is not None and self.may_assign(by, holder, group)),
        )

    @rule(by=PEOPLE, group=GROUPS, behind=REVISIONS, late=st.booleans())
    def undo(self, by: Person, group: str, behind: int, late: bool) -> None:
        mine = [r for one in self.request.steps if one.name == group for r in one.reviews if r.reviewer == by]
        self.now += timedelta(minutes=3 if late else 0)
        self.attempt(
            lambda request: overturning.undo(request, group, by=self.reviewer(by, behind), now=self.now),
            allowed=bool(mine) and not late and behind == 0 and by in STAFF.members[group],
            may_end=False,
        )

    @rule(by=PEOPLE, group=GROUPS, behind=REVISIONS)
    def open_again(self, by: Person, group: str, behind: int) -> None:
        there = [one for one in self.request.steps if one.name == group and one.reviews and not one.open]
        may = by in STAFF.members[group] or (by in STAFF.members["ospo"] and not self.request.confidential)
        self.attempt(
            lambda request: overturning.reopen(request, group, SECRET, by=self.reviewer(by, behind), now=self.now),
            allowed=bool(there) and may and by != REQUESTER and behind == 0,
            may_end=False,
        )

    @rule(by=st.just(REQUESTER) | PEOPLE, number=st.integers(0, 4))
    def answer(self, by: Person, number: int) -> None:
        self.attempt(
            lambda request: reviewing.answer(request, number, SECRET, by=by, now=self.now), allowed=by == REQUESTER
        )

    @rule(by=st.just(REQUESTER) | PEOPLE, steps=STEPS, edits=EDITS, behind=REVISIONS)
    def revise(self, by: Person, steps: tuple[Step, ...], edits: dict[str, str], behind: int) -> None:
        asked = proposal(*steps, answers={**self.request.answers, **edits})
        if self.request.private:
            asked = proposal(step("security"), outcome="private", answers=asked.answers)
        before = self.request
        self.attempt(
            lambda request: lifecycle.revise(
                contribution(), request, asked, by=by, revision=request.revision + behind, now=self.now
            ),
            allowed=by == REQUESTER and behind == 0,
        )
        if self.request is not before:
            self.check_what_a_revision_dropped(before, {n for n in edits if before.answers.get(n) != edits[n]})

    @rule(by=st.sampled_from([*NAMES, "anna", "berta", "clara"]).map(person))
    def withdraw(self, by: Person) -> None:
        self.attempt(lambda request: lifecycle.withdraw(request, by=by, now=self.now), allowed=by == REQUESTER)

    @rule(days=st.sampled_from([1] * 9 + [60]))
    def expire(self, days: int) -> None:
        at, waits = self.now + timedelta(days=days), self.request.state is State.WAITING_FOR_REQUESTER
        self.attempt(lambda request: lifecycle.expire(request, now=at), allowed=days >= 60 and waits)

    @rule(by=st.just(REQUESTER) | PEOPLE, steps=STEPS)
    @precondition(lambda self: self.request.state is State.EXPIRED)
    def revive(self, by: Person, steps: tuple[Step, ...]) -> None:
        asked = proposal(*steps, answers=self.request.answers)
        if self.request.private:
            asked = proposal(step("security"), outcome="private", answers=asked.answers)
        groups = STAFF.groups_of(by)
        allowed = by == REQUESTER or ("ospo" in groups and not self.request.confidential)
        self.attempt(
            lambda request: reviving.revive(
                contribution(), request, asked, ORGANIZATION, by=by, groups=groups, now=self.now
            ),
            allowed=allowed,
        )

    @rule(by=st.just(REQUESTER) | PEOPLE)
    def link(self, by: Person) -> None:
        self.attempt(
            lambda request: lifecycle.link(request, f"https://forge.example.org/{SECRET}", by=by, now=self.now),
            allowed=by == REQUESTER and self.request.state is State.APPROVED,
        )

    @rule(gone=st.sets(PEOPLE))
    def go_and_come(self, gone: set[Person]) -> None:
        """Whoever is away: clocks stand still, and nothing is decided by it."""
        back_on = self.now.date() + timedelta(days=3)
        there = replace(STAFF, absent={one: Absence(one, back_on) for one in gone})
        before = self.request
        self.attempt(lambda request: attended(request, there, self.now), allowed=True)
        after = [(one.state, one.reviews, one.taken_by) for one in self.request.steps]
        assert after == [(one.state, one.reviews, one.taken_by) for one in before.steps]
        for one in self.request.open_steps:
            away = bool(STAFF.members[one.group] - {REQUESTER}) and STAFF.members[one.group] - {REQUESTER} <= gone
            assert ("absence" in one.clock.stands) == (away and one.state is not StepState.WAITING)

    def attempt(self, action: Callable[[Request], Request], *, allowed: bool, may_end: bool = True) -> None:
        """Do it; what nobody allowed must be refused, and a refusal must leave everything as it was."""
        self.now += timedelta(minutes=1)
        before = self.request
        untouched = before.model_dump_json()
        try:
            after = action(before)
        except Refusal:
            assert before.model_dump_json() == untouched
            return
        if after is before:  # it was done already, by whoever may do it
            return
        assert allowed, "somebody without the right changed something"
        assert before.model_dump_json() == untouched
        if may_end:
            revived = before.state is State.EXPIRED and after.revived == before.revived + 1
            ended = not before.state.open and not revived
            assert not ended or after.decision == before.decision, "an end is undone by those who may alone"
        else:
            self.check_what_was_taken_back(before, after)
        self.request = after
        self.store(before)

    def check_what_was_taken_back(self, before: Request, after: Request) -> None:
        """Nothing goes away: what counts no more is kept, and nobody loses a review that was not opened again."""
        assert after.state.open
        assert before.state not in {State.WITHDRAWN, State.EXPIRED}
        taken = after.overturned[-1]
        assert taken.decision == before.decision
        assert after.overturned[:-1] == before.overturned
        for was, now in zip(before.steps, after.steps, strict=True):
            gone = [one for one in was.reviews if one not in now.reviews]
            assert gone == (list(taken.reviews) if was.name == taken.step else [])

    def reviewer(self, by: Person, behind: int) -> Reviewer:
        return Reviewer(by, STAFF.groups_of(by), self.request.revision + behind)

    def may_review(self, by: Person, group: str) -> bool:
        asked = any(one.name == group for one in self.request.steps)
        return asked and by != REQUESTER and by in STAFF.members[group] and self.request.state.open

    def may_assign(self, by: Person, holder: Person, group: str) -> bool:
        asked = self.request.state.open and any(one.name == group for one in self.request.steps)
        coordinates = by in STAFF.members["ospo"] and by != REQUESTER
        return asked and coordinates and holder in STAFF.members[group] - {REQUESTER}

    def store(self, before: Request | None) -> None:
        """What the services do with a change: notices, events, a version more; and what must hold of them."""
        request = self.request = wound(self.request, before, ORGANIZATION)
        assert request.happened, "every change is recorded"
        made = notices.after(request, before, ORGANIZATION, STAFF)
        assert len({notice.key for notice in made}) == len(made)
        for notice in made:
            assert notice.key not in {known.key for known in self.sent.values()}, "once per version"
            self.check_where_it_goes(notice)
        self.sent |= {notice.message: notice for notice in made}
        previous = self.events[-1].hash if self.events else START
        self.events += chained(request, request.happened, len(self.events), previous, self.salts.__next__)
        self.request = saved(request)

    def check_where_it_goes(self, notice: Notice) -> None:
        assert SECRET not in notice.as_json(), "text is rendered when the notice is sent, never stored in it"
        if self.request.private:
            assert notice.to in {ROOM, REQUESTER.id}
        else:
            assert notice.to in {CHANNEL, REQUESTER.id}
        if notice.to == REQUESTER.id:
            assert notice.template in {"progress", "question", "decision", "overturned"}

    def check_what_a_revision_dropped(self, before: Request, edited: set[str]) -> None:
        affected = {group for name in edited for group in contribution().by_name[name].affects}
        there = {one.name: one for one in before.steps}
        for now in self.request.steps:
            kept = there.get(now.name)
            dropped = {"all", now.group} & affected and not now.sticky
            if kept is None or dropped or kept.quorum < now.quorum:
                assert now.reviews == ()
            else:
                assert now.reviews == kept.reviews

    @invariant()
    def only_the_ones_asked_decide(self) -> None:
        for one in self.request.steps:
            voters = [review.reviewer for review in one.reviews]
            assert REQUESTER not in voters
            assert len(set(voters)) == len(voters), "one person counts once within a step"
            assert set(voters) <= STAFF.members[one.group]
        by_group = {one.group: {review.reviewer for review in one.reviews} for one in self.request.steps}
        assert not by_group.get("legal", set()) & by_group.get("ospo", set()), "the policy keeps these two apart"
        decision = self.request.decision
        if decision and decision.by == REQUESTER:
            assert decision.outcome is State.WITHDRAWN

    @invariant()
    def approved_means_that_every_step_had_its_quorum(self) -> None:
        if self.request.state is not State.APPROVED:
            return
        for one in self.request.steps:
            assert one.state is StepState.APPROVED
            assert len({review.reviewer for review in one.reviews}) >= one.quorum
            assert Verdict.DECLINE not in {review.verdict for review in one.reviews}

    def teardown(self) -> None:
        """Wherever the walk ended, the request says what its events say."""
        stored = Request.model_validate_json(self.request.model_dump_json())
        assert list(contradictions(stored, self.events)) == []

    @invariant()
    def one_decline_ends_it(self) -> None:
        declines = [r for one in self.request.steps for r in one.reviews if r.verdict is Verdict.DECLINE]
        assert bool(declines) == (self.request.state is State.DECLINED)
        assert len(declines) <= 1

    @invariant()
    def whose_turn_it_is_is_always_clear(self) -> None:
        request = self.request
        assert bool(request.waiting_on) == request.state.open
        assert (request.waiting_on == ("requester",)) == (request.state is State.WAITING_FOR_REQUESTER)
        assert (request.decision is None) == request.state.open
        assert request.state.open or not request.open_steps
        assert request.state.open or request.open_question is None

    @invariant()
    def the_chain_verifies_and_says_nothing(self) -> None:
        found = verify(self.events)
        assert (found.problem, found.events, found.erased) == ("", len(self.events), 0)
        assert all(SECRET not in event.body for event in self.events)

    @invariant()
    def the_request_is_read_as_it_was_written(self) -> None:
        assert Request.model_validate_json(self.request.model_dump_json()) == self.request


TestAnythingByAnybody = AnythingByAnybody.TestCase
TestAnythingByAnybody.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
