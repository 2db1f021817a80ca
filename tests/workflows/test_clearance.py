# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What an approval permits: for which project, on which license and agreement, and for how long."""

from datetime import timedelta

import pytest

from tests.support.office import MONDAY, REQUESTER, contribution, proposal, small_fix, step, submitted
from workflows import lifecycle
from workflows.clearance import Clearance, clearance_of
from workflows.request import Request, State
from workflows.scope import ScopeFields
from workflows.transitions import decided


def approved(*, standing: bool = False, **answers: object) -> Request:
    """A request that was approved at once, with a year's standing permission or ninety days for this once."""
    request = submitted(outcome="approve", answers=small_fix(**answers))
    route = request.route.model_copy(update={"standing": standing})
    return request.model_copy(update={"route": route})


def clearance(*, standing: bool = True) -> Clearance:
    found = clearance_of(approved(standing=standing, agreement="cla"))
    assert found is not None
    return found


def test_an_approval_gives_a_clearance_with_its_scope() -> None:
    found = clearance_of(approved(repository="https://github.com/owner/project/pull/3"))
    assert found is not None
    assert (found.project, found.license, found.agreement) == ("github.com/owner/project", "MIT", "none")
    assert (found.person, found.number, found.standing) == (REQUESTER, 12, False)
    assert (found.valid_from, found.valid_until) == (MONDAY, MONDAY + timedelta(days=90))


def test_what_is_not_approved_gives_none() -> None:
    request = submitted(step("legal"))
    assert clearance_of(request) is None
    assert clearance_of(lifecycle.withdraw(request, by=REQUESTER, now=MONDAY)) is None
    assert clearance_of(decided(request, State.EXPIRED, MONDAY)) is None


def test_a_request_without_a_project_gives_none() -> None:
    assert clearance_of(approved(repository=None)) is None


def test_the_kind_says_which_fields_a_clearance_holds_for() -> None:
    request = approved(address="https://example.org/meetup", terms="CC-BY-4.0")
    fields = ScopeFields(project="address", license="terms")
    found = clearance_of(request.model_copy(update={"route": request.route.model_copy(update={"scope": fields})}))
    assert found is not None
    assert (found.project, found.license, found.agreement) == ("example.org/meetup", "CC-BY-4.0", "")


def test_a_private_request_leaves_no_trace_in_the_register() -> None:
    request = approved()
    private = request.route.model_copy(update={"outcome": "private"})
    assert clearance_of(request.model_copy(update={"route": private})) is None


def test_a_standing_clearance_covers_the_same_license_and_agreement_until_it_ends() -> None:
    found = clearance()
    assert found.covers(license="MIT", agreement="cla", on=MONDAY)
    assert found.covers(license="MIT", agreement="cla", on=found.valid_until - timedelta(seconds=1))


@pytest.mark.parametrize(
    "license_,agreement,days",
    [("Apache-2.0", "cla", 1), ("MIT", "dco", 1), ("MIT", "none", 1), ("MIT", "cla", 90), ("MIT", "cla", -1)],
)
def test_any_change_of_them_voids_it(license_: str, agreement: str, days: int) -> None:
    assert not clearance().covers(license=license_, agreement=agreement, on=MONDAY + timedelta(days=days))


def test_a_clearance_for_once_covers_nothing_later() -> None:
    assert not clearance(standing=False).covers(license="MIT", agreement="cla", on=MONDAY)


def test_a_clearance_that_was_ended_covers_nothing() -> None:
    ended = clearance().model_copy(update={"ended_at": MONDAY, "ended_because": "The license changed."})
    assert not ended.covers(license="MIT", agreement="cla", on=MONDAY)


def test_the_terms_of_the_shipped_kind_decide_how_long() -> None:
    asked = proposal(outcome="approve")
    request = lifecycle.submit(contribution(), asked, id="r", number=1, requester=REQUESTER, now=MONDAY)
    assert request.expires_at == MONDAY + timedelta(days=asked.route.term_days)
