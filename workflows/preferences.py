# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How a person wants to hear of things: quiet hours, a daily digest, thread or direct message.

Times are of the person's own clock. What may wait is never lost: it is sent when the quiet hours end, or in the digest.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflows.errors import FormProblems
from workflows.model import Value
from workflows.notice import Template
from workflows.wall_clock import instant, next_at

#: Messages that answer the person, or that would do harm if they came late: sent at any hour, each for itself.
#: What was uploaded is read when its message is written: it would be attached after the night only.
AT_ONCE: frozenset[Template] = frozenset({"plain", "news", "digest", "overturned", "suspended", "uploaded"})
#: Messages that ask nothing of the person: a digest collects them.
COLLECTED: frozenset[Template] = frozenset({"progress", "answer", "inventory", "precedent"})
#: The requester's own messages, which can stand in the thread of the card instead.
IN_THREAD: frozenset[Template] = frozenset({"progress", "question", "decision"})


class Preferences(Value):
    """A person's wishes. Both ends of the quiet hours are there, or none.

    ``digest_at`` is when news is sent that was collected, ``daily_at`` when the list of what waits comes on workdays;
    None: there is no such message.
    """

    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_at: time | None = None
    daily_at: time | None = None
    in_thread: bool = False


#: Of those who never said anything.
DEFAULTS = Preferences()


def preferences_from(said: Mapping[str, str]) -> Preferences:
    """What a form says, by field; empty texts are no answers. Raises FormProblems."""
    problems = {}
    if bool(said.get("quiet_from")) != bool(said.get("quiet_until")):
        missing = "quiet_until" if said.get("quiet_from") else "quiet_from"
        problems[missing] = "Quiet hours need both a beginning and an end. Please give this one too, or none."
    elif said.get("quiet_from") and said.get("quiet_from") == said.get("quiet_until"):
        problems["quiet_until"] = "These quiet hours would never end. Please choose another end."
    times = {name: _time(said.get(name, "")) for name in ("quiet_from", "quiet_until", "digest_at", "daily_at")}
    problems |= {name: "Please choose one of the times." for name, at in times.items() if said.get(name) and at is None}
    preferences = Preferences(**times, in_thread=said.get("place") == "thread")
    if not problems and preferences.daily_at is not None and _is_quiet(preferences, preferences.daily_at):
        problems["daily_at"] = "This is within your quiet hours, in which nothing comes. Please choose another time."
    if problems:
        raise FormProblems(problems)
    return preferences


def zone_of(timezone: str, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone of that IANA name, as Slack tells it; another where there is none of it."""
    try:
        return ZoneInfo(timezone) if timezone else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise


def held_until(
    preferences: Preferences, template: Template, zone: ZoneInfo, *, created_at: datetime, now: datetime
) -> datetime | None:
    """When a new message may be sent (UTC); None: now."""
    if template in AT_ONCE:
        return None
    at = now
    if preferences.digest_at is not None and template in COLLECTED:
        at = max(now, next_at(preferences.digest_at, zone, created_at))
    at = _after_quiet(preferences, zone, at)
    return at if at > now else None


def _after_quiet(preferences: Preferences, zone: ZoneInfo, at: datetime) -> datetime:
    """The end of the quiet hours that ``at`` lies in, else ``at`` itself.

    Where the clocks are put forward over the end, they end an hour later by the wall, where they are put back at the
    first of both times.
    """
    begins, ends = preferences.quiet_from, preferences.quiet_until
    if begins is None or ends is None:
        return at
    today = at.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        end = instant(day if begins < ends else day + timedelta(days=1), ends, zone)
        if instant(day, begins, zone) <= at < end:
            return end
    return at


def _is_quiet(preferences: Preferences, at: time) -> bool:
    begins, ends = preferences.quiet_from, preferences.quiet_until
    if begins is None or ends is None:
        return False
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def _time(said: str) -> time | None:
    try:
        return time.fromisoformat(said) if said else None
    except ValueError:
        return None
