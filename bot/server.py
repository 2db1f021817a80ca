# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""How HTTP is served: the address that is listened on, uvicorn's settings, and how it ends."""

import contextlib
import signal
import socket
from collections.abc import Iterator
from types import FrameType

import uvicorn
from fastapi import FastAPI

from bot.settings import Settings
from bot.stopping import CannotStart


class Server(uvicorn.Server):
    """Uvicorn with uvloop and httptools, for a process that has things to put away after it.

    There is no access log: it would hold nothing that helps. Uvicorn itself raises the signal that stopped it once
    more in the end, and that ends the process on the spot.
    """

    def __init__(self, application: FastAPI, settings: Settings) -> None:
        config = uvicorn.Config(
            application,
            host=settings.host,
            port=settings.port,
            http="httptools",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # nothing here looks at where a request came from
            timeout_graceful_shutdown=10,
        )
        super().__init__(config)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as Python calls it
        """Stop after a SIGTERM or an interrupt; after a second interrupt without waiting for open connections."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


@contextlib.contextmanager
def listening(settings: Settings) -> Iterator[list[socket.socket]]:
    """The address that is served, taken before anything else starts. Raises CannotStart when another has it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotStart(
                f"Port {settings.port} of {settings.host} cannot be used: {error.strerror}. Another process may have "
                "it; --port or PORT chooses another."
            ) from error
        yield [listener]
