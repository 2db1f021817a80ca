# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What waits too long calls the whole group, once; time alone never decides."""

from tests.support.filling import contribute
from tests.support.running import Running


async def test_an_overdue_step_is_told_to_the_group_once_in_its_thread(house: Running) -> None:
    dana, lena = house.person("dana"), house.person("lena")
    await contribute(dana, agreement="Not sure")
    await house.deliver()
    before = len(lena.thread(house.card(1)))
    house.time.move(days=8)
    for _ in range(3):
        await house.office.upkeep.remind()
        await house.deliver()
    news = [lena.sees(one) for one in lena.thread(house.card(1))[before:]]
    assert len(news) == 2, "one for legal, one for the OSPO"
    assert any("@lena and @tomás" in one and "still needs a review by *legal*" in one for one in news)
    assert "In review" in lena.sees(house.card(1))
