# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The upstream register in Slack: beside what the office's record knows, told of a changed license, and settled."""

from tests.support.filling import contribute
from tests.support.maturity import about
from tests.support.running import Running
from tests.support.walking import in_form, reads, sent

CLICK = "https://github.com/pallets/click"
OSPO_ROOM = "C0OSPO"


async def register_click(house: Running) -> None:
    """The OSPO lead puts a project into the register, which Dana brings into our systems."""
    omar = house.person("omar")
    await omar.command("/ospo", "upstreams")
    await omar.press("New…")
    await omar.type("Title", "Click & <!here>")
    await omar.type("Repository", f"{CLICK}.git")
    await omar.choose("Criticality", "Critical")
    await omar.choose("Our stand on it", "Adopt")
    await omar.choose("Our role", ["We depend on it", "We contribute"])
    await omar.choose("Integration owner", "U0DANA")
    await omar.type("License", "MIT OR Apache-2.0")
    await omar.type("Maintainers that we employ", "2")
    await omar.submit()
    assert not omar.modal_errors, omar.modal_errors


async def looked(house: Running) -> int:
    """What the hourly look finds to tell."""
    told = await house.office.upstreams.tick(house.office.workspace)
    await sent(house)
    return told


async def test_another_license_is_told_with_what_the_record_knows_and_settled_by_who_looked(house: Running) -> None:
    omar, dana = house.person("omar"), house.person("dana")
    await register_click(house)
    assert "no request about it" in in_form(omar)
    house.time.move(days=1)
    await contribute(dana, repository=CLICK, license="MIT")
    assert await looked(house) == 0, "one license of a choice is no change"
    house.time.move(days=1)
    await contribute(dana, "Fix it again", repository=CLICK, license="GPL-3.0-or-later")
    await looked(house)
    assert "OSPO-2 of" in reads(dana)
    assert "names GPL-3.0-or-later; the register says MIT OR Apache-2.0" in reads(dana)
    told = about(omar, OSPO_ROOM, "may have changed")
    assert "<!here>" not in told.text, "a title mentions nobody"
    once = len(dana.direct_messages())
    await looked(house)
    assert len(dana.direct_messages()) == once, "each request is told of once"
    await omar.click(told, "Open")
    words = in_form(omar)
    assert "Another license:" in words
    assert "2 requests" in words
    await omar.press("Still right")
    assert "Another license:" not in in_form(omar)
    assert await looked(house) == 0
    house.time.move(days=190)
    await looked(house)
    assert "has gone quiet" in reads(omar), "who owns the entry is told when nothing was contributed for half a year"
