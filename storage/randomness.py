# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Random texts: ids of requests, salts of commitments, ids of notices, tokens of leases."""

import os
import secrets
import time

#: 128 bits, as hexadecimal digits.
_DIGITS = 32
_DRAWN_AT_ONCE = 256
_drawn: list[str] = []
os.register_at_fork(after_in_child=_drawn.clear)  # else parent and child would give the same out


def token() -> str:
    """A random text of 128 bits. Many are drawn from the system at a time, as each call of it costs 10 µs."""
    try:
        return _drawn.pop()
    except IndexError:
        digits = secrets.token_hex(_DIGITS // 2 * _DRAWN_AT_ONCE)
        _drawn.extend(digits[start : start + _DIGITS] for start in range(0, len(digits), _DIGITS))
        return _drawn.pop()


def time_ordered_id() -> str:
    """A random id that sorts by the time of its making: UUID version 7 of RFC 9562, as 32 hexadecimal digits.

    Rows with ids in order lie side by side in every index. With wholly random ids a commit wrote twice as much after
    15,000 requests, and more with each further one.
    """
    milliseconds = time.time_ns() // 1_000_000
    drawn = int(token(), 16) >> 54
    version, variant = 0x7, 0b10
    value = milliseconds << 80 | version << 76 | (drawn >> 62) << 64 | variant << 62 | drawn & (1 << 62) - 1
    return f"{value:032x}"
