# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Several requests are approved in one form, each by itself, and nothing twice."""

from tests.support.filling import contribute
from tests.support.running import Running
from tests.support.walking import asks, in_form, sent, shown_home, visited
from workflows.people import Person


async def test_several_are_approved_at_once_each_with_its_own_record(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    for number in range(1, 5):
        await contribute(dana, f"Fix {number}", agreement="Not sure")
    await sent(house)
    await omar.click(await visited(omar), "Approve several…")
    assert "OSPO-4 · Fix 4" in in_form(omar)
    await omar.choose("Requests to approve", ["OSPO-1 · Fix 1", "OSPO-2 · Fix 2", "OSPO-3 · Fix 3"])
    await omar.click(asks(house, "the OSPO", 2), "Approve")
    own = next(one for one in dana.direct_messages() if "OSPO-3" in dana.sees(one))
    await dana.click(own, "Withdraw")
    await omar.submit(unchecked=True)
    told = in_form(omar)
    assert "OSPO-1: you have approved it. It waits for legal." in told.replace("*", "")
    assert "OSPO-2: you have approved it." in told.replace("*", ""), "it is done, and nothing is recorded twice"
    assert "OSPO-3 was already withdrawn" in told
    assert "OSPO-1" not in omar.sees(shown_home(omar))
    await sent(house)
    for number, reviews in ((1, 1), (2, 1), (3, 0), (4, 0)):
        found = await house.office.reviews.record_of(number, Person(house.office.workspace, omar.user.id))
        assert sum(event.kind == "reviewed" for event in found.events) == reviews
