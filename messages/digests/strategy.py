# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The lines of the executives' digest on the strategy: how its goals stand, and messages that the OSPO accepted."""

from messages.digests.lines import Line
from messages.text import counted, joined, user_line
from workflows.strategy.goals import GoalCounts
from workflows.strategy.messages import StrategyNews
from workflows.strategy.proposals import LONGEST_MESSAGE

#: Messages of one digest; more of them would be read by nobody.
_MESSAGES = 3


def strategy_lines(told: StrategyNews | None) -> list[Line]:
    """What executives read of the strategy; nothing where there is none."""
    if told is None:
        return []
    goals = [Line("Strategy", f"{standing_words(told.goals)}.")] if told.goals.total else []
    messages = [Line("Message", user_line(one, LONGEST_MESSAGE)) for one in told.messages[:_MESSAGES]]
    more = len(told.messages) - _MESSAGES
    rest = [Line("", f"{counted(more, 'more message', 'more messages')}: /ospo register management-messages.")]
    return [*goals, *messages, *(rest if more > 0 else [])]


def standing_words(counts: GoalCounts) -> str:
    """Of 6 goals 3 are on track, 1 is at risk and 1 is late."""
    parts = [
        f"{number:,} {'is' if number == 1 else 'are'} {words}"
        for number, words in (
            (counts.reached, "reached"),
            (counts.on_track, "on track"),
            (counts.planned, "planned"),
            (counts.at_risk, "at risk"),
            (counts.late, "late"),
        )
        if number
    ]
    return f"of {counted(counts.total, 'goal', 'goals')} {joined(parts)}"
