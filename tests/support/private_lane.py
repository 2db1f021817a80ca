# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What security reads of a private request in the practice workspace."""

from bot.practice.messages import Message
from tests.support.running import Running

SECURITY = "C0SECURITY"


def in_room(house: Running) -> Message:
    """The one message in security's room, but for those of the embargo."""
    [asked] = (one for one in house.person("sam").messages(SECURITY) if "embargo" not in one.text)
    return asked
