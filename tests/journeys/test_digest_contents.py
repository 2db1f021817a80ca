# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What people read of the program's progress in a digest, without a model, and as executives, as it reaches Slack."""

from collections.abc import Awaitable, Callable

from bot.services.maturity import Which
from tests.support.asking import TWO_PEOPLE, copied_code
from tests.support.running import Running, service_of
from tests.support.walking import asks, sent
from workflows.maturity.evidence import Evidence
from workflows.people import Person

WITHOUT_A_MODEL = (
    TWO_PEOPLE
    + """
[maturity]
model = "none"
[[goals]]
text = "Release two libraries"
due = 2026-12-01
[digests.maturity]
channel = "C0DIGEST"
people = true
[digests.board]
digest = "executive"
channel = "C0OSPO"
when = "mon 09:00"
"""
)


async def told(house: Running, channel: str) -> tuple[str, str]:
    """Let a week begin, and read the newest digest of a channel: its post, and its thread."""
    await house.office.digests.send_due(house.office.workspace)
    house.time.move(days=7)
    await house.office.upkeep.refresh_groups(house.office.workspace)
    await house.office.digests.send_due(house.office.workspace)
    await sent(house)
    omar = house.person("omar")
    post = [one for one in omar.messages(channel) if not one.is_reply][-1]
    return omar.sees(post), "\n".join(omar.sees(one) for one in omar.thread(post) if one.ts != post.ts)


async def test_a_week_tells_what_counts_since_then_and_why(house: Running) -> None:
    await told(house, "C0DIGEST")
    maturity, which = service_of(house.office, "maturity"), Which("ospo", "principles")
    shown = Evidence(house.time.now().date(), link="https://example.org/principles")
    omar, lena = (Person(house.office.workspace, one) for one in ("U0OMAR", "U0LENA"))
    seen = await maturity.claim(which, shown, by=omar)
    await maturity.confirm(which, seen.board.standing("principles").claim.sequence, by=lena)
    post, thread = await told(house, "C0DIGEST")
    assert "1 item done" in post.splitlines()[0]
    assert "confirmed by a second person" in post
    assert "1 of 4 items evidenced" in post
    assert "Next best step" in post
    assert "1 of 4 items evidenced" in thread
    assert "U0OMAR" not in post + thread
    assert "example.org" not in post + thread


async def test_goals_stand_where_no_model_is_used_and_executives_are_asked_for_a_decision(
    house_with: Callable[..., Awaitable[Running]],
) -> None:
    house = await house_with(WITHOUT_A_MODEL)
    await copied_code(house)
    await sent(house)
    await house.office.digests.send_due(house.office.workspace)
    await house.person("lena").click(asks(house, "legal"), "Approve")
    await house.person("omar").click(asks(house, "the OSPO"), "Approve")
    post, thread = await told(house, "C0DIGEST")
    assert "“Release two libraries” (the OSPO, due 1 December 2026)" in post
    assert "Stage" not in post
    assert "@lena 1, @omar 1" in thread, "this organization asked for figures of people"
    [board] = [one for one in house.person("omar").messages("C0OSPO") if not one.is_reply]
    shown = house.person("omar").sees(board)
    assert "name a second person for legal" in shown
    assert "OSPO-1" not in shown
    assert "@lena" not in shown
