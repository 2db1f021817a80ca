# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The messages of a values poll and of its principles: who is asked, reminded, told of the end, asked to follow."""

from collections.abc import Iterable

from workflows.notice import Notice
from workflows.organization import Organization
from workflows.people import Person
from workflows.plain_notices import plain_notice
from workflows.values.acknowledging import Standing
from workflows.values.poll import Invitation, Poll


def begun(poll: Poll, invited: Iterable[Invitation]) -> tuple[Notice, ...]:
    """To everybody who is asked personally, and to the channel, if any."""
    asked = [_poll(poll.workspace, poll.name, "asked", one.person, unit=one.unit) for one in invited]
    return (*asked, *([_poll(poll.workspace, poll.name, "channel", poll.channel)] if poll.channel else []))


def reminded(poll: Poll, waiting: Iterable[Invitation]) -> tuple[Notice, ...]:
    """To those who have not answered, shortly before the end; the channel is reminded too."""
    asked = [_poll(poll.workspace, poll.name, "reminder", one.person, unit=one.unit) for one in waiting]
    channel = [_poll(poll.workspace, poll.name, "channel-reminder", poll.channel)] if poll.channel else []
    return (*asked, *channel)


def closed(
    poll: Poll, entry: str, invited: Iterable[Invitation], organization: Organization, office: Iterable[Person]
) -> tuple[Notice, ...]:
    """The result to the OSPO; the messages that asked are edited to say that the poll has closed."""
    channel = organization.group("ospo").channel
    places = (channel,) if channel else tuple(sorted(one.id for one in office))
    told = [_poll(poll.workspace, poll.name, "result", to, entry=entry) for to in places]
    asked = [*(one.person for one in invited), *([poll.channel] if poll.channel else [])]
    ways = ("asked", "reminder", "channel", "channel-reminder")
    return (*told, *(_closing(poll, about, to) for to in asked for about in ways if _meant(about, to, poll)))


def asked_to_follow(standing: Standing, version: str, times: int, workspace: str) -> Notice:
    """To the lead of a unit: whether it follows the principles."""
    name = f"principles:{version}:{standing.unit}:{times}:{standing.lead}"
    return _follow(name, name, standing, version, workspace, ended=0)


def followed(standing: Standing, version: str, workspace: str) -> tuple[Notice, ...]:
    """Edits of the messages that asked a lead, now that the unit follows."""
    names = [f"principles:{version}:{standing.unit}:{times}:{standing.lead}" for times in range(1, standing.asked + 1)]
    return tuple(_follow(f"{name}:done", name, standing, version, workspace, ended=1) for name in names)


def _follow(key: str, message: str, standing: Standing, version: str, workspace: str, *, ended: int) -> Notice:
    detail: dict[str, str | int] = {"unit": standing.unit, "version": version, "ended": ended}
    return plain_notice(workspace, standing.lead, "principles", message, key=key, detail=detail)


def _meant(about: str, to: str, poll: Poll) -> bool:
    return about.startswith("channel") is (to == poll.channel)


def _closing(poll: Poll, about: str, to: str) -> Notice:
    return _poll(poll.workspace, poll.name, about, to, ended=1)


def _poll(workspace: str, name: str, about: str, to: str, **more: str | int) -> Notice:
    message = f"poll:{name}:{about}:{to}"
    return plain_notice(
        workspace,
        to,
        "poll",
        message,
        key=f"{message}:closed" if more.get("ended") else message,
        detail={"poll": name, "about": about, **more},
    )
