# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The form for how a person wants to hear of things, and what comes back from it."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from messages.blocks import Block, actions, button, context, modal, option
from messages.inputs import PREFIX, labelled, select_element
from messages.submissions import raw_answers
from messages.text import escape
from workflows.preferences import Preferences

SETTINGS = "settings:save"
OPEN_SETTINGS = "settings:open"
SHOW_DAILY = "settings:daily"
_HALF_HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
_PLACES = {"dm": "In a direct message", "thread": "In the thread of its card"}
_FIELDS = ("quiet_from", "quiet_until", "digest_at", "daily_at", "place")


def settings_modal(preferences: Preferences, zone: str) -> Block:
    """The form, filled with what holds now; ``zone`` is the name of the person's time zone."""
    where = "Only if you follow the requests channel: elsewhere nothing would tell you. Private ones come to you alone."
    place = option("thread", _PLACES["thread"]) if preferences.in_thread else option("dm", _PLACES["dm"])
    places: Block = {"type": "radio_buttons", "options": [option(*one) for one in _PLACES.items()]}
    places |= {"initial_option": place, "action_id": f"{PREFIX}place"}
    blocks = [
        labelled(f"{PREFIX}place", "Where do you want to hear of your requests?", places, hint=where),
        _times("quiet_from", "Quiet from", preferences.quiet_from),
        _times("quiet_until", "Quiet until", preferences.quiet_until, "New messages to you wait until then."),
        _times(
            "digest_at", "News of my requests: collect it, and send it once a day at", preferences.digest_at,
            "Without a time it comes at once. Questions, decisions and reminders always come each for itself.",
        ),
        _times(
            "daily_at", "List of the day: send me what waits for me at", preferences.daily_at,
            "On the working days of your group, while you are not away; nothing comes when nothing waits for you.",
        ),
        actions(button("Show me that list now", SHOW_DAILY, described="What the list of the day would say now")),
        context(f"Times are those of your clock in Slack: {escape(zone)}."),
    ]  # fmt: skip
    return modal("Your settings", blocks, callback_id=SETTINGS, submit="Save", close="Cancel")


def said_in(view: Any) -> dict[str, str]:
    """What the form says, by field; what is empty is left out."""
    found = raw_answers(view)
    return {name: str(one) for name, one in found.items() if one and name in _FIELDS}


def settings_button() -> Block:
    """The button that opens the form."""
    return button("Settings", OPEN_SETTINGS, described="How you want to hear of your requests")


def _times(name: str, label: str, chosen: time | None, hint: str = "") -> Block:
    options = {at: option(f"{at:%H:%M}", f"{at:%H:%M}") for at in _with(chosen)}
    element = select_element(PREFIX + name, list(options.values()), options[chosen] if chosen else None)
    return labelled(PREFIX + name, label, element, hint=hint, optional=True)


def _with(chosen: time | None) -> Iterable[time]:
    return sorted({*_HALF_HOURS, *((chosen,) if chosen else ())})
