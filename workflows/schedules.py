# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""When which digest goes to which channel: as the files plan it, as Slack changed it, and what is due at an instant."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator
from pydantic import Field as Constrained

from workflows.figures import SUPPRESS_BELOW
from workflows.model import Value
from workflows.rhythms import Instance, Rhythm, rhythm_of
from workflows.slack_ids import ChannelId
from workflows.working_hours import ZoneName

DigestName: TypeAlias = Literal["maturity", "executive"]
DIGESTS: tuple[DigestName, ...] = get_args(DigestName)
#: What is planned where a channel for digests is named and nothing else.
WHEN: dict[DigestName, str] = {"maturity": "mon 09:00", "executive": "monthly 1 09:00"}
#: How long what was stored may take to be seen by others: a digest looks back from so long ago, and so misses nothing.
SETTLED = timedelta(seconds=30)
#: What comes later than this has been missed.
LATE = timedelta(hours=1)


ScheduleName = Annotated[str, Constrained(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]


def _existing_rhythm(text: str) -> str:
    return str(rhythm_of(text))


RhythmText = Annotated[str, AfterValidator(_existing_rhythm)]


class DigestPlan(Value):
    """A digest as organization.toml plans it.

    ``digest`` is which one, by default the one of the schedule's own name; ``missed`` what becomes of one whose time
    went by while nothing ran: sent once, or skipped. ``people``: the weekly one tells how many steps each person
    decided. ``suppress_below``: executives read no figure of a group of fewer people.
    """

    digest: DigestName | None = None
    channel: ChannelId | None = None
    when: RhythmText | None = None
    timezone: ZoneName | None = None
    missed: Literal["once", "skip"] = "once"
    paused: bool = False
    people: bool = False
    suppress_below: int = Constrained(SUPPRESS_BELOW, ge=2, le=1000)


class Change(Value):
    """What was changed of a schedule in Slack; None: as the files have it.

    ``digest`` says which one it is where the files have no such schedule: it was added in Slack.
    """

    digest: DigestName | None = None
    channel: ChannelId | None = None
    when: RhythmText | None = None
    timezone: ZoneName | None = None
    paused: bool | None = None


#: A schedule that was never changed in Slack.
UNCHANGED = Change()


@dataclass(frozen=True, slots=True)
class Schedule:
    """When which digest goes where. ``changed``: something of it is as Slack says, not as the files do.

    ``in_files`` is False of one that was added in Slack.
    """

    name: str
    digest: DigestName
    channel: str
    rhythm: Rhythm
    timezone: str
    missed: Literal["once", "skip"] = "once"
    paused: bool = False
    changed: bool = False
    in_files: bool = True

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)

    def following(self, now: datetime) -> Instance | None:
        """When it comes next; None while it is paused."""
        return None if self.paused else self.rhythm.following(self.zone, now)


@dataclass(frozen=True, slots=True)
class Run:
    """A digest that was made: for which period, and what it tells of: from ``since`` until before ``until``."""

    period: str
    since: datetime
    until: datetime


def planned(name: str, plan: DigestPlan, channel: str | None, timezone: str) -> Schedule | None:
    """The schedule of a plan, in the office's channel and zone unless it names its own.

    None where it has no channel, or nothing says which digest it is.
    """
    digest = plan.digest or next((one for one in DIGESTS if one == name), None)
    place = plan.channel or channel
    if digest is None or not place:
        return None
    rhythm = rhythm_of(plan.when or WHEN[digest])
    return Schedule(name, digest, place, rhythm, plan.timezone or timezone, plan.missed, plan.paused)


def added(name: str, change: Change, timezone: str) -> Schedule | None:
    """A schedule that was added in Slack; None where it is one of the files that was changed there."""
    if change.digest is None or change.channel is None:
        return None
    rhythm = rhythm_of(change.when or WHEN[change.digest])
    return Schedule(name, change.digest, change.channel, rhythm, change.timezone or timezone, in_files=False)


def changed(schedule: Schedule, change: Change) -> Schedule:
    """The schedule with what was changed in Slack; all of one that was added there is."""
    if change == UNCHANGED:
        return schedule
    if not schedule.in_files:
        return replace(schedule, paused=bool(change.paused))
    return replace(
        schedule,
        channel=change.channel or schedule.channel,
        rhythm=rhythm_of(change.when) if change.when else schedule.rhythm,
        timezone=change.timezone or schedule.timezone,
        paused=schedule.paused if change.paused is None else change.paused,
        changed=True,
    )


def due(schedule: Schedule, last: Run | None, now: datetime, *, known_since: datetime) -> Instance | None:
    """The digest that is to be made now, if one is: that of the newest period, and of each period one only.

    ``known_since`` is when the schedule was first seen, or changed, or went on after a pause: what would have come
    before then is not made up for. Of several that were missed the newest is made, unless they are skipped.
    """
    if schedule.paused:
        return None
    latest = schedule.rhythm.latest(schedule.zone, now - SETTLED)
    if latest.at < known_since or (schedule.missed == "skip" and now - latest.at > LATE):
        return None
    if last is not None and (last.period == latest.period or latest.at <= last.until):
        return None
    return latest


def run_of(schedule: Schedule, instance: Instance, last: Run | None, now: datetime) -> Run:
    """What a digest tells of: all since the last one, so that nothing is left out and nothing told twice.

    The first tells of one period.
    """
    since = last.until if last else schedule.rhythm.latest(schedule.zone, instance.at - timedelta(microseconds=1)).at
    return Run(instance.period, since, now - SETTLED)
