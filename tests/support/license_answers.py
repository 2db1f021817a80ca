# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Asking what policy says about a license, as people do."""

from bot.practice.person import Person
from tests.support.running import Running
from tests.support.walking import answered

CHANNEL = "C0GENERAL"


async def asks(house: Running, words: str) -> tuple[Person, str]:
    """Dana, and what she reads after `/ospo license` with these words."""
    dana = house.person("dana")
    await dana.command("/ospo", f"license {words}", channel=CHANNEL)
    return dana, answered(dana, CHANNEL)
