# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The messages of advice: one to the OSPO when it is sent, which is edited when somebody settles it."""

from collections.abc import Iterable

from workflows.notice import Notice
from workflows.organization import Organization
from workflows.people import Person
from workflows.plain_notices import plain_notice
from workflows.recommendations.advising import Advice, Stands


def notices_of(
    advice: Advice, version: int, organization: Organization, members: Iterable[Person], workspace: str
) -> tuple[Notice, ...]:
    """The notices after a change of advice that was sent: to the OSPO's channel, or to each of its members.

    ``ended`` is of an edit alone, which makes no message where none stands.
    """
    if advice.told is None:
        return ()
    channel = organization.group("ospo").channel
    places = (channel,) if channel else tuple(sorted(one.id for one in members))
    ended = int(advice.stands is not Stands.OPEN)
    return tuple(_notice(advice, version, to, workspace, ended) for to in places)


def _notice(advice: Advice, version: int, to: str, workspace: str, ended: int) -> Notice:
    message = f"advice:{advice.rule}:{advice.since.isoformat()}:{to}"
    return plain_notice(
        workspace, to, "advice", message, key=f"{message}:{version}", detail={"rule": advice.rule, "ended": ended}
    )
