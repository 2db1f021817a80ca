# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Slack's rate limits: a tier per method and workspace, and one post per second and channel (slack.md §2)."""

import math
from collections.abc import Callable
from dataclasses import dataclass

TIER_2, TIER_3, TIER_4, SPECIAL = 20, 50, 100, 600
"""Calls per minute and workspace (docs.slack.dev/apis/web-api/rate-limits; SPECIAL: about 600)."""
POSTS_PER_WORKSPACE = 300
"""chat.postMessage allows "several hundred" per minute and workspace."""
POSTS_PER_CHANNEL = 60
POST_BURST = 4
"""Posts that a quiet channel takes at once; Slack only says that short bursts are tolerated."""

PER_MINUTE = {
    "apps.connections.open": TIER_3,  # the older tables say 1, with which no app could reconnect twice a minute
    "auth.test": SPECIAL,
    "blocks.validate": SPECIAL,
    "bookmarks.add": TIER_2,
    "canvases.access.set": TIER_3,
    "canvases.create": TIER_2,
    "canvases.edit": TIER_3,
    "chat.delete": TIER_3,
    "chat.getPermalink": SPECIAL,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": POSTS_PER_WORKSPACE,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.info": TIER_4,
    "pins.add": TIER_2,
    "reactions.add": TIER_3,
    "team.info": TIER_3,
    "usergroups.list": TIER_2,
    "usergroups.users.list": TIER_2,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}


@dataclass(slots=True)
class Bucket:
    """So many calls at once, refilled evenly over time."""

    per_second: float
    burst: float
    left: float
    at: float

    def wait(self, now: float) -> float:
        """Refill and return the seconds until one call is allowed; 0 when it is now."""
        self.left = min(self.burst, self.left + (now - self.at) * self.per_second)
        self.at = now
        return 0.0 if self.left >= 1 else (1 - self.left) / self.per_second


class RateLimits:
    """Counts calls. `scale` multiplies every limit; `enabled = False` lifts them."""

    def __init__(self, now: Callable[[], float], *, scale: float = 1.0, enabled: bool = True) -> None:
        self.scale = scale
        self.enabled = enabled
        self._now = now
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def refused_for(self, method: str, channel: str = "") -> int:
        """Count a call; return 0, or the whole seconds of Retry-After when it is refused (and does not count)."""
        if not self.enabled or method not in PER_MINUTE:
            return 0
        buckets = [self._bucket(method, "", PER_MINUTE[method], PER_MINUTE[method])]
        if method == "chat.postMessage" and channel:
            place = f"D{channel[1:]}" if channel.startswith("U") else channel  # a person's id means their DM
            buckets.append(self._bucket(method, place, POSTS_PER_CHANNEL, POST_BURST))
        wait = max(bucket.wait(self._now()) for bucket in buckets)
        if wait:
            return math.ceil(wait)
        for bucket in buckets:
            bucket.left -= 1
        return 0

    def _bucket(self, method: str, channel: str, per_minute: float, burst: float) -> Bucket:
        key = (method, channel)
        if key not in self._buckets:
            size = max(1.0, burst * self.scale)
            self._buckets[key] = Bucket(per_minute * self.scale / 60, size, size, self._now())
        return self._buckets[key]
