# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Random texts: salts of commitments, ids of notices, tokens of leases."""

import secrets
from collections.abc import Iterator


def tokens(block: int = 32) -> Iterator[str]:
    """Random texts of 128 bits, without end; the system is asked for a block of them at a time, as each call costs."""
    while True:
        drawn = secrets.token_hex(16 * block)
        yield from (drawn[start : start + 32] for start in range(0, len(drawn), 32))
