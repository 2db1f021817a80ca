# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Composition objects of Block Kit: texts, options, confirmations, filters, files."""

from collections.abc import Mapping

from bot.practice.blockkit.checks import (
    Check,
    Findings,
    Shape,
    at_least_one,
    boolean,
    by_type,
    exactly_one,
    integer,
    many,
    one_of,
    pattern,
    text,
)
from bot.practice.records import Json

PAGES = "docs.slack.dev/reference/block-kit"
OBJECTS = f"{PAGES}/composition-objects"

ID = text(1, 255)
WEB_ADDRESS = text(1, 3000)


def plain_text(at_most: int) -> Check:
    """A plain_text object; mrkdwn is refused."""
    return _texts(("plain_text",), at_most)


def any_text(at_most: int) -> Check:
    """A plain_text or mrkdwn object."""
    return _texts(("plain_text", "mrkdwn"), at_most)


def _texts(kinds: tuple[str, ...], at_most: int) -> Check:
    page = ""  # the length is the rule of the page of whatever holds the text
    shapes: Mapping[str, Check] = {
        "plain_text": Shape(page, {"text": text(1, at_most)}, {"emoji": boolean}),
        "mrkdwn": Shape(page, {"text": text(1, at_most)}, {"verbatim": boolean}),
    }
    return by_type(shapes, frozenset(kinds))


def option(label: Check, *, link: bool = False) -> Check:
    """An option: text and value, and a URL in overflow menus only."""
    more: Mapping[str, Check] = {"url": WEB_ADDRESS} if link else {}
    optional = {"description": label, **more}
    return Shape(f"{OBJECTS}/option-object", {"text": label, "value": text(1, 150)}, optional)


PLAIN_OPTION = option(plain_text(75))
MARKED_OPTION = option(any_text(75))
LINK_OPTION = option(plain_text(75), link=True)

OPTION_GROUP = Shape(f"{OBJECTS}/option-group-object", {"label": plain_text(75), "options": many(PLAIN_OPTION, 1, 100)})

CONFIRM = Shape(
    f"{OBJECTS}/confirmation-dialog-object",
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)

DISPATCH = Shape(
    f"{OBJECTS}/dispatch-action-configuration-object",
    {},
    {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 1, 2)},
)

FILTER = Shape(
    f"{OBJECTS}/conversation-filter-object",
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    (at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)

SLACK_FILE = Shape(f"{OBJECTS}/slack-file-object", {}, {"id": text(1), "url": WEB_ADDRESS}, (exactly_one("id", "url"),))

DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date like 2026-11-22")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time like 09:30")
INSTANT = integer(0, 9_999_999_999)
PEOPLE = many(text(1))


def chosen_are_offered(*keys: str) -> Check:
    """An initial option, or each of the initial options, must be one of the options, letter by letter."""

    def check(findings: Findings, pointer: str, value: Json) -> None:
        groups = value.get("option_groups", [])
        offered = [*value.get("options", []), *(one for group in groups for one in group["options"])]
        for key in keys:
            initial = value.get(key, [])
            for one in initial if isinstance(initial, list) else [initial]:
                if one not in offered:
                    findings.add(f"{pointer}/{key}", "invalid_value", "must be one of the options")

    return check


def ordered(low: str, high: str) -> Check:
    """The lower bound must not be above the upper one."""

    def check(findings: Findings, pointer: str, value: Json) -> None:
        if low in value and high in value and float(value[low]) > float(value[high]):
            findings.add(f"{pointer}/{low}", "conflict", f"must not be greater than {high}")

    return check
