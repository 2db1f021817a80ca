# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The organization that the office serves, as its folder says: groups, channels, calendar, and whose policy it is."""

from datetime import date
from functools import cached_property
from typing import Literal, Self, TypeAlias

from pydantic import Field as Constrained

from workflows.maturity.models import Name
from workflows.model import Value
from workflows.program import Goal, Maturity, Unit
from workflows.reminders import Reminders
from workflows.schedules import DigestPlan, Schedule, ScheduleName, planned
from workflows.service_levels import Promises, ServiceLevel
from workflows.slack_ids import ChannelId, UserGroupId, UserId
from workflows.working_hours import Calendar, GroupCalendar

#: The groups that shipped kinds ask (design.md §5).
GROUPS = ("ospo", "legal", "managers", "ip", "export", "privacy", "business", "security", "finance")
NEEDED_GROUPS = ("ospo", "legal")
LAST_RESORT = "last_resort"
_FALLS_TO = {"ip": "legal", "export": "legal", "privacy": "legal"}

#: When the next of a group is on duty: with each request, each workday, or each week.
Rotation: TypeAlias = Literal["each", "daily", "weekly"]


class Program(Value):
    """The office itself. ``last_resort`` decides when every group and its fall-backs are empty."""

    name: str = "Open Source Office"
    last_resort: tuple[UserId, ...] = ()


class Adoption(Value):
    """Who made the policy the company's own, and when; until then it speaks only as a shipped default.

    ``version`` names what was adopted: a policy that was changed since is not adopted. Empty: whatever is in force.
    """

    adopted_by: UserId | None = None
    adopted_on: date | None = None
    version: str = Constrained("", pattern=r"^([0-9a-f]{12})?$")

    @property
    def adopted(self) -> bool:
        """Whether the policy speaks for the company (design.md §5)."""
        return self.adopted_by is not None and self.adopted_on is not None

    def of(self, version: str) -> Self:
        """The adoption of that version of the policy; by nobody when this one names another."""
        return (
            self if self.version in {"", version} else self.model_copy(update={"adopted_by": None, "adopted_on": None})
        )


class ChannelRoute(Value):
    """Another channel for the cards of some requests, under a condition on their answers and facts."""

    channel: ChannelId
    when: str
    kinds: tuple[str, ...] = ()


class Channels(Value):
    """Where cards and digests go; ``kinds`` names a channel per kind."""

    requests: ChannelId | None = None
    digest: ChannelId | None = None
    kinds: dict[str, ChannelId] = {}
    route: tuple[ChannelRoute, ...] = ()


class Group(Value):
    """People who decide together: listed by id, taken from a Slack user group, or both.

    ``rotation`` says when the next of them is on duty, ``when_absent`` what becomes of new steps while all are away.
    ``allow_guests``: guests of the workspace who are listed by id decide too.
    """

    members: tuple[UserId, ...] = ()
    usergroup: UserGroupId | None = None
    channel: ChannelId | None = None
    ping: Literal["on-duty", "group", "none"] = "on-duty"
    rotation: Rotation = "each"
    when_absent: Literal["wait", "fall"] | None = None
    allow_guests: bool = False
    falls_to: str | None = None
    title: str = ""
    lead: UserId | None = None
    calendar: GroupCalendar | None = None

    @property
    def configured(self) -> bool:
        """Whether anybody could be in it."""
        return bool(self.members) or self.usergroup is not None


#: What a group is that nobody configured.
_NOBODY = Group()


class Directory(Value):
    """A file with people: slack id, e-mail, manager, entity, country, team, forge account."""

    file: str


class Retention(Value):
    """How long records keep people and texts (workflows/retention.py). ``automatic``: the office applies it daily."""

    automatic: bool = False
    decided_years: int = Constrained(7, ge=1, le=100)
    undecided_years: int = Constrained(1, ge=1, le=100)
    remembered_days: int = Constrained(365, ge=30, le=3650)


class Threads(Value):
    """Whether what is discussed in the threads of requests is kept with the record (workflows/discussing.py)."""

    sync: bool = False


class Appeals(Value):
    """For how long a requester may appeal against a decline, in business days; 0: not at all."""

    business_days: int = Constrained(10, ge=0, le=250)


class Organization(Value):
    """Everything the organization's folder says outside kinds and catalogs (``organization.toml``)."""

    program: Program = Program()
    policy: Adoption = Adoption()
    channels: Channels = Channels()
    groups: dict[str, Group] = {}
    distinct: tuple[tuple[str, ...], ...] = ()
    directory: Directory | None = None
    calendar: Calendar = Calendar()
    fast_lane_first: bool = False
    digests: dict[ScheduleName, DigestPlan] = {}
    maturity: Maturity = Maturity()
    units: dict[Name, Unit] = {}
    goals: tuple[Goal, ...] = ()
    service_levels: tuple[ServiceLevel, ...] = ()
    retention: Retention = Retention()
    threads: Threads = Threads()
    reminders: Reminders = Reminders()
    appeals: Appeals = Appeals()

    @cached_property
    def promises_made(self) -> Promises:
        """The promises that were worked out; a copy of the organization may have those of other rows."""
        return Promises(self.service_levels)

    @property
    def promises(self) -> Promises:
        """What people may expect, by kind, lane and group."""
        made = self.promises_made
        return made if made.levels is self.service_levels else Promises(self.service_levels)

    def group(self, name: str) -> Group:
        """The group of that name; an empty one when it is not configured."""
        return self.groups.get(name, _NOBODY)

    def title_of(self, name: str) -> str:
        """How people read the group's name."""
        if name == LAST_RESORT:
            return "the last resort"
        return self.group(name).title or {"ospo": "the OSPO", "ip": "IP"}.get(name, name)

    def calendar_of(self, group: str) -> Calendar:
        """When a group works: as the office does, but where its own calendar says otherwise."""
        own = self.group(group).calendar
        return self.calendar.model_copy(update=own.model_dump(exclude_none=True)) if own else self.calendar

    def chain(self, name: str) -> tuple[str, ...]:
        """The group and those it falls back to, in order, ending with the last resort.

        Shipped fall-backs: ip, export and privacy to legal, the rest to ospo, ospo to legal. Security handles what
        nobody else may see, so that the private lane never uses its chain (see staffing.py).
        """
        chain = [name]
        while (following := self._following(chain[-1])) not in chain:
            chain.append(following)
        return (*chain, LAST_RESORT)

    def admitting(self, guest: str) -> frozenset[str]:
        """The groups for which a guest of the workspace decides: those that list the user id and allow guests."""
        return frozenset(name for name, one in self.groups.items() if one.allow_guests and guest in one.members)

    def waits(self, name: str) -> bool:
        """Whether the steps of a group wait while all of it are away, instead of falling to the next in its chain.

        Legal, and those that legal stands in for, wait unless the organization says otherwise: what falls further
        would be decided by people who are not lawyers. The OSPO's own steps fall to legal.
        """
        said = self.group(name).when_absent
        if said is not None:
            return said == "wait"
        return name in {"legal", LAST_RESORT} or (name != "ospo" and self._following(name) == "legal")

    def _following(self, name: str) -> str:
        falls_to = self.group(name).falls_to
        if falls_to is not None:
            return falls_to
        return "legal" if name == "ospo" else _FALLS_TO.get(name, "ospo")

    @property
    def open_channels(self) -> dict[str, str]:
        """The channels in which everybody reads cards or digests, by the key that names each."""
        named = {"channels.requests": self.channels.requests, "channels.digest": self.channels.digest}
        named |= {f"channels.kinds.{kind}": channel for kind, channel in self.channels.kinds.items()}
        named |= {f"channels.route.{number}": one.channel for number, one in enumerate(self.channels.route, 1)}
        named |= {f"digests.{name}.channel": plan.channel for name, plan in self.digests.items()}
        return {key: channel for key, channel in named.items() if channel}

    def room_of(self, group: str) -> str | None:
        """Where what is not for everybody reaches a group: its own channel, unless it is an open one too."""
        channel = self.group(group).channel
        return None if channel in self.open_channels.values() else channel

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """The digests that go out by these files; a channel for digests alone gets the weekly one."""
        plans = self.digests or ({"maturity": DigestPlan()} if self.channels.digest else {})
        made = (planned(*one, self.channels.digest, self.calendar.timezone) for one in plans.items())
        return tuple(one for one in made if one is not None)

    def channel_for(self, kind: str) -> str | None:
        """Where the cards of a kind go."""
        return self.channels.kinds.get(kind) or self.channels.requests
