# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Text that people wrote, made safe to show: cleaned, shortened, escaped; and the mrkdwn of people and times."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

ELLIPSIS = "…"
#: Control characters, and the bidirectional overrides with which a text can pretend to be another one.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: First-strong isolate and its end: right-to-left text between them cannot turn around what follows.
_ISOLATED = ("\u2068", "\u2069")
_SPACE = re.compile(r"\s+")
#: What must not be left at the end of a shortened text: joiners and variation selectors of half an emoji.
_DANGLING = "\u200d\ufe0e\ufe0f \n"
_USER = re.compile(r"^[UW][A-Z0-9]{1,30}$")
_USERGROUP = re.compile(r"^S[A-Z0-9]{1,30}$")
_LONGEST_ENTITY = 5


def size(text: str) -> int:
    """The length in UTF-16 units: what the strictest reader of Slack's limits counts (an emoji is two)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """The text without control characters, bidirectional overrides and broken surrogates; line breaks stay."""
    return _LONE_SURROGATE.sub("\ufffd", _UNSEEN.sub("", text.replace("\r\n", "\n"))).strip()


def shorten(text: str, limit: int) -> str:
    """The text in at most ``limit`` UTF-16 units, ending with an ellipsis when something was cut."""
    if size(text) <= limit:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip(_DANGLING) + ELLIPSIS


def user_text(text: str, limit: int) -> str:
    """What a person wrote, for a place that interprets nothing (plain text, rich text)."""
    cleaned = clean(text)
    if _RIGHT_TO_LEFT.search(cleaned):
        return shorten(cleaned, limit - 2).join(_ISOLATED)
    return shorten(cleaned, limit)


def user_line(text: str, limit: int) -> str:
    """The same on one line."""
    return user_text(_SPACE.sub(" ", text), limit)


def escape(text: str) -> str:
    """The text with the three characters that mean something to Slack escaped, so that it can neither ping nor link."""
    return _entities(clean(text))


def escaped_line(text: str, limit: int) -> str:
    """One line of what a person wrote, for mrkdwn; the escaped form has at most ``limit`` UTF-16 units."""
    room = limit
    while size(escaped := _entities(user_line(text, room))) > limit:
        room = max(1, room - max(1, (size(escaped) - limit) // _LONGEST_ENTITY))
    return escaped


def cut(mrkdwn: str, limit: int) -> str:
    """Mrkdwn in at most ``limit`` UTF-16 units, never cut inside a mention, a link or an escaped character."""
    if size(mrkdwn) <= limit:
        return mrkdwn
    kept = shorten(mrkdwn, limit).removesuffix(ELLIPSIS)
    if kept.rfind("<") > kept.rfind(">"):
        kept = kept[: kept.rfind("<")]
    if kept.rfind("&") > kept.rfind(";") and len(kept) - kept.rfind("&") < _LONGEST_ENTITY:
        kept = kept[: kept.rfind("&")]
    return kept + ELLIPSIS


def mention(user: str) -> str:
    """The mrkdwn for a person by user id; anything that is no id is never made into a mention."""
    return f"<@{user}>" if _USER.match(user) else "somebody"


def channel_mention(channel: str) -> str:
    """The mrkdwn that Slack shows as a channel's name, to those who may know of it."""
    return f"<#{channel}>"


def usergroup_mention(usergroup: str) -> str:
    """The mrkdwn that notifies a Slack user group; empty for anything that is no id of one."""
    return f"<!subteam^{usergroup}>" if _USERGROUP.match(usergroup) else ""


def moment(at: datetime) -> str:
    """The mrkdwn of a time, shown in each reader's own zone, with UTC where that is not possible."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{utc(at)}>"


def day(at: datetime) -> str:
    """The mrkdwn of a day, shown in each reader's own zone."""
    return f"<!date^{int(at.timestamp())}^{{date_short}}|{at.astimezone(UTC):%Y-%m-%d}>"


def utc(at: datetime) -> str:
    """A time in words that need no zone of the reader."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def joined(words: Iterable[str], conjunction: str = "and") -> str:
    """A, B and C."""
    *first, last = tuple(words) or ("",)
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def counted(number: int, one: str, many: str) -> str:
    """1 person, 2 people."""
    return f"{number:,} {one if number == 1 else many}"


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
