# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Digests: what Slack changed of their schedules, which were made, and what became of their posts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, literal_column, select, text, update

from storage.digest_tables import DigestRunRow, DigestScheduleRow
from storage.instant import Instant
from storage.outbox_tables import OutboxRow
from storage.rows import table
from storage.statements import Row, Statement, insertion, upsert
from storage.unit import Unit, Write
from workflows.schedules import UNCHANGED, Change, DigestName, Run, Schedule

_SCHEDULES, _RUNS = table(DigestScheduleRow), table(DigestRunRow)
_S, _R, _O = _SCHEDULES.c, _RUNS.c, table(OutboxRow).c
_OF = (_R.workspace_id == bindparam("of_workspace"), _R.schedule == bindparam("of_schedule"))
_MADE = select(_R.period, _R.since, _R.until, _R.channel, _R.digest, _R.trial, _R.document, _R.pictures)
_KNOWN = Statement(
    select(_S.name, _S.known_since, _S.change, _S.resting)
    .where(_S.workspace_id == bindparam("of_workspace"))
    .order_by(_S.name)
)
_KNOW = insertion(_SCHEDULES, unless=("workspace_id", "name"))
_PUT = upsert(_SCHEDULES, lambda new: {"known_since": new.known_since, "change": new.change, "resting": new.resting})
_OF_NAME = (_S.workspace_id == bindparam("of_workspace"), _S.name == bindparam("of_name"))
_REST = Statement(update(_SCHEDULES).where(*_OF_NAME).values(resting=True))
_GO_ON = Statement(
    update(_SCHEDULES)
    .where(*_OF_NAME, text("resting"))
    .values(resting=False, known_since=bindparam("from_now", type_=Instant))
)
_DROP = Statement(delete(_SCHEDULES).where(*_OF_NAME))
_LAST = Statement(_MADE.where(*_OF, text("NOT trial")).order_by(_R.since.desc()).limit(literal_column("1")))
_ONE = Statement(_MADE.where(*_OF, _R.period == bindparam("of_period")))
_ADD = insertion(_RUNS)
_PICTURES = Statement(
    update(_RUNS).where(*_OF, _R.period == bindparam("of_period")).values(pictures=bindparam("of_pictures"))
)
_NEWER = _RUNS.alias("newer")
_NEWEST = (
    select(func.max(_NEWER.c.since))
    .where(_NEWER.c.workspace_id == _R.workspace_id, _NEWER.c.schedule == _R.schedule, text("NOT newer.trial"))
    .scalar_subquery()
)
_FORGET = (
    Statement(delete(_RUNS).where(text("trial"), _R.until < bindparam("trials_before", type_=Instant))),
    Statement(delete(_RUNS).where(_R.until < bindparam("before", type_=Instant), _R.since < _NEWEST)),
)
_STANDING = Statement(
    select(_O.state, _O.problem).where(_O.workspace_id == bindparam("of_workspace"), _O.key == bindparam("of_key"))
)


@dataclass(frozen=True, slots=True)
class Known:
    """Since when the office knows a schedule, what Slack changed of it, and whether it rested when last looked at."""

    since: datetime
    change: Change
    resting: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A digest that was made, with its figures as JSON, and the files of its pictures at Slack by chart.

    ``trial``: for one person, the ``channel``, to try it.
    """

    run: Run
    channel: str
    digest: DigestName
    trial: bool
    document: str
    pictures: Mapping[str, str]


class Digests:
    """The digests of a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def known(self, workspace: str) -> Mapping[str, Known]:
        """Every schedule that was seen so far, by name."""
        rows = await self._unit.few(_KNOWN(of_workspace=workspace))
        return {
            name: Known(since, Change.model_validate_json(change), bool(resting))
            for name, since, change, resting in rows
        }

    async def know(self, workspace: str, name: str, since: datetime) -> None:
        """Note that a schedule was seen, if it never was before."""
        self._unit.write(Write(_KNOW(**_row(workspace, name, Known(since, UNCHANGED)))))

    async def change(self, workspace: str, name: str, known: Known) -> None:
        """Keep what Slack changed of a schedule, in the place of what it changed before."""
        self._unit.write(Write(_PUT(**_row(workspace, name, known))))

    async def rest(self, workspace: str, name: str) -> None:
        """Note that a schedule is paused, or not planned any more."""
        self._unit.write(Write(_REST(of_workspace=workspace, of_name=name)))

    async def go_on(self, workspace: str, name: str, now: datetime) -> None:
        """Know a schedule that rested from now on; one that goes on already stays as it is."""
        self._unit.write(Write(_GO_ON(of_workspace=workspace, of_name=name, from_now=now)))

    async def drop(self, workspace: str, name: str) -> None:
        """Forget a schedule, with what Slack changed of it; the digests that it made stay."""
        self._unit.write(Write(_DROP(of_workspace=workspace, of_name=name)))

    async def last(self, workspace: str, schedule: str) -> Made | None:
        """The newest digest of a schedule; trials are none."""
        row = await self._unit.one(_LAST(of_workspace=workspace, of_schedule=schedule))
        return _made(row) if row else None

    async def made(self, workspace: str, schedule: str, period: str) -> Made | None:
        """The digest of a period, or a trial."""
        row = await self._unit.one(_ONE(of_workspace=workspace, of_schedule=schedule, of_period=period))
        return _made(row) if row else None

    async def add(self, workspace: str, schedule: Schedule, run: Run, document: str, *, trial_for: str = "") -> None:
        """Keep a digest; the unit raises Conflict when its period has one, or another tells of the same time.

        ``trial_for`` is the user id of whom it is a trial for.
        """
        call = _ADD(
            workspace_id=workspace,
            schedule=schedule.name,
            period=run.period,
            channel=trial_for or schedule.channel,
            digest=schedule.digest,
            since=run.since,
            until=run.until,
            trial=bool(trial_for),
            document=document,
        )
        self._unit.write(Write(call))

    async def keep_pictures(self, workspace: str, schedule: str, period: str, files: Mapping[str, str]) -> None:
        """Keep the ids of the files at Slack that show a digest's charts, by the names of the charts."""
        about = {"of_workspace": workspace, "of_schedule": schedule, "of_period": period}
        self._unit.write(Write(_PICTURES(**about, of_pictures=json.dumps(dict(files)))))

    async def forget(self, before: datetime, trials_before: datetime) -> None:
        """Drop digests that were made before an instant, but for the newest of each schedule; trials before another."""
        trials, runs = _FORGET
        self._unit.write(Write(trials(trials_before=trials_before)), Write(runs(before=before)))

    async def problem(self, workspace: str, key: str) -> str | None:
        """What became of the notice of that key: empty once Slack has it, a sentence while it could not be sent.

        None: it is on its way. One that was sent long ago is not known any more, and counts as sent.
        """
        row = await self._unit.one(_STANDING(of_workspace=workspace, of_key=key))
        if row is None or row[0] in {"sent", "collapsed"}:
            return ""
        return row[1] or None


def _row(workspace: str, name: str, known: Known) -> dict[str, object]:
    change = known.change.model_dump_json(exclude_defaults=True)
    about = {"workspace_id": workspace, "name": name}
    return about | {"known_since": known.since, "change": change, "resting": known.resting}


def _made(row: Row) -> Made:
    period, since, until, channel, digest, trial, document, pictures = row
    return Made(Run(period, since, until), channel, digest, bool(trial), document, json.loads(pictures))
