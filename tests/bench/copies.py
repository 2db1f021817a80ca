# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Many requests in little time: copies of stories over years of weeks, loaded into both databases side by side.

Loading goes around what makes a database safe (it waits for no disk, and PostgreSQL looks at no foreign key); the
indexes are those of the product, and so are the rows.
"""

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from queue import Queue
from random import Random

import psycopg

from tests.bench.stories import MONDAY, NULL, TABLES, WEEK, Story, columns

_AT_ONCE = 2_000
#: So long ago everything has come to an end.
_ALL_ENDED = timedelta(weeks=26)
Batch = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many requests over so many weeks until when, by how many people of which workspace; the first number."""

    requests: int
    weeks: int
    until: datetime
    people: int
    first: int = 1


def copies(stories: Sequence[Story], wanted: Wanted) -> Iterator[Batch]:
    """Lines by table, in the order of their numbers; the office grows by half over the years."""
    random = Random(1)  # noqa: S311 - the same copies each time, no secret
    ended = [story for story in stories if story.ended]
    begin, number, batch = wanted.until - wanted.weeks * WEEK, wanted.first, defaultdict[str, list[str]](list)
    monday = begin - timedelta(days=begin.weekday(), hours=begin.hour, minutes=begin.minute, seconds=begin.second)
    for week, count in enumerate(_by_week(wanted)):
        start = monday + week * WEEK
        among = ended if start < wanted.until - _ALL_ENDED else stories
        chosen = [(random.choice(among), timedelta(seconds=random.randrange(60))) for _ in range(count)]
        for story, jitter in sorted(chosen, key=lambda one: one[0].begins + one[1]):
            shift = start - MONDAY + jitter
            known = [one for one in story.versions if start + one.at + jitter <= wanted.until]
            if not known:
                continue
            at = int((start + story.begins + jitter).timestamp() * 1000)
            request_id = f"{at:012x}{number:020x}"
            requester = f"U0DEV{random.randrange(wanted.people)}"
            for table, line in story.copy(known[-1], request_id, number, requester, shift):
                batch[table].append(line)
            number += 1
            if len(batch["requests"]) >= _AT_ONCE:
                yield batch
                batch = defaultdict(list)
    yield batch


def _by_week(wanted: Wanted) -> list[int]:
    growth = [1 + 0.5 * week / wanted.weeks for week in range(wanted.weeks)]
    total, done, counts = sum(growth), 0.0, []
    for one in growth:
        before, done = done, done + wanted.requests * one / total
        counts.append(round(done) - round(before))
    return counts


@contextmanager
def loading(*sinks: "SQLiteSink | PostgreSQLSink") -> Iterator["Queues"]:
    """Give batches to all sinks, each in a thread of its own."""
    queues = Queues(sinks)
    try:
        yield queues
    finally:
        queues.close()


class Queues:
    """One queue and one thread for each sink."""

    def __init__(self, sinks: Sequence["SQLiteSink | PostgreSQLSink"]) -> None:
        self._queues: list[Queue[Batch | None]] = [Queue(2) for _ in sinks]
        self._threads = [
            threading.Thread(target=_drain, args=pair, daemon=True) for pair in zip(sinks, self._queues, strict=True)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, batch: Batch) -> None:
        """Hand a batch to every sink, once each has room for it."""
        for queue in self._queues:
            queue.put(batch)

    def close(self) -> None:
        """Wait until everything is loaded."""
        for queue, thread in zip(self._queues, self._threads, strict=True):
            queue.put(None)
            thread.join()


def _drain(sink: "SQLiteSink | PostgreSQLSink", queue: "Queue[Batch | None]") -> None:
    sink.open()
    while (batch := queue.get()) is not None:
        sink.write(batch)
    sink.close()


class SQLiteSink:
    """A migrated file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def open(self) -> None:
        """Begin the one transaction of the load."""
        self._connection = sqlite3.connect(self._file, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "locking_mode=EXCLUSIVE"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")

    def write(self, batch: Batch) -> None:
        """Insert the rows of a batch."""
        for table in TABLES:
            named = columns(table)
            places = ", ".join(f"nullif(?, '{NULL}')" for _ in named)
            statement = f"INSERT INTO {table} ({', '.join(named)}) VALUES ({places})"  # noqa: S608 - names of our own tables
            self._connection.executemany(statement, (line.split("\t") for line in batch.get(table, ())))

    def close(self) -> None:
        """End it."""
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.close()


class PostgreSQLSink:
    """A migrated database, as its owner."""

    def __init__(self, url: str) -> None:
        self._url = url

    def open(self) -> None:
        """Connect; foreign keys are not looked up for each row."""
        self._connection = psycopg.connect(self._url)
        self._connection.execute("SET session_replication_role = replica; SET synchronous_commit = off")

    def write(self, batch: Batch) -> None:
        """Copy the rows of a batch."""
        for table in TABLES:
            lines = batch.get(table)
            if lines:
                named = ", ".join(f'"{name}"' for name in columns(table))
                with self._connection.cursor().copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                    text = "\n".join(lines).replace("\\", "\\\\").replace("\\" + NULL, NULL)
                    copy.write(text + "\n")
        self._connection.commit()

    def close(self) -> None:
        """Do what autovacuum would do a minute later."""
        self._connection.autocommit = True
        self._connection.execute("VACUUM ANALYZE")
        self._connection.close()
