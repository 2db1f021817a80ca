# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever people without a role do, in whatever order, a request stays as it was: nothing is decided, nor recorded."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.absences import AbsenceService
from bot.services.reviewers import Chosen
from tests.support.asking import copied_code
from tests.support.running import Running, service_of
from workflows.errors import Refusal
from workflows.events import Event
from workflows.people import Person
from workflows.request import Request, State, Verdict

NewHouse = Callable[..., Awaitable[Running]]
Act: TypeAlias = Callable[[], Awaitable[object]]
Attempt: TypeAlias = tuple[Person, str, str, int, Person]
#: Dana asks, and is in both groups that look. Gus is a guest who is listed, in a group that does not let guests in; he
#: is in the user group of one that does, as is Olga, who is of another company. Tomás was a lawyer until just now, and
#: Sam's account was deactivated.
BEFORE = """
[program]
last_resort = ["U0EVA"]
[channels]
requests = "C0REQUESTS"
[groups.ospo]
members = ["U0OMAR", "U0DANA"]
usergroup = "S0SECURITY"
allow_guests = true
[groups.legal]
members = ["U0LENA", "U0DANA", "U0GUS", "U0SAM", "U0OLGA", "U0TOMAS"]
"""
AFTER = BEFORE.replace(', "U0TOMAS"]', "]")
HERE, ELSEWHERE = "T0PRACTICE", "T0OUTSIDE"
LAWYER, LEAD = Person(HERE, "U0LENA"), Person(HERE, "U0OMAR")
#: Each with the steps that are not theirs to decide.
BOTH = ("legal", "ospo")
WITHOUT = {
    Person(HERE, "U0DANA"): BOTH,
    Person(HERE, "U0GUS"): BOTH,
    Person(HERE, "U0OLGA"): BOTH,
    Person(HERE, "U0TOMAS"): BOTH,
    Person(HERE, "U0SAM"): BOTH,
    Person(HERE, "U0MIKA"): BOTH,
    Person(HERE, "U0PRIYA"): BOTH,
    Person(HERE, "U0EVA"): BOTH,
    Person(ELSEWHERE, "U0OLGA"): BOTH,
    Person(ELSEWHERE, "U0LENA"): BOTH,
    Person(HERE, "U0NOBODY"): BOTH,
    LEAD: ("legal",),
    LAWYER: ("ospo",),
}
PEOPLE = sorted(WITHOUT)
ACTS = ("approve", "conditions", "decline", "ask", "take", "hand over", "answer", "withdraw", "away", "back")
ATTEMPTS = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(ACTS),
        st.sampled_from(["legal", "ospo", "managers", "last_resort"]),
        st.integers(0, 2),
        st.sampled_from(PEOPLE),
    ),
    min_size=1,
    max_size=12,
)


@dataclass
class Asked:
    """A house with a request, and what is stored of it before anybody tries anything."""

    house: Running
    untouched: tuple[Request, tuple[Event, ...]]


@pytest.fixture
async def asked(house_with: NewHouse, tmp_path: Path) -> Asked:
    """A request that legal and the OSPO are asked about, after everybody lost their role who had one."""
    house = await house_with(BEFORE)
    house.practice.set_group("S0SECURITY", ["U0GUS", "U0OLGA"])
    await copied_code(house)
    (tmp_path / "organization" / "organization.toml").write_text(AFTER)
    await house.office.upkeep.reread_policy()
    house.practice.deactivate("U0SAM")
    await house.practice.settled()
    return Asked(house, await stored(house))


async def stored(house: Running) -> tuple[Request, tuple[Event, ...]]:
    """The request and its chain of events, as they are in the database."""
    async with house.office.database.reading() as tx:
        found = await tx.requests.get(HERE, 1)
        return found, tuple(await tx.events.chain(found.id))


def acts(house: Running, by: Person, step: str, revision: int, other: Person) -> dict[str, Act]:
    """What there is to do, by name; what is about a step only where it is not theirs to decide."""
    chosen, reviews, requests = Chosen(1, step, revision), house.office.reviews, house.office.requests
    absences: AbsenceService = service_of(house.office, "absences")
    found: dict[str, Act] = {
        "away": lambda: absences.go(by, date(2026, 12, 4), other),
        "back": lambda: absences.come_back(by),
    }
    if by.id != "U0DANA":  # her own request is hers to answer and to take back
        found |= {
            "withdraw": lambda: requests.withdraw(1, requester=by),
            "answer": lambda: requests.answer(1, 1, "So", requester=by),
        }
    if step not in BOTH or step in WITHOUT[by]:
        found |= {
            "approve": lambda: reviews.review(chosen, Verdict.APPROVE, reviewer=by),
            "conditions": lambda: reviews.review(
                chosen, Verdict.APPROVE_WITH_CONDITIONS, reviewer=by, conditions=("Only this",)
            ),
            "decline": lambda: reviews.review(chosen, Verdict.DECLINE, reviewer=by, reason="No"),
            "ask": lambda: reviews.ask(chosen, "Why?", reviewer=by),
            "take": lambda: reviews.take(chosen, reviewer=by),
        }
    if by != LEAD and (step not in BOTH or step in WITHOUT[by]):  # who may say who looks
        found["hand over"] = lambda: reviews.assign(chosen, other, by=by)
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts=ATTEMPTS)
async def test_nobody_without_a_role_changes_anything(asked: Asked, attempts: list[Attempt]) -> None:
    for by, act, step, revision, other in attempts:
        doing = acts(asked.house, by, step, revision, other).get(act)
        if doing is not None:
            with contextlib.suppress(Refusal):
                await doing()
    assert await stored(asked.house) == asked.untouched


async def test_who_has_the_role_does(asked: Asked) -> None:
    for by, step in ((LAWYER, "legal"), (LEAD, "ospo")):
        await asked.house.office.reviews.review(Chosen(1, step, 1), Verdict.APPROVE, reviewer=by)
    found, _ = await stored(asked.house)
    assert found.state is State.APPROVED
