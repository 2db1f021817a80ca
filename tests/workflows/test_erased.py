# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""To a request of which people and texts were erased nobody adds anything any more, by whatever way."""

from collections.abc import Callable

import pytest

from tests.support.office import MONDAY, REQUESTER, contribution, item, person, proposal, step
from workflows import checklist, discussing, holding, launching, lifecycle, overturning, owing, reviewing, side_room
from workflows.erasing import texts_of, without
from workflows.errors import AlreadyDecided, Erased
from workflows.events import Event
from workflows.facts import Fact, Origin
from workflows.items import ItemState
from workflows.organization import Organization
from workflows.people import Person
from workflows.request import Request, Verdict
from workflows.retention import Anonymous, forgotten
from workflows.reviewer import Reviewer
from workflows.route import RouteObligation

OLGA = Reviewer(person("olga"), frozenset({"ospo", "legal"}), revision=1)


def erased() -> Request:
    """What was approved long ago, with something that becomes public, owed and still open on the checklist."""
    asked = proposal(step("legal"), checklist=(item("scan", "ospo", blocker=False),))
    owed = RouteObligation(rule="publish", text="Publish it.", owner="ospo")
    route = asked.route.model_copy(update={"obligations": (owed,), "launch_group": "ospo"})
    asked = lifecycle.Proposal(asked.title, asked.answers, asked.facts, route, asked.steps, asked.checklist)
    before = lifecycle.submit(contribution(), asked, id="request-1", number=12, requester=REQUESTER, now=MONDAY)
    request = reviewing.review(before, "legal", Verdict.APPROVE, by=OLGA, now=MONDAY)
    return forgotten(owing.settled(request, before, Organization()), contribution(), Anonymous())


ACTS: dict[str, Callable[[Request], object]] = {
    "waive": lambda one: owing.waive(one, one.obligations[0].id, "No", by=OLGA.person, groups=OLGA.groups, now=MONDAY),
    "hold": lambda one: holding.hold(one, "A trial", now_held=False, then_held=True, by=OLGA, now=MONDAY, over=True),
    "mark": lambda one: checklist.mark(one, "scan", ItemState.DONE, by=OLGA, now=MONDAY),
    "schedule": lambda one: launching.schedule(one, MONDAY.date(), by=OLGA, now=MONDAY),
    "publish": lambda one: launching.publish(one, "https://example.org", by=OLGA, now=MONDAY),
    "note": lambda one: side_room.note(one, "No", id="n", group="legal", salt="s", by=OLGA, now=MONDAY),
    "reopen": lambda one: overturning.reopen(one, "legal", "No", by=OLGA, now=MONDAY),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_of_a_person_is_refused(act: str) -> None:
    with pytest.raises(Erased, match="OSPO-12 were erased"):
        ACTS[act](erased())


def test_what_is_written_in_its_thread_is_not_kept() -> None:
    request = erased()
    writer = Person(request.workspace, "U0WRITER")
    assert discussing.said(request, (), "Hello", ts="1.1", by=writer, now=MONDAY) is request


def test_an_empty_fact_stays_empty_as_its_event_has_no_text_of_it() -> None:
    facts = {"elected": Fact(value="", origin=Origin.POLICY), "verdict": Fact(value="allow", origin=Origin.POLICY)}
    request = erased().model_copy(update={"facts": facts, "requester": REQUESTER})
    for after in (forgotten(request, contribution(), Anonymous()), without(request, contribution(), REQUESTER)):
        assert [one.value for one in after.facts.values()] == ["", None]


def test_who_was_erased_is_somebody_in_a_sentence() -> None:
    """Slack has nobody of the id that stands for them."""
    late = Reviewer(person("lena"), frozenset({"legal"}), revision=1)
    with pytest.raises(AlreadyDecided) as refused:
        reviewing.review(erased(), "legal", Verdict.DECLINE, by=late, now=MONDAY, reason="No")
    assert "by somebody" in refused.value.sentence


def test_what_was_asked_is_erased_with_its_requester_though_the_ospo_opened_it_again() -> None:
    request = erased().model_copy(update={"requester": REQUESTER})
    private = {"title": ("s", "PLANTED"), "actor": ("s", "U0OMAR")}
    again = Event(request.id, 1, "revised", "", "{}", "", "", private)
    assert texts_of([again], contribution(), request, REQUESTER) == {1: {"title"}}
    assert texts_of([again], contribution(), request, person("omar")) == {1: {"actor"}}
