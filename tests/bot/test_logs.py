# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The log tells what happened at every level, and what people typed at none."""

import contextlib
import io
import logging
from collections.abc import Iterator

from slack_bolt.logger import get_bolt_app_logger, get_bolt_logger

from bot.logs import start_log


@contextlib.contextmanager
def fresh_root() -> Iterator[None]:
    """A log that nobody has started yet; pytest has put handlers of its own into it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def test_slacks_libraries_log_no_payload_even_in_detail() -> None:
    to = io.StringIO()
    with fresh_root():
        start_log("debug", to)
        talkative = [
            logging.getLogger("slack_sdk.web.async_base_client"),
            logging.getLogger("slack_sdk.socket_mode.aiohttp"),
            get_bolt_logger(TestPayload),
            get_bolt_app_logger("ospo", TestPayload),
        ]
        for one in talkative:
            one.debug("payload: TYPED")
            one.warning("something is wrong")
        logging.getLogger("bot.clock").debug("our own detail")
    assert "TYPED" not in to.getvalue()
    assert to.getvalue().count("something is wrong") == len(talkative)
    assert "our own detail" in to.getvalue()


class TestPayload:
    """Gives Bolt's loggers a name."""

    __test__ = False
