# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Giving memory back to the machine after work that needed much of it for a moment."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Have the C library return what it holds free; where it is another than glibc, nothing happens."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
