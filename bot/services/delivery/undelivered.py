# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What has not gone out, in words for `ospo check`, and sending it after all once the cause is repaired."""

from collections import Counter

from storage.database import Database

#: States of notices that have not gone out.
STATES = ("waiting", "sending", "parked", "uncertain")
_AT_ONCE = 500


async def parked_lines(database: Database) -> list[str]:
    """One plain line for each cause: how many messages it holds up, why, and what to do. No titles, no texts."""
    stuck = Counter(one.problem for one in await database.backlog.stuck(_AT_ONCE))
    lines = [f"{_messages(count)} parked: {problem}" for problem, count in stuck.most_common()]
    trying = await database.backlog.trying()
    return lines + [f"{_messages(count)} waiting: {problem}" for problem, count in trying.items()]


async def retry(database: Database) -> int:
    """Send everything after all that was given up, and return how many notices that are.

    Of those that may have arrived it is found out first whether they did.
    """
    return await _resume(database, states=("parked", "uncertain"))


async def retry_parked(database: Database) -> int:
    """The same for those that surely have not arrived: workers do this by themselves, every day."""
    return await _resume(database, states=("parked",))


async def _resume(database: Database, states: tuple[str, ...]) -> int:
    stuck = await database.backlog.stuck(_AT_ONCE)
    return await database.backlog.resume(*(one.id for one in stuck if one.state in states))


def _messages(count: int) -> str:
    return f"{count} message is" if count == 1 else f"{count} messages are"
