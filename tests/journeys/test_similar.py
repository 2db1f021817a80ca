# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What was decided before stands where the next is decided, and never what is confidential."""

from tests.support.asking import copied_code, vulnerability
from tests.support.running import Running
from tests.support.walking import asks, in_form, sent


async def test_a_reviewer_sees_how_the_last_request_for_the_project_ended(house: Running) -> None:
    await copied_code(house)
    await vulnerability(house, "dana")
    await sent(house)
    lena, omar, sam = house.person("lena"), house.person("omar"), house.person("sam")
    await lena.click(asks(house, "legal"), "Approve")
    await omar.click(asks(house, "the ospo"), "Approve")
    [room] = sam.messages("C0SECURITY")
    await sam.click(room, "Approve")
    await sent(house)
    await copied_code(house, "priya")
    await sent(house)
    said = lena.sees(asks(house, "legal", 3))
    assert "Decided before:" in said
    assert "OSPO-1: Approved" in said
    assert "same project, same license, same kind of change" in said
    assert "OSPO-2" not in said, "it was private"
    await lena.click(asks(house, "legal", 3), "Details and history")
    assert "OSPO-1: Approved" in in_form(lena)
