# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What a test needs of the machine, and what happens when it is not there."""

import os
from typing import NoReturn

import pytest

NOT_RUN = "NOT RUN: "


def missing(what: str, install: str) -> NoReturn:
    """Say that the machine lacks something: the test is not run, and fails on CI, where nothing may be left out.

    Args:
        what: the part that was looked for, as a person would name it.
        install: the command that brings it.
    """
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing; install it with: {install}", pytrace=False)
    pytest.skip(f"{NOT_RUN}{what} is missing; install it with: {install}")
