# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The log: what happened, never what people wrote."""

import logging
from typing import TextIO

#: Slack's libraries, and the loggers that Bolt names after our application: in detail they log whole payloads.
_TALKATIVE = ("slack_sdk", "slack_bolt", "ospo:")


def start_log(level: str, to: TextIO) -> None:
    """Log from ``level`` on: debug, info, warning or error. What began before stays as it is."""
    handler = logging.StreamHandler(to)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    # At the handler, because Bolt gives each of its loggers the root's level and so passes over their parents'.
    handler.addFilter(_tells_no_payload)
    logging.basicConfig(level=level.upper(), handlers=[handler])


def _tells_no_payload(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.INFO or not record.name.startswith(_TALKATIVE)
