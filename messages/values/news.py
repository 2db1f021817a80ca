# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The messages of values polls and principles: asked, reminded, closed, the result, and whether a unit follows."""

from collections.abc import Sequence

from messages.blocks import Block, Message, actions, button, context, message, section
from messages.markdown import rich_text_of
from messages.maturity.words import on
from messages.text import escape
from messages.values.overview import DRAFT, OPEN
from workflows.registers.entry import Entry
from workflows.values.poll import Poll

FOLLOW = "values:follow"
_REPORT, _PRINCIPLE, _SHOWN = 6_000, 700, 12
_HOW = "It takes five minutes. Answers are kept without names, and nothing is shown of fewer than five."


def asked(poll: Poll, unit: str, *, reminder: bool) -> Message:
    """To somebody who is asked by name."""
    again = "You have not answered the values poll yet" if reminder else "How do we see open source?"
    place = f" for {escape(poll.units.get(unit, unit))}" if unit else ""
    text = f"*{again}* Your answer{place} is wanted until {on(poll.closes_on)}."
    return message(text, [section(text), context(_HOW), _answer()])


def asked_in_channel(poll: Poll, *, reminder: bool) -> Message:
    """To a channel, in which everybody may answer."""
    again = "The values poll closes soon." if reminder else "How do we see open source?"
    text = f"*{again}* Everybody here may answer until {on(poll.closes_on)}, for the unit that they work in."
    return message(text, [section(text), context(_HOW), _answer()])


def closed() -> Message:
    """What stands in the place of a message that asked."""
    text = "The values poll has closed. `/ospo values` shows the result."
    return message(text, [section(text)])


def result(entry: Entry) -> Message:
    """To the OSPO, when a poll has closed."""
    text = f"*{escape(entry.title)}* has closed."
    drafts = entry.values.get("agreed_on") or entry.values.get("differing_on")
    button_ = [actions(button("Draft principles from it", DRAFT, style="primary"))] if drafts else []
    return message(text, [section(text), *rich_text_of(entry.text, _REPORT), *button_])


def follow(title: str, principles: Sequence[Entry], value: str, *, followed_on: str, again: bool) -> Message:
    """To the lead of a unit: the principles, and whether the unit follows them."""
    if followed_on:
        text = f"*{escape(title)} follows our open source principles* since {followed_on}. Thank you."
        return message(text, [section(text)])
    asked_ = (
        "You were asked two weeks ago." if again else "Please read them, talk about them where you work, and say so."
    )
    text = f"*Does {escape(title)} follow our open source principles?* {asked_}"
    blocks: list[Block] = [section(text)]
    for one in principles[:_SHOWN]:
        blocks += [section(f"*{escape(one.title)}*"), *rich_text_of(one.text, _PRINCIPLE)]
    more = len(principles) - _SHOWN
    left = f"{more:,} more, and all" if more > 0 else "All"
    rest = context(f"{left} of them whole: `/ospo principles`. If something does not fit, talk to the OSPO instead.")
    described = f"{title} follows the principles"
    agree = button("We follow these", FOLLOW, value, style="primary", described=described)
    return message(text, [*blocks, rest, actions(agree)])


def principles_changed() -> Message:
    """What stands in the place of a question about principles that have changed since."""
    text = "The principles have changed since. You get, or have, a newer message about them."
    return message(text, [section(text)])


def _answer() -> Block:
    return actions(button("Answer…", OPEN, style="primary"))
