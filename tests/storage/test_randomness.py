# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Random texts: never the same, and ids that sort by time."""

import os
import time
from uuid import UUID

from storage.randomness import time_ordered_id, token


def test_ids_are_uuids_of_version_7_that_never_repeat() -> None:
    ids = [time_ordered_id() for _ in range(2000)]
    assert len(set(ids)) == 2000
    for one in map(UUID, ids):
        assert (one.version, one.variant) == (7, "specified in RFC 4122")
        assert abs((one.int >> 80) / 1000 - time.time()) < 60


def test_a_later_id_sorts_behind_an_earlier_one() -> None:
    before = time_ordered_id()
    started = time.time_ns() // 1_000_000
    while time.time_ns() // 1_000_000 == started:
        pass
    assert before < time_ordered_id()


def test_tokens_have_128_bits_and_never_repeat() -> None:
    drawn = [token() for _ in range(1000)]
    assert len(set(drawn)) == 1000
    assert {len(bytes.fromhex(one)) for one in drawn} == {16}


def test_a_process_that_was_forked_gives_out_other_tokens() -> None:
    token()  # from here on some are drawn already
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, token().encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as told:
        assert told.read() not in {token() for _ in range(1000)}
