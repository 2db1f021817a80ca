# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""`ospo serve --practice` as a person starts it to look around."""

import os
import socket
from pathlib import Path

import pytest

from tests.support.processes import process
from tests.support.serving import free_port


async def test_the_practice_workspace_is_open_to_this_machine_alone(tmp_path: Path) -> None:
    port = free_port()
    async with process("serve", "--practice", settings={"PORT": str(port)}, folder=tmp_path) as office:
        assert "<html" in await office.answers("/practice/")
        with pytest.raises(ConnectionRefusedError):  # 127.0.0.2 is this machine too, and stands for every other address
            socket.create_connection(("127.0.0.2", port), timeout=5)
        assert await office.stop() == 0, office.said
    assert os.listdir(tmp_path) == [office.log.name]  # noqa: PTH208 - a glance at a folder does not hold the loop up
