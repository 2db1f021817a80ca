# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The statements behind the figures: sums over ranges of indexes that exist anyway, never over the whole table.

What is open is found along the index of open requests, what was decided along that of decisions, and what came in
between two numbers. Documents are read of questions alone, for the license that each is about.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    union_all,
)

from storage.decision_tables import ClearanceRow, DecidedStepRow
from storage.figure_functions import Answer, Seconds
from storage.instant import Instant
from storage.request_statements import listed, of_open_requests
from storage.request_tables import RequestRow
from storage.rows import table, words
from storage.statements import Statement
from workflows.figures import AGES, NAMED, TREND_WEEKS

_REQUESTS, _STEPS, _CLEARANCES = (table(row) for row in (RequestRow, DecidedStepRow, ClearanceRow))
_R, _S, _C = _REQUESTS.c, _STEPS.c, _CLEARANCES.c
_WORKSPACE = _R.workspace_id == bindparam("workspace_id")
_ONE: ColumnElement[int] = literal_column("1", Integer)
_NONE: ColumnElement[int] = literal_column("0", Integer)
_COMMA: ColumnElement[str] = literal_column("','", String)
_SINCE, _UNTIL = bindparam("since", type_=Instant), bindparam("until", type_=Instant)
_BEGIN = bindparam("begin", type_=Instant)
_LIMIT = bindparam("limit", type_=Integer)
_DECIDED = text(words("state", ("approved", "declined")))
#: Open to everybody, or of a kind and lane that is counted although only a group may see it (workflows/counting.py).
COUNTED = or_(text("NOT private"), listed(_COMMA + _R.kind + literal_column("':'", String) + _R.lane + _COMMA, "rooms"))
#: Somebody gave a verdict: a step that was decided is remembered.
BY_PEOPLE = exists().where(_S.request_id == _R.id)


def count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows are so."""
    return func.coalesce(func.sum(case((condition, _ONE), else_=_NONE)), _NONE)


# --- What is open -----------------------------------------------------------------------------------------------------

_NOW, _SOON = bindparam("now", type_=Instant), bindparam("soon", type_=Instant)
#: By state, kind and holders of a turn: how many, how many of them overdue, how many due soon.
OPEN = Statement(
    of_open_requests(
        select(
            _R.state, _R.kind, _R.waiting_on, func.count(),
            count_if(_R.due_at <= _NOW), count_if(and_(_R.due_at > _NOW, _R.due_at <= _SOON)),
        )
    ).where(COUNTED).group_by(_R.state, _R.kind, _R.waiting_on)
)  # fmt: skip
OLDEST = Statement(
    of_open_requests(select(_R.number, _R.submitted_at))
    .where(text("NOT private"))
    .order_by(_R.number)
    .limit(literal_column(str(NAMED), Integer))
)
_BANDS = [_R.submitted_at > bindparam(f"younger_{n}", type_=Instant) for n in range(1, len(AGES))]
_BAND = case(
    *((younger, literal_column(str(n), Integer)) for n, younger in enumerate(_BANDS)),
    else_=literal_column(str(len(_BANDS)), Integer),
)
AGED = Statement(of_open_requests(select(_BAND.label("band"), func.count())).where(COUNTED).group_by(text("band")))

# --- Where a window begins among numbers ------------------------------------------------------------------------------

#: The request of a number, or of the next that there is.
AT_NUMBER = Statement(
    select(_R.number, _R.submitted_at)
    .where(_WORKSPACE, _R.number >= bindparam("number", type_=Integer))
    .order_by(_R.number)
    .limit(_ONE)
)
LAST_NUMBER = Statement(select(_R.number).where(_WORKSPACE).order_by(_R.number.desc()).limit(_ONE))

# --- What happened in a window ----------------------------------------------------------------------------------------


def _week_of(column: ColumnElement[Any]) -> ColumnElement[int]:
    """The week of the trend, from 0, by the edges between them (``edge_0`` …); -1 before the first."""
    before = (column < bindparam(f"edge_{n}", type_=Instant) for n in range(TREND_WEEKS))
    return case(
        *((one, literal_column(str(n), Integer)) for n, one in enumerate(before, -1)),
        else_=literal_column(str(TREND_WEEKS - 1), Integer),
    )


def _in_window(column: ColumnElement[Any]) -> ColumnElement[int]:
    return case((column >= _SINCE, _ONE), else_=_NONE)


def _came(since: ColumnElement[Any]) -> ColumnElement[bool]:
    after, before = (bindparam(f"{name}_number", type_=Integer) for name in ("after", "before"))
    times = _R.submitted_at >= since, _R.submitted_at < _UNTIL
    return and_(_WORKSPACE, _R.number > after, _R.number < before, *times)


#: Since ``begin``, by week, whether it was in the window too, kind and state that it has now: how many came in.
ARRIVED = Statement(
    select(
        _week_of(_R.submitted_at).label("week"),
        _in_window(_R.submitted_at).label("inside"),
        _R.kind,
        _R.state,
        func.count(),
    )
    .where(_came(_BEGIN), COUNTED)
    .group_by(text("week"), text("inside"), _R.kind, _R.state)
)


def ended(*columns: ColumnElement[Any], since: ColumnElement[Any] = _SINCE) -> Select[*tuple[Any, ...]]:
    """Of what was decided in the window. SQLite, which keeps no statistics, is told along which index."""
    found = select(*columns).select_from(_REQUESTS).where(_WORKSPACE, _R.decided_at >= since, _R.decided_at < _UNTIL)
    return found.with_hint(_REQUESTS, "INDEXED BY ix_requests_workspace_id_decided_at", "sqlite")


#: What was decided in the window and everybody may see, whole; read only where figures of people are asked for.
DOCUMENTS = Statement(ended(_R.document).where(text("NOT private"), _DECIDED))
_PEOPLE = case((and_(_DECIDED, BY_PEOPLE), _ONE), else_=_NONE)
_TOOK = Seconds(_R.decided_at) - Seconds(_R.submitted_at)


def _at(percent: int) -> ColumnElement[Any]:
    """The value at the place of a percentile among ``ranked``, as workflows.figures.nearest_rank has it."""
    return literal_column(f"max(CASE WHEN place = (among * {percent} + 99) / 100 THEN value END)", Integer)


def _ranked(values: Select[*tuple[Any, ...]], *apart: str) -> Any:
    """The values with the place of each, and among how many, apart from each other by these columns."""
    each = values.subquery("each_value")
    columns = [each.c[name] for name in apart]
    return select(
        each,
        func.row_number().over(partition_by=columns, order_by=each.c.value).label("place"),
        func.count().over(partition_by=columns).label("among"),
    ).subquery("ranked")


def _ends() -> Statement:
    each = ended(
        _week_of(_R.decided_at).label("week"), _in_window(_R.decided_at).label("inside"), _R.state, _R.kind,
        _R.revision, _PEOPLE.label("people"), _TOOK.label("value"), since=_BEGIN,
    ).where(COUNTED).cte("each_end")  # fmt: skip
    e, nothing = each.c, (literal_column("NULL", Integer).label(name) for name in ("median", "p90"))
    rounds = func.sum(e.revision - _ONE).label("rounds"), count_if(e.revision > _ONE).label("revised")
    counts = select(e.week, e.inside, e.state, e.kind, e.people, func.count().label("ends"), *rounds, *nothing)
    counts = counts.group_by(e.week, e.inside, e.state, e.kind, e.people)
    by_people = select(e.week, e.value).where(e.people == _ONE)
    weeks, window = _ranked(by_people, "week"), _ranked(by_people.where(e.inside == _ONE))
    unnamed = [literal_column(sql, type_) for sql, type_ in (("0", Integer), ("''", String), ("''", String))]
    places = [literal_column(sql, Integer) for sql in ("1", "count(*)", "0", "0")] + [_at(50), _at(90)]
    of_weeks = select(weeks.c.week, *unnamed, *places).group_by(weeks.c.week)
    of_window = select(literal_column(str(WINDOW), Integer), *unnamed, *places).select_from(window)
    return Statement(select(union_all(counts, of_weeks, of_window).subquery("either")))


#: In place of a week, in the row about the whole window.
WINDOW = -2
#: Since ``begin``, by week, whether it was in the window too, state, kind and whether people decided: how many, how
#: often they were edited, and how many of them were. And by week and for the window, without a state: of how many the
#: seconds are that stand at the places of the median and of nine of ten.
ENDED = _ends()


def _steps_of_window(*columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Of the decided steps of what was decided in the window."""
    return ended(*columns).join(_STEPS, _S.request_id == _R.id).where(COUNTED, _DECIDED)


def _worked() -> Statement:
    stage = literal_column("CASE WHEN step LIKE '%.%' THEN substr(step, length(group_name) + 2) ELSE '' END", String)
    longest = _steps_of_window(_R.id, stage.label("stage"), func.max(_S.minutes).label("minutes"))
    stages = longest.group_by(_R.id, text("stage")).subquery("stages")
    each = select(func.sum(stages.c.minutes).label("value")).group_by(stages.c.id)
    ranked = _ranked(each)
    return Statement(select(func.count(), _at(50), _at(90)).select_from(ranked))


#: Among how many, and the minutes of working time at the places of the median and of nine of ten. Steps of one stage
#: run side by side, so that the longest counts; stages follow each other, so that they add up.
WORKED = _worked()
#: What the decided steps of the window were about, for the promises to be looked up.
SUBJECTS = Statement(
    _steps_of_window(_S.group_name, _S.kind, _S.lane, func.count()).group_by(_S.group_name, _S.kind, _S.lane)
)


@lru_cache(maxsize=8)
def late(subjects: int) -> Statement:
    """Of how many requests that people decided in the window, and of how many of them a step took too long.

    That is longer than ``most_0`` … minutes, each about one of so many subjects.
    """
    each = [
        and_(
            _S.group_name == bindparam(f"group_{n}", type_=String),
            _S.kind == bindparam(f"kind_{n}", type_=String),
            _S.lane == bindparam(f"lane_{n}", type_=String),
            _S.minutes > bindparam(f"most_{n}", type_=Integer),
        )
        for n in range(subjects)
    ]
    late_ones = case((or_(*each), _R.id)).distinct()
    return Statement(_steps_of_window(func.count(_R.id.distinct()), func.count(late_ones)))


#: Of questions of a kind in the window: the licenses that enough people asked about.
LICENSES = Statement(
    select(Answer(_R.document, bindparam("field", type_=String)).label("license"), func.count().label("asked"))
    .where(_came(_SINCE), _R.kind == bindparam("of_kind"), COUNTED)
    .group_by(text("license"))
    .having(func.count(_R.requester.distinct()) >= bindparam("few", type_=Integer))
    .order_by(text("asked DESC"), text("license"))
    .limit(_LIMIT)
)

# --- What ends soon ---------------------------------------------------------------------------------------------------

_LAPSES = (
    select(_C.number, func.count().over().label("lapsing"))
    .select_from(_CLEARANCES)
    .with_hint(_CLEARANCES, "INDEXED BY ix_clearances_valid_until", "sqlite")
    .where(
        _C.workspace_id == bindparam("workspace_id"),
        _C.valid_until > bindparam("now", type_=Instant),
        _C.valid_until <= bindparam("by", type_=Instant),
        text("standing"),
        _C.ended_at.is_(None),
    )
)
#: The first of the standing clearances that end in a time, and how many there are of them.
LAPSING = Statement(_LAPSES.order_by(_C.valid_until, _C.number).limit(literal_column(str(NAMED), Integer)))
