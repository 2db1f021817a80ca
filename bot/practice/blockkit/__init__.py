# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Whether Slack would take these blocks: every documented limit of messages, modals and Home tabs, with its source."""

from bot.practice.blockkit.checks import Problem
from bot.practice.blockkit.surfaces import Surface, problems

__all__ = ["Problem", "Surface", "problems"]
