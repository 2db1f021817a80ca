# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What is owed after an approval: when it begins, reminds and ends, and who ticks it off; its events say the same."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.office import MONDAY, REQUESTER, organization, person, step, submitted
from workflows import lifecycle, owing, reviewing
from workflows.errors import AlreadyTicked, NotTheOwner, TextNeeded, UnknownForm
from workflows.events import START, chained
from workflows.obligations import ObligationState
from workflows.organization import Organization
from workflows.recorded import contradictions
from workflows.request import Request, State, Verdict
from workflows.reviewing import Reviewer
from workflows.route import RouteObligation
from workflows.working_hours import Calendar

OFFICE = organization(ospo={"members": ["U0OMAR"]}, legal={"members": ["U0LENA"]})
OMAR, LENA, STRANGER = person("omar"), person("lena"), person("stranger")
GROUPS = {OMAR: {"ospo"}, LENA: {"legal"}}
LATER = MONDAY + timedelta(days=5)


def owed(*rules: dict[str, Any], office: Organization = OFFICE, private: bool = False) -> Request:
    """A request that legal has just approved, with these obligations."""
    asked = submitted(step("legal"), outcome="private" if private else "review")
    obligations = tuple(RouteObligation.model_validate({"text": "Do it."} | rule) for rule in rules)
    asked = asked.model_copy(update={"route": asked.route.model_copy(update={"obligations": obligations})})
    by = Reviewer(LENA, frozenset({"legal"}), 1)
    decided = reviewing.review(asked, "legal", Verdict.APPROVE, by=by, now=MONDAY)
    return owing.settled(decided, asked, office)


def tick(request: Request, which: str, by: Any = REQUESTER, now: datetime = LATER, evidence: str = "") -> Request:
    groups = GROUPS.get(by, set())
    return owing.tick(request, which, by=by, groups=groups, calendar=Calendar(), now=now, evidence=evidence)


def waive(request: Request, which: str, by: Any, reason: str = "The page is gone") -> Request:
    return owing.waive(request, which, reason, by=by, groups=GROUPS.get(by, set()), now=LATER)


def says_the_same(request: Request) -> bool:
    """Whether the events of all that happened agree with the request."""
    events = chained(request, request.happened, 0, START, lambda: "salt")
    whole = [one for one in contradictions(request, events) if "owed" in one or "obligation" in one]
    return whole == []


def test_an_approval_begins_what_is_owed_in_the_same_step_as_the_decision() -> None:
    request = owed({"rule": "publish", "due_days": 30})
    [one] = request.obligations
    assert (one.id, one.owner, one.state, one.since) == ("publish", "requester", ObligationState.OPEN, MONDAY)
    assert [happening.kind for happening in request.happened][-2:] == ["decided", "owed"]
    assert says_the_same(request)


def test_a_due_day_on_which_the_office_is_closed_moves_to_its_next_opening() -> None:
    [one] = owed({"rule": "publish", "due_days": 5}).obligations  # a Saturday
    assert one.due_at == datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


def test_nothing_is_owed_after_a_decline_and_what_begins_later_waits_for_that() -> None:
    asked = submitted(step("legal"))
    by = Reviewer(LENA, frozenset({"legal"}), 1)
    declined = reviewing.review(asked, "legal", Verdict.DECLINE, by=by, now=MONDAY, reason="No")
    assert owing.settled(declined, asked, OFFICE) is declined
    request = owed({"rule": "badge", "begins": "public", "due_days": 30})
    assert request.obligations == ()
    public = owing.begun(request, "public", OFFICE, LATER)
    assert [one.since for one in public.obligations] == [LATER]
    assert owing.begun(public, "public", OFFICE, LATER) is public


def test_a_group_that_nobody_configured_hands_on_what_it_owes() -> None:
    [one] = owed({"rule": "book", "owner": "finance"}).obligations
    assert one.owner == "ospo"


def test_what_follows_a_private_request_is_owed_by_who_decided_it() -> None:
    [one] = owed({"rule": "book", "owner": "ospo"}, private=True).obligations
    assert one.owner == "legal"


@pytest.mark.parametrize("owner,may", [("requester", {REQUESTER}), ("ospo", {OMAR}), ("legal", {LENA})])
def test_only_its_owner_ticks_it_off(owner: str, may: set[Any]) -> None:
    request = owed({"rule": "publish", "owner": owner})
    for by in (REQUESTER, OMAR, LENA, STRANGER):
        if by in may:
            done = tick(request, "publish", by)
            assert (done.obligations[0].state, done.obligations[0].by) == (ObligationState.DONE, by)
            assert says_the_same(done)
        else:
            with pytest.raises(NotTheOwner):
                tick(request, "publish", by)


def test_a_second_tick_is_answered_with_who_and_when() -> None:
    request = tick(owed({"rule": "publish", "owner": "ospo"}), "publish", OMAR)
    with pytest.raises(AlreadyTicked, match="already done by <@U0OMAR>, on 2026-11-07 at 09:00 UTC"):
        tick(request, "publish", OMAR)


def test_a_link_is_wanted_where_the_policy_wants_to_see_it() -> None:
    request = owed({"rule": "publish", "evidence": True})
    with pytest.raises(TextNeeded):
        tick(request, "publish")
    done = tick(request, "publish", evidence="https://example.org/open-source")
    assert done.obligations[0].evidence == "https://example.org/open-source"
    assert says_the_same(done)


def test_linking_the_pull_request_ticks_off_what_says_so_and_nothing_else() -> None:
    request = owed({"rule": "link", "done_by": "link"}, {"rule": "publish"})
    linked = lifecycle.link(request, "https://forge.example.org/1", by=REQUESTER, now=LATER)
    assert [one.state.words for one in linked.obligations] == ["done", "open"]
    assert linked.obligations[0].evidence == linked.pull_request
    again = lifecycle.link(linked, "https://forge.example.org/2", by=REQUESTER, now=LATER)
    assert again.obligations == linked.obligations
    assert says_the_same(again)


def test_the_office_says_what_is_not_needed_and_nobody_frees_themselves() -> None:
    request = owed({"rule": "publish", "repeat_days": 30, "due_days": 30})
    for by in (REQUESTER, LENA, STRANGER):
        with pytest.raises(NotTheOwner):
            waive(request, "publish", by)
    with pytest.raises(TextNeeded):
        waive(request, "publish", OMAR, " ")
    [one] = waive(request, "publish", OMAR).obligations
    assert (one.state, one.by, one.reason) == (ObligationState.WAIVED, OMAR, "The page is gone")
    own = owing.waive(owed({"rule": "do", "owner": "ospo"}), "do", "No", by=REQUESTER, groups={"ospo"}, now=LATER)
    assert not own.open_obligations, "what a group owes is waived by any of it"
    with pytest.raises(NotTheOwner):
        owing.waive(request, "publish", "No", by=REQUESTER, groups={"ospo"}, now=LATER)


def test_after_a_private_request_the_office_waives_nothing_and_who_decided_does() -> None:
    request = owed({"rule": "publish"}, private=True)
    with pytest.raises(NotTheOwner):
        waive(request, "publish", OMAR)
    assert waive(request, "publish", LENA).obligations[0].by == LENA


def test_a_repeated_one_is_owed_anew_when_it_is_ticked_off_and_never_in_the_past() -> None:
    request = owed({"rule": "health", "owner": "ospo", "due_days": 30, "repeat_days": 90})
    first = request.obligations[0]
    assert first.due_at is not None
    early = tick(request, "health", OMAR, now=MONDAY + timedelta(days=20))
    assert [one.id for one in early.obligations] == ["health", "health.2"]
    assert early.obligations[1].due_at == first.due_at + timedelta(days=90)
    late = tick(request, "health", OMAR, now=MONDAY + timedelta(days=400))
    assert late.obligations[1].due_at == MONDAY + timedelta(days=490)
    third = tick(early, "health.2", OMAR, now=MONDAY + timedelta(days=100))
    assert [one.id for one in third.obligations] == ["health", "health.2", "health.3"]
    assert says_the_same(third)


def test_a_forged_obligation_is_an_unknown_form() -> None:
    with pytest.raises(UnknownForm):
        tick(owed({"rule": "publish"}), "other")


def test_an_owner_is_reminded_a_week_ahead_and_on_the_day_and_never_again() -> None:
    request = owed({"rule": "publish", "due_days": 28})
    due = request.obligations[0].due_at
    assert due is not None
    assert request.obligations[0].remind_at == due - timedelta(days=7)
    assert owing.remind(request, due - timedelta(days=8)) is request
    before = owing.remind(request, due - timedelta(days=7))
    assert (before.obligations[0].reminded, before.obligations[0].remind_at) == (("before",), due)
    assert owing.remind(before, due - timedelta(days=1)) is before
    on_the_day = owing.remind(before, due)
    assert (on_the_day.obligations[0].reminded, on_the_day.obligations[0].remind_at) == (("before", "due"), None)
    assert owing.remind(on_the_day, due + timedelta(days=300)) is on_the_day
    assert says_the_same(on_the_day)


def test_of_two_reminders_that_were_missed_only_the_later_is_given() -> None:
    request = owed({"rule": "publish", "due_days": 28})
    late = owing.remind(request, MONDAY + timedelta(days=90))
    assert (late.obligations[0].reminded, late.obligations[0].remind_at) == (("due",), None)


@pytest.mark.parametrize("days,ahead", [(1, None), (7, 1), (14, 7)])
def test_a_short_term_is_reminded_of_shortly_ahead(days: int, ahead: int | None) -> None:
    [one] = owed({"rule": "publish", "due_days": days}).obligations
    assert one.due_at is not None
    assert one.remind_at == one.due_at - timedelta(days=ahead or 0)


def test_what_has_ended_or_has_no_date_reminds_nobody() -> None:
    request = owed({"rule": "publish", "due_days": 28}, {"rule": "thank"})
    assert tick(request, "publish").obligations[0].remind_at is None
    assert request.obligations[1].remind_at is None


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.EXPIRED, State.DECLINED])
def test_a_request_that_is_approved_no_more_ends_what_was_owed_and_keeps_what_was_done(state: State) -> None:
    request = tick(owed({"rule": "publish"}, {"rule": "thank"}), "thank")
    void = request.model_copy(update={"state": state, "changed_at": LATER})
    ended = owing.settled(void, request, OFFICE)
    assert [one.state.words for one in ended.obligations] == ["not needed any more", "done"]
    assert owing.settled(ended, request, OFFICE) is ended
    assert ended.happened[-1].data == {"obligations": ["publish"]}
    assert says_the_same(ended)


@given(st.lists(st.sampled_from(["tick publish", "tick health", "waive", "remind", "link"]), max_size=8))
def test_whatever_happens_its_events_say_the_same_and_ends_are_never_undone(acts: list[str]) -> None:
    request = owed(
        {"rule": "publish", "due_days": 28, "done_by": "link"},
        {"rule": "health", "owner": "ospo", "due_days": 10, "repeat_days": 5},
    )
    now = MONDAY
    for number, act in enumerate(acts):
        now += timedelta(days=3)
        ended = [one for one in request.obligations if not one.open]
        newest = [one.id for one in request.obligations if one.rule == "health"][-1]
        try:
            match act:
                case "tick publish":
                    request = tick(request, "publish", REQUESTER, now)
                case "tick health":
                    request = tick(request, newest, OMAR, now)
                case "waive":
                    request = owing.waive(request, newest, "No", by=OMAR, groups={"ospo"}, now=now)
                case "remind":
                    request = owing.remind(request, now)
                case "link":
                    request = lifecycle.link(request, f"https://example.org/{number}", by=REQUESTER, now=now)
        except AlreadyTicked:
            pass
        assert [one for one in request.obligations if one.id in {was.id for was in ended}] == ended
    assert says_the_same(request)
    changed = request.obligations[0].model_copy(update={"owner": "legal"})
    assert not says_the_same(request.model_copy(update={"obligations": (changed, *request.obligations[1:])}))
