# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Stories to copy: requests that happened by the domain's own rules, with their rows as they were after each unit.

A copy differs in its id, number, requester and times, by whole weeks and some seconds, so that working time, dates and
who decided stay what they were. Its chain of events is made anew and verifies; salts are those of the story.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

from bot.catalog import Catalog
from bot.practice.history import History
from storage.database import Database
from storage.rows import Row
from workflows.request import Request
from workflows.staffing import Staff

#: The Monday of the stories: half a year before it and after it there is no clock change that would move working hours.
MONDAY = datetime(2026, 1, 12, tzinfo=UTC)
WEEK = timedelta(weeks=1)
REQUESTER = "U0STORYTELLER"
#: How NULL is written, for COPY and for SQLite alike.
NULL = "\\N"
TABLES = ("requests", "events", "clearances", "obligations", "decided_steps", "embargoes")
_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)"
_DAY = r"(?<![\d-])\d{4}-\d\d-\d\d(?![\dT-])"
#: Stories have numbers that nothing else in a row could be.
_FIRST_NUMBER = 7_654_321
_ID, _NUMBER, _HEAD = 0, 1, 2
_WHO = 3


@dataclass(slots=True)
class _Words:
    """A text with places for what differs: ``fill`` is given all that differs of a copy, in the story's order."""

    text: str
    pick: Callable[[Sequence[str]], Any] | None

    def fill(self, values: Sequence[str]) -> str:
        return self.text if self.pick is None else self.text % self.pick(values)


@dataclass(slots=True)
class _Event:
    """An event: its words before and behind the chain's part, and its body."""

    columns: _Words
    body: _Words
    private: _Words


@dataclass(slots=True)
class Version:
    """Every row of a story after one of its units, and when that was, from the Monday."""

    at: timedelta
    events: int
    rows: list[tuple[str, _Words]]


@dataclass(slots=True)
class Story:
    """A story to copy; ``times`` and ``days`` are what is moved, ``salts`` those of the requester's commitments."""

    begins: timedelta
    ended: bool
    events: list[_Event]
    versions: list[Version]
    times: list[tuple[datetime, str]]
    days: list[datetime]
    salts: list[str]

    def copy(
        self, version: Version, request_id: str, number: int, requester: str, shift: timedelta
    ) -> Iterator[tuple[str, str]]:
        """The rows of a copy as tables and lines, parts between tabs."""
        values = [request_id, str(number), "", requester]
        values += [_written(at + shift, way) for at, way in self.times]
        values += [f"{day + shift:%Y-%m-%d}" for day in self.days]
        values += [hashlib.sha256(f"{len(salt)}:{salt}:{requester}".encode()).hexdigest() for salt in self.salts]
        previous, chain = "0" * 64, []
        for event in self.events[: version.events]:
            body = event.body.fill(values).replace(_PREVIOUS, previous)
            digest = hashlib.sha256(body.encode()).hexdigest()
            chain.append(f"{event.columns.fill(values)}\t{body}\t{previous}\t{digest}\t{event.private.fill(values)}")
            previous = digest
        values[_HEAD] = previous
        for table, words in version.rows:
            yield table, words.fill(values)
        for line in chain:
            yield "events", line


_PREVIOUS = "<previous>"


def _written(at: datetime, way: str) -> str:
    return at.isoformat()[:19] + way


@dataclass(slots=True)
class _Told:
    """A story while it happens: after each unit its rows, as they are in the file."""

    versions: list[tuple[datetime, dict[str, list[tuple[Any, ...]]]]] = field(default_factory=list)
    state: str = ""


async def stories(folder: Path, catalog: Catalog, staff: Staff, workspace: str, how_many: int) -> list[Story]:
    """Let so many requests happen in one week and what follows, and take their rows down."""
    file = folder / "stories.sqlite3"
    database = Database(f"sqlite:///{file}")
    await database.start()
    await database.migrate()
    told: dict[str, _Told] = {}
    with sqlite3.connect(file) as reading:

        def seen(request: Request, at: datetime) -> None:
            one = told.setdefault(request.id, _Told())
            one.versions.append((at, {table: _rows(reading, table, request.id) for table in TABLES}))
            one.state = request.state.value

        reading.execute("INSERT INTO counters VALUES (?, 'request', ?)", (workspace, _FIRST_NUMBER))
        reading.commit()
        past = History(database, catalog, staff, workspace, [REQUESTER], seen=seen)
        await past.fill(MONDAY, MONDAY + WEEK, how_many, now=MONDAY + 20 * WEEK)
    await database.stop()
    return [_story(one) for one in told.values()]


def columns(table: str) -> list[str]:
    """The columns of a table in their order."""
    return [column.name for column in Row.metadata.tables[table].columns]


def _rows(connection: sqlite3.Connection, table: str, request_id: str) -> list[tuple[Any, ...]]:
    key = "id" if table == "requests" else "request_id"
    order = " ORDER BY sequence" if table == "events" else ""
    listed = ", ".join(f'"{name}"' for name in columns(table))
    statement = f"SELECT {listed} FROM {table} WHERE {key} = ?{order}"  # noqa: S608 - names of our own tables
    return connection.execute(statement, (request_id,)).fetchall()


def _story(told: _Told) -> Story:
    last = told.versions[-1][1]
    request = dict(zip(columns("requests"), last["requests"][0], strict=True))
    events = [dict(zip(columns("events"), row, strict=True)) for row in last["events"]]
    salts, commitments = [], []
    for event in events:
        for name, (salt, text) in json.loads(event["private"]).items():
            if text == REQUESTER:
                salts.append(salt)
                commitments.append(json.loads(event["body"])["commitments"][name])
    everything = json.dumps([rows for _, version in told.versions for rows in version.values()], ensure_ascii=False)
    times = sorted(set(re.findall(_TIME, everything)))
    days = sorted(set(re.findall(_DAY, everything)))
    slots: dict[str, int] = {request["id"]: _ID, str(request["number"]): _NUMBER, REQUESTER: _WHO}
    for found in (*times, *days, *commitments):
        slots.setdefault(found, len(set(slots.values())) + 1)
    heads = {
        dict(zip(columns("requests"), version["requests"][0], strict=True))["head_hash"] for _, version in told.versions
    }
    slots |= dict.fromkeys(heads, _HEAD)
    pattern = re.compile("|".join(re.escape(one) for one in sorted(slots, key=len, reverse=True)))

    def words(text: str) -> _Words:
        picked: list[int] = []

        def place(found: re.Match[str]) -> str:
            picked.append(slots[found[0]])
            return "%s"

        filled = pattern.sub(place, text.replace("%", "%%"))
        if not picked:
            return _Words(filled.replace("%%", "%"), None)
        return _Words(filled, itemgetter(*picked))

    return Story(
        begins=told.versions[0][0] - MONDAY,
        ended=told.state not in {"in_review", "waiting_for_requester"},
        events=[_event(event, words) for event in events],
        versions=[
            Version(
                at - MONDAY,
                len(rows["events"]),
                [(table, words(_line(row))) for table in TABLES if table != "events" for row in rows[table]],
            )
            for at, rows in told.versions
        ],
        times=[_read(one) for one in times],
        days=[datetime.fromisoformat(one).replace(tzinfo=UTC) for one in days],
        salts=salts,
    )


def _event(event: Mapping[str, Any], words: Callable[[str], _Words]) -> _Event:
    body = str(event["body"]).replace(str(event["previous"]), _PREVIOUS)
    names = ("request_id", "sequence", "workspace_id", "kind", "at")
    return _Event(words("\t".join(str(event[name]) for name in names)), words(body), words(str(event["private"])))


def _line(row: Sequence[Any]) -> str:
    return "\t".join(NULL if value is None else str(value) for value in row)


def _read(written: str) -> tuple[datetime, str]:
    at = datetime.fromisoformat(written)
    return at, written[19:]
