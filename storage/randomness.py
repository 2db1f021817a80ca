# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Random texts: ids of requests, salts of commitments, ids of notices, tokens of leases."""

import secrets
import time
from collections.abc import Iterator


def tokens(block: int = 32) -> Iterator[str]:
    """Random texts of 128 bits, without end; the system is asked for a block of them at a time, as each call costs."""
    while True:
        drawn = secrets.token_hex(16 * block)
        for start in range(0, len(drawn), 32):
            yield drawn[start : start + 32]


def time_ordered_id() -> str:
    """A random id that sorts by the time of its making: UUID version 7 of RFC 9562, as 32 hexadecimal digits.

    Rows with ids in order lie side by side in every index. With wholly random ids a commit wrote twice as much after
    15,000 requests, and more with each further one.
    """
    milliseconds = time.time_ns() // 1_000_000
    drawn = secrets.randbits(74)
    version, variant = 0x7, 0b10
    value = milliseconds << 80 | version << 76 | (drawn >> 62) << 64 | variant << 62 | drawn & (1 << 62) - 1
    return f"{value:032x}"
