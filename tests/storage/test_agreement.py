# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people are shown is held to the events: a document, column or clearance that says another thing is found."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from storage.database import Database
from tests.support.records import AUTHOR, START, WORKSPACE, a_request, a_step, run, stored
from workflows import reviewing
from workflows.clearance import clearance_of
from workflows.people import Person
from workflows.request import Request, Verdict
from workflows.reviewing import Reviewer

Change = Callable[[dict[str, Any]], object]
LAWYER = Person(WORKSPACE, "U0LEGAL")


async def approved_under_conditions(database: Database) -> Request:
    """A request with a question, its answer, a review with a condition, and a clearance."""
    request = a_request(1, steps=(a_step("legal"), a_step("ospo")))
    by = Reviewer(LAWYER, frozenset({"legal", "ospo"}), 1)
    request = reviewing.ask(request, "legal", "Who wrote it?", by=by, now=START)
    request = reviewing.answer(request, 1, "I did.", by=AUTHOR, now=START)
    verdict, conditions = Verdict.APPROVE_WITH_CONDITIONS, ("Keep the notices",)
    request = reviewing.review(request, "legal", verdict, by=by, now=START, conditions=conditions)
    request = reviewing.review(request, "ospo", Verdict.APPROVE, by=by, now=START)
    await stored(database, request)
    clearance = clearance_of(request)
    assert clearance is not None
    async with database.transaction() as tx:
        await tx.clearances.add(clearance)
    return request


def changed(url: str, change: Change) -> None:
    """Change the only document like somebody who has the database's password."""
    engine = create_engine(url)
    with engine.begin() as connection:
        document = json.loads(connection.execute(text("SELECT document FROM requests")).scalar_one())
        change(document)
        connection.execute(text("UPDATE requests SET document = :it"), {"it": json.dumps(document)})
    engine.dispose()


async def test_a_request_agrees_with_its_events_and_its_clearance(database: Database) -> None:
    await approved_under_conditions(database)
    assert (await database.verify()).problems == []


@pytest.mark.parametrize(
    "change, found",
    [
        (lambda d: d.update(title="Something else"), "differs from what was submitted, in title"),
        (lambda d: d["answers"].update(lines=2), "differs from what was submitted, in answers.lines"),
        (lambda d: d["answers"].update(more="x"), "differs from what was submitted, in answers.more"),
        (lambda d: d["answers"].pop("reason"), "differs from what was submitted, in answers.reason"),
        (lambda d: d["facts"].update(x={"value": True, "origin": "register"}), "in origins"),
        (lambda d: d.update(kind="release"), "in kind"),
        (lambda d: d.update(revision=2), "in revision"),
        (lambda d: d["route"].update(policy_version="0123456789ab"), "in policy_version, route"),
        (lambda d: d["route"].update(outcome="private"), "asked and routed, in route"),
        (lambda d: d["route"].update(standing=True), "asked and routed, in route"),
        (lambda d: d["route"]["because"].update(text="Allowed."), "asked and routed, in route"),
        (lambda d: d["route"].update(adoption={"adopted_by": "U0X"}), "in policy.adopted_by"),
        (lambda d: d["steps"][0].update(quorum=2), "asked and routed, in route"),
        (lambda d: d["steps"][0]["because"][0].update(text="No reason."), "asked and routed, in route"),
        (lambda d: d["steps"].pop(), "asked and routed, in route"),
        (lambda d: d["steps"][1]["reviews"].clear(), "approved, which its reviews do not say"),
        (lambda d: d["steps"][1]["reviews"].clear(), "a review that an event has is missing"),
        (lambda d: d["steps"][0]["reviews"][0]["conditions"].clear(), "no event has a review for legal"),
        (
            lambda d: d["steps"][0]["reviews"][0].update(conditions=["Feel free"]),
            "no event has a review for legal",
        ),
        (lambda d: d["steps"][0]["reviews"][0].update(verdict="decline"), "no event has a review for legal"),
        (lambda d: d["steps"][0]["reviews"][0].update(role="ospo"), "no event has a review for legal"),
        (lambda d: d["steps"][0]["reviews"][0].update(reason="Because."), "no event has a review for legal"),
        (lambda d: d["steps"][0]["reviews"][0].update(revision=7), "no event has a review for legal"),
        (lambda d: d["steps"][0]["reviews"][0].update(at="2026-11-24T09:00:00Z"), "no event has a review for legal"),
        (lambda d: d["steps"][1]["reviews"].append(d["steps"][1]["reviews"][0]), "no event has a review for ospo"),
        (lambda d: d["questions"][0].update(answer="Somebody"), "the answer to question 1 is not"),
        (lambda d: d["questions"][0].update(text="What?"), "question 1 is not the one"),
        (lambda d: d["questions"].clear(), "its questions are not those"),
        (lambda d: d["decision"].update(outcome="declined"), "but no event says so"),
        (lambda d: d["decision"].update(role="legal"), "but no event says so"),
        (lambda d: d["decision"].update(because="They asked nicely."), "none that anybody gave"),
        (lambda d: d["decision"].update(at="2026-11-24T09:00:00Z"), "decided by somebody else, or at another time"),
        (lambda d: d.update(decision=None, state="in_review"), "its decision was taken back"),
        (lambda d: d.update(expires_at="2036-11-24T09:00:00Z"), "does not end when its term says"),
        (lambda d: d.update(pull_request="https://example.org/1"), "the linked pull request is not"),
        (lambda d: d.clear(), "its document is not readable"),
    ],
)
async def test_a_document_that_was_changed_behind_the_bots_back_is_found(
    database: Database, migrated_url: str, change: Change, found: str
) -> None:
    await approved_under_conditions(database)
    changed(migrated_url, change)
    problems = (await database.verify()).problems
    assert any(found in problem for problem in problems), problems


@pytest.mark.parametrize(
    "statement, found",
    [
        ("UPDATE requests SET waiting_on = ',legal,'", "its columns differ from its document, in waiting_on"),
        ("UPDATE requests SET requester = 'U0X'", "its columns differ from its document, in requester"),
        ("DELETE FROM clearances", "its clearance is not what was approved"),
        ("UPDATE clearances SET valid_until = valid_from", "its clearance is not what was approved"),
        ("UPDATE clearances SET project = 'example.org/other'", "its clearance is not what was approved"),
        ("UPDATE events SET private = '{}' WHERE sequence = 1", "no event says that it was erased"),
    ],
)
async def test_a_row_that_was_changed_behind_the_bots_back_is_found(
    database: Database, migrated_url: str, statement: str, found: str
) -> None:
    await approved_under_conditions(database)
    run(migrated_url, statement)
    assert any(found in problem for problem in (await database.verify()).problems)


async def test_a_clearance_that_ended_early_is_still_what_was_approved(database: Database) -> None:
    request = await approved_under_conditions(database)
    async with database.transaction() as tx:
        await tx.clearances.end(request.id, at=START, because="The project changed its license.")
    assert (await database.verify()).problems == []


async def test_a_clearance_for_what_is_still_open_was_never_approved(database: Database) -> None:
    request = await approved_under_conditions(database)
    clearance = clearance_of(request)
    assert clearance is not None
    pending = await stored(database, a_request(2))
    async with database.transaction() as tx:
        await tx.clearances.add(clearance.model_copy(update={"request_id": pending.id, "number": 2}))
    assert (await database.verify()).problems == ["OSPO-2: it has a clearance that was never approved"]
