# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What the organization says of its program: which maturity models it uses, its units, and goals where it uses none."""

from datetime import date
from typing import Annotated

from pydantic import Field as Constrained

from workflows.maturity.models import Name
from workflows.model import Value
from workflows.slack_ids import UserId

#: The word for using no model, which is a full choice.
NO_MODEL = "none"
Target = Annotated[int, Constrained(ge=0, le=100)]


class Maturity(Value):
    """Which model the program is assessed by, and which each unit; ``targets`` are percent of a stage, by its name."""

    model: str = "ospo"
    engagement: str = "engagement"
    targets: dict[Name, Target] = {}


class Unit(Value):
    """A part of the organization whose engagement is assessed by itself. ``lead`` may claim for it.

    ``petals`` are the areas of work that concern it, until somebody assigns others in Slack.
    """

    title: str = Constrained("", max_length=60)
    lead: UserId | None = None
    petals: tuple[Name, ...] = ()


class Goal(Value):
    """A goal in the program's own words, for those who use no model. ``owner`` is a group."""

    text: str = Constrained(min_length=1, max_length=200)
    owner: str = "ospo"
    due: date | None = None
    done: bool = False
