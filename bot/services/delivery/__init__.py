# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Delivery: from the outbox to Slack, within its limits, in order, each message visible once (docs/delivery.md)."""

from bot.services.delivery.delivery import Delivery
from bot.services.delivery.undelivered import parked_lines, retry

__all__ = ["Delivery", "parked_lines", "retry"]
