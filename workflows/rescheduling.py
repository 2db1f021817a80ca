# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Changing when a digest comes and where it goes, from a form; and how a schedule stands now."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import count

from workflows.errors import FormProblems
from workflows.rhythms import Instance, rhythm_of
from workflows.schedules import DIGESTS, Change, Run, Schedule
from workflows.working_hours import known_zone, zone_names

_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")


@dataclass(frozen=True, slots=True)
class ScheduleStanding:
    """How a schedule stands: as it holds, as it was planned, its last digest and its next.

    ``problem`` is what became of the last one's post: empty when Slack has it, None while it is on its way, else why it
    could not be sent. ``following`` is None while it is paused.
    """

    schedule: Schedule
    planned: Schedule
    last: Run | None
    problem: str | None
    following: Instance | None


def change_from(said: Mapping[str, str], planned: Schedule, before: Change) -> Change:
    """What a form changes of a schedule; what is as in the files is no change. A pause stays as it was.

    Raises FormProblems, with a sentence for each field.
    """
    channel, when, timezone = _checked(said)
    if not planned.in_files:
        return before.model_copy(update={"channel": channel, "when": when, "timezone": timezone})
    return Change(
        channel=channel if channel != planned.channel else None,
        when=when if when != str(planned.rhythm) else None,
        timezone=timezone if timezone != planned.timezone else None,
        paused=before.paused,
    )


def addition_from(said: Mapping[str, str], names: Collection[str]) -> tuple[str, Change]:
    """The schedule that a form adds, under a name that none of ``names`` is: which digest it is, and for where.

    The same digest for the same channel gets the same name, so that it goes on where it ended once. Raises
    FormProblems.
    """
    digest = next((one for one in DIGESTS if one == said.get("digest")), None)
    if digest is None:
        raise FormProblems({"digest": "Please choose which digest it is."})
    channel, when, timezone = _checked(said)
    name = f"{digest}-{channel.lower()}"
    free = (f"{name}-{number}" if number > 1 else name for number in count(1))
    made = Change(digest=digest, channel=channel, when=when, timezone=timezone)
    return next(one for one in free if one not in names), made


def _checked(said: Mapping[str, str]) -> tuple[str, str, str]:
    """Channel, time and zone of a form. Raises FormProblems."""
    problems: dict[str, str] = {}
    channel, timezone, when = said.get("channel", "").strip(), said.get("timezone", "").strip(), ""
    if not _CHANNEL.fullmatch(channel):
        problems["channel"] = "Please choose a channel: a digest does not go to a person."
    try:
        when = str(rhythm_of(said.get("when", "")))
    except ValueError as wrong:
        problems["when"] = _sentence(str(wrong))
    if not known_zone(timezone):
        problems["timezone"] = _no_zone(timezone)
    if problems:
        raise FormProblems(problems)
    return channel, when, timezone


def _no_zone(typed: str) -> str:
    """Zones are known by continent and city: somebody who types only one of them is told the nearest."""
    names = zone_names()
    cities = {name.rpartition("/")[2].lower(): name for name in sorted(names)}
    found = get_close_matches(typed, names, n=1) or get_close_matches(typed.lower().replace(" ", "_"), cities, n=1)
    near = f" Did you mean {cities.get(found[0], found[0])}?" if found else " Write one such as Europe/Berlin."
    return f"There is no time zone “{typed}”.{near}"


def _sentence(reason: str) -> str:
    """A reason as the sentence of a form, which shows backticks as they are."""
    return f"{reason[:1].upper()}{reason[1:]}.".replace("`", "'")
