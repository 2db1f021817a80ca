# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The main job, end to end: from `/ospo contribute` to a decision in the thread."""

from tests.support.filling import contribute
from tests.support.running import Running


async def test_a_first_contribution_is_approved_in_the_thread_and_the_requester_is_told(house: Running) -> None:
    dana, omar = house.person("dana"), house.person("omar")
    await contribute(dana)
    assert dana.modal is None
    await house.deliver()
    card = house.card(1)
    assert "Fix the parser" in omar.sees(card)
    [ask] = omar.thread(card)
    assert "@omar" in omar.sees(ask)
    await omar.click(ask, "Approve")
    await house.deliver()
    progress, decision = dana.direct_messages()
    assert "approved" in dana.sees(progress).lower()
    assert "OSPO-1" in dana.sees(decision)
    [ask] = omar.thread(house.card(1))
    assert "Approved by" in omar.sees(ask)
