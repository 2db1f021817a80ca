# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the record says of a project: its requests with their licenses, the newest first, and nothing confidential."""

from storage.database import Database
from tests.support.kinds import policy_of
from tests.support.records import START, WHY, a_request, stored
from workflows.route import Route

PARSER = "example.org/parser"


def answers(**more: str) -> dict[str, str]:
    return {"repository": f"https://{PARSER}", **more}


async def test_the_newest_license_of_a_project_is_read_and_a_confidential_request_is_not(database: Database) -> None:
    await stored(database, a_request(1, answers=answers(license="MIT")))
    await stored(database, a_request(2, answers=answers(license="other", license_other="BUSL-1.1")))
    await stored(database, a_request(3, route=Route(lane="embargo", outcome="private", because=WHY)))
    await stored(database, a_request(4, answers={"repository": "https://example.org/other", "license": "GPL-3.0-only"}))
    kinds = [policy_of(name).kind for name in ("contribution", "license-question")]
    async with database.reading() as tx:
        found = await tx.projects.of("T0TEST", PARSER, kinds, START)
        nothing = await tx.projects.of("T0TEST", "", kinds, START)
    assert [(one.name, one.license) for one in found.made] == [("OSPO-2", "BUSL-1.1"), ("OSPO-1", "MIT")]
    assert found.license_said is not None
    assert found.license_said.number == 2
    assert nothing.made == ()
