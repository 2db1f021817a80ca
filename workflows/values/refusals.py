# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a person can be refused about values polls and principles, each with its sentence."""

from workflows.refusal import Refusal


class NoPollOpen(Refusal):
    """The values poll has closed, or none was begun."""

    def __init__(self) -> None:
        super().__init__("No values poll is open now. Nothing was kept. `/ospo values` shows the last result.")


class PollOpen(Refusal):
    """Only one values poll is open at a time."""

    def __init__(self, until: str) -> None:
        super().__init__(f"A values poll is open already, until {until}. Begin another one after it has closed.")


class NotInPoll(Refusal):
    """The poll asks named people, and this one is not among them."""

    def __init__(self) -> None:
        super().__init__(
            "This poll asks named people of each unit, and you are not among them. Ask the OSPO if you should be."
        )


class NothingToAsk(Refusal):
    """A poll needs enough statements and at least one person or a channel."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The poll was not begun: {why}.")


class NoPrinciplesFound(Refusal):
    """The last poll gives no draft that is not there already."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to draft: no statement of the last poll gives a principle that is not there yet."
        )


class NotYoursToFollow(Refusal):
    """Only who leads a unit says that it follows the principles."""

    def __init__(self, lead: str) -> None:
        who = f"{lead}, who leads it" if lead else "whoever leads it (`[units]` in `organization.toml`)"
        super().__init__(f"Whether this unit follows the principles is said by {who}. Nothing was changed.")


class PrinciplesChanged(Refusal):
    """The principles were changed after the message was sent."""

    def __init__(self) -> None:
        super().__init__(
            "The principles have changed since you were asked. You get the new ones; nothing was changed by this click."
        )
