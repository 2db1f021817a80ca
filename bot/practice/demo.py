# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Sample requests in different states, made by the sample people with the same forms and buttons as anybody."""

from bot.practice.practice import Practice


async def seed(practice: Practice) -> None:
    """Make the sample requests."""
