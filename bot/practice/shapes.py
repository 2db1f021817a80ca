# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Shapes of an office's work: when people ask through the week and the year, what they ask, and how long others take.

Made up, with the shapes that such work has: few requests at weekends and in summer, many that policy decides at once,
decisions of which most come within a day or two and some after weeks, and now and then one that nobody ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

#: How much is asked on each day of a week, from Monday.
_DAYS = (1.0, 1.15, 1.2, 1.05, 0.75, 0.06, 0.04)
#: ISO weeks in which many are away, with how much is asked in them.
_QUIET = {**dict.fromkeys(range(28, 35), 0.6), 52: 0.25, 53: 0.25, 1: 0.5}
_MORNING, _AFTERNOON = 10.2, 14.8
#: How often each kind is asked, and what a contribution has that people look at.
_KINDS = {"contribution": 66, "license-question": 18, "release": 8, "sponsorship": 8}
_MATTERS = {"none": 62, "feature": 10, "copied": 12, "agreement": 8, "product": 7, "vulnerability": 1}
_AMOUNTS = (40, 500, 2_000, 8_000)
_FORGE = "https://github.com/"
#: Others than in demo.py: whether a project is known decides what becomes of a sample request.
_PROJECTS = ("numpy/numpy", "psf/requests", "prometheus/prometheus", "curl/curl", "redis/redis-py", "django/django")
_TITLES = (
    "Close the file when reading fails",
    "Keep the order of headers",
    "Retry after a reset connection",
    "Say which option is wrong",
    "Read dates with a zone",
    "Wait for the lock before writing",
    "Explain how to build it offline",
    "Test with the newest compiler",
)
_LICENSES = ("MIT", "MIT", "Apache-2.0", "Apache-2.0", "BSD-3-Clause", "MPL-2.0", "GPL-2.0-only")
_ASKED_ABOUT = ("GPL-3.0-only", "GPL-3.0-only", "LGPL-2.1-only", "AGPL-3.0-only", "MPL-2.0", "BUSL-1.1")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: the kind, the answers, and whether the office has contributed to that project before."""

    kind: str
    answers: Mapping[str, Any]
    known: bool = True


def arrivals(random: Random, since: datetime, until: datetime, a_week: float, zone: ZoneInfo) -> list[datetime]:
    """When so many requests come in in an ordinary week of this zone; whole seconds (UTC), in order."""
    found, day = [], since.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    while day.astimezone(UTC) < until:
        expected = a_week * _DAYS[day.weekday()] / sum(_DAYS) * _QUIET.get(day.isocalendar().week, 1.0)
        for _ in range(int(expected) + likely(random, expected % 1)):
            hours = random.gauss(random.choice((_MORNING, _AFTERNOON)), 1.6)
            at = (day + timedelta(seconds=int(3600 * min(max(hours, 0), 23.9)))).astimezone(UTC)
            found += [at] if since <= at < until else []
        day = (day.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=zone)
    return sorted(found)


def working_hours(random: Random, median: float) -> timedelta:
    """A time that half of all stay below and few exceed by far, in working time."""
    return timedelta(seconds=int(3600 * min(random.lognormvariate(0, 1.1) * median, 400)))


def likely(random: Random, chance: float) -> bool:
    """Whether something of this chance (0 to 1) happens."""
    return random.random() < chance


def asked(random: Random, managers: tuple[str, ...], *, secrets: bool = True) -> Asked:
    """What the next person asks. ``managers`` are the ids of those whom a form may name.

    ``secrets``: now and then it is about a vulnerability that is not public.
    """
    [kind] = random.choices(tuple(_KINDS), tuple(_KINDS.values()))
    if kind == "contribution":
        return _contribution(random, managers, secrets=secrets)
    answers = {"license-question": _question, "release": _release, "sponsorship": _sponsorship}[kind](random)
    return Asked(kind, answers)


def _contribution(random: Random, managers: tuple[str, ...], *, secrets: bool) -> Asked:
    answers: dict[str, Any] = {
        "repository": _FORGE + random.choice(_PROJECTS), "title": random.choice(_TITLES), "change": "bugfix",
        "size": "small", "license": random.choice(_LICENSES), "agreement": "none", "ai": "none", "risks": ("none",),
    }  # fmt: skip
    [matter] = random.choices(tuple(_MATTERS), tuple(_MATTERS.values()))
    if matter == "vulnerability" and secrets:
        del answers["title"]
        return Asked("contribution", answers | {"risks": ("vulnerability",)})
    named = {"manager": random.choice(managers)} if managers else {}
    more: dict[str, dict[str, Any]] = {
        "none": {},
        "vulnerability": {},
        "feature": {"change": "feature", "reason": "We would keep a fork otherwise.", "hours": 3} | named,
        "copied": {"risks": ("copied",), "copied_from": "Another project of the same license."},
        "agreement": {"agreement": "cla", "cla_link": "https://cla.example.org/text", "cla_signer": "company"},
        "product": {"risks": ("product",), "product": "A product of ours"},
    }
    described = {} if not more[matter] else {"description": "It does what we need, for everybody who needs the same."}
    return Asked("contribution", answers | described | more[matter], known=likely(random, 0.9))


def _question(random: Random) -> dict[str, Any]:
    license_ = random.choice(_ASKED_ABOUT)
    return {"question": "May we do this with it?", "license": license_, "usage": "shipped", "shipped": False}


def _release(random: Random) -> dict[str, Any]:
    harmless = {
        "staging": "https://forge.example.org/team/tool", "project": "A tool of ours", "purpose": "sample",
        "license": "MIT", "written_by": "us", "crypto": "none", "data": "none", "risks": ("none",),
        "files": ("license", "readme", "contributing", "conduct", "security"),
    }  # fmt: skip
    looked_at = {"written_by": "others", "authors": "A contractor", "crypto": "standard"}
    return harmless | (looked_at if likely(random, 0.7) else {})


def _sponsorship(random: Random) -> dict[str, Any]:
    return {
        "project": "A project that we use", "address": _FORGE + random.choice(_PROJECTS), "recipient": "project",
        "amount": random.choice(_AMOUNTS), "renews": False, "returns": ("nothing",), "reason": "All of us use it.",
        "related": "no",
    }  # fmt: skip
