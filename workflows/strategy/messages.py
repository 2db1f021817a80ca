# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the executives' digest tells of the strategy: how its goals stand, and messages that the OSPO accepted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from workflows.registers.entry import Recorded
from workflows.strategy.goals import GoalCounts

MESSAGES = "management-messages"


@dataclass(frozen=True, slots=True)
class StrategyNews:
    """How many goals stand how, and the messages to management of this time; no names."""

    goals: GoalCounts = field(default_factory=GoalCounts)
    messages: tuple[str, ...] = ()


def told_in(history: Iterable[Recorded], since: datetime, until: datetime) -> bool:
    """Whether a message was accepted in a time: its first publication counts, so that each is told once."""
    first = min((one.change.at for one in history if one.entry.visible), default=None)
    return first is not None and since <= first < until
