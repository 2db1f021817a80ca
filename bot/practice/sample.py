# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The sample people and channels of the practice workspace. Nothing else in the product knows them."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.practice.practice import Practice
from bot.practice.records import Channel, Team, User, UserGroup
from bot.practice.workspace import Workspace

TEAM = Team("T0PRACTICE", "Practice Workspace", "practice")
OUTSIDE_TEAM = "T0OUTSIDE"
BOT = "U0OSPOBOT"

# id, name, title
PEOPLE = (
    ("U0DANA", "Dana", "Developer"),
    ("U0PRIYA", "Priya", "Developer"),
    ("U0LENA", "Lena", "Open source lawyer"),
    ("U0TOMAS", "Tomás", "Lawyer"),
    ("U0OMAR", "Omar", "OSPO lead"),
    ("U0MIKA", "Mika", "Engineering manager"),
    ("U0SAM", "Sam", "Product security"),
    ("U0EVA", "Eva", "Chief technology officer"),
)
GUEST = ("U0GUS", "Gus", "Contractor")
STRANGER = ("U0OLGA", "Olga", "Partner")

EVERYBODY = frozenset(person[0] for person in PEOPLE)
LAWYERS = frozenset({"U0LENA", "U0TOMAS"})
OFFICE = frozenset({"U0OMAR"})

# id, name, private, archived, whether another workspace shares it, members, whether the bot is in it
CHANNELS = (
    ("C0GENERAL", "general", False, False, False, EVERYBODY | {"U0GUS"}, False),
    ("C0REQUESTS", "oss-requests", False, False, False, EVERYBODY, True),
    ("C0DIGEST", "oss-digest", False, False, False, EVERYBODY, True),
    ("C0PARTNERS", "partners", False, False, True, EVERYBODY | {"U0OLGA"}, True),
    ("C0LEGAL", "legal-room", True, False, False, LAWYERS, True),
    ("C0SECURITY", "security-room", True, False, False, frozenset({"U0SAM"}), True),
    ("C0OSPO", "ospo-team", True, False, False, OFFICE, True),
    ("C0OLD", "old-requests", False, True, False, EVERYBODY, True),
)

TOPICS = {
    "C0GENERAL": "Everybody, about everything",
    "C0REQUESTS": "Open source requests and their reviews",
    "C0DIGEST": "How our open source work is doing, once a week",
    "C0PARTNERS": "With our partners, so keep company matters out",
    "C0LEGAL": "Lawyers only",
    "C0SECURITY": "Product security only: undisclosed vulnerabilities",
    "C0OSPO": "The Open Source Office among itself",
    "C0OLD": "Before there was a bot",
}

GROUPS = (
    ("S0LEGAL", "legal", "Legal", LAWYERS),
    ("S0SECURITY", "security", "Product security", frozenset({"U0SAM"})),
    ("S0OSPO", "ospo", "Open Source Program Office", OFFICE),
)


def sample_workspace(now: Callable[[], float] = time.time) -> Workspace:
    """Return the sample workspace with its people, channels and user groups."""
    bot = User(BOT, "ospo", "OSPO Bot", TEAM.id, is_bot=True)
    workspace = Workspace(TEAM, bot, now=now, app_id="A0OSPOBOT", bot_id="B0OSPOBOT")
    for user_id, name, title in PEOPLE:
        workspace.add_user(_user(user_id, name, title, TEAM.id))
    guest, stranger = _user(*GUEST, TEAM.id), _user(*STRANGER, OUTSIDE_TEAM)
    guest.guest, stranger.stranger = True, True
    workspace.add_user(guest)
    workspace.add_user(stranger)
    for channel_id, name, private, archived, shared, members, joined in CHANNELS:
        channel = Channel(channel_id, name, int(now()), "U0OMAR", private, archived, shared, TOPICS[channel_id])
        channel.members = set(members) | ({BOT} if joined else set())
        workspace.add_channel(channel)
    for group_id, handle, name, members in GROUPS:
        workspace.usergroups[group_id] = UserGroup(group_id, handle, name, sorted(members))
    return workspace


def sample_practice(
    *,
    base_url: str,
    request_url: str,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Practice:
    """Return a practice workspace with the sample organization."""
    return Practice(sample_workspace(now), base_url=base_url, request_url=request_url, sleep=sleep)


def _user(user_id: str, name: str, title: str, team: str) -> User:
    return User(user_id, name.lower(), name, team, title=title, email=f"{user_id[2:].lower()}@example.com")
