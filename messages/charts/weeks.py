# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the last weeks: how long decisions took, and how much came in and was decided."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from messages.charts.chart import (
    BLUE,
    INK,
    ORANGE,
    PAPER,
    SMALL,
    VERMILLION,
    Chart,
    Datum,
    Spec,
    alt_text,
    card,
    day,
    layer,
)
from workflows.figures import ENOUGH, Week

_HEIGHT = 240
_LINE: Spec = {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-path-domains"}
#: From so many hours on, times are told in days.
_DAYS_FROM = 72
_MEDIAN, _NINE_OF_TEN = "half within", "nine of ten within"
_IN, _DECIDED = "came in", "decided"


def times(trend: Sequence[Week], zone: ZoneInfo) -> Chart | None:
    """How long people's decisions took, week by week, with gaps where they were too few; None below two weeks."""
    told = [week for week in trend if week.times.median is not None]
    if len(told) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    unit, minutes = _unit(told)
    title = "How long decisions took"
    under = [f"{unit.capitalize()} from submission, people's decisions only.",
             f"Gaps: fewer than {ENOUGH} decisions in that week."]  # fmt: skip
    values = [
        {"week": day(week.since, zone), "line": line, "time": None if time is None else round(time / minutes, 1)}
        for week in trend
        for line, time in ((_MEDIAN, week.times.median), (_NINE_OF_TEN, week.times.p90))
    ]
    rows = [
        (day(week.since, zone), str(week.times.of), _told(week.times.median, minutes), _told(week.times.p90, minutes))
        for week in trend
    ]
    sentences = [f"Week of {week}: {of}, half within {half}, nine of ten within {nine} {unit}."
                 for week, of, half, nine in rows if half != _NONE]  # fmt: skip
    head = ("Week of", "Decided", f"Half within ({unit})", f"Nine of ten within ({unit})")
    alt = alt_text([f"{title}, week by week, with how many were decided by people.", *sentences])
    return Chart("times", title, card(title, under, _lines(values), height=_HEIGHT, axes=True), alt, (head, *rows))


_NONE = "not enough data"


def _unit(weeks: Sequence[Week]) -> tuple[str, int]:
    """The unit in which all times are told, and its minutes."""
    longest = max(week.times.p90 or week.times.median or 0 for week in weeks)
    return ("days", 24 * 60) if longest >= _DAYS_FROM * 60 else ("hours", 60)


def _told(minutes: int | None, unit: int) -> str:
    return _NONE if minutes is None else f"{minutes / unit:.1f}"


def _lines(values: Sequence[Datum]) -> list[Spec]:
    """Two lines, told apart by color, dash and shape, each with the newest number at its end."""
    both = [_MEDIAN, _NINE_OF_TEN]
    legend: Spec = {"title": None, "orient": "top", "labelFontSize": SMALL, "symbolSize": 110}
    place: Spec = {
        "x": _week_axis(values),
        "y": {"field": "time", "type": "quantitative", "title": None, "scale": {"domainMin": 0, "nice": True},
              "axis": {"tickCount": 5}},
    }  # fmt: skip
    looks: Spec = {
        "color": {"field": "line", "scale": {"domain": both, "range": [BLUE, VERMILLION]}, "legend": legend},
        "shape": {"field": "line", "scale": {"domain": both, "range": ["circle", "triangle-up"]}, "legend": legend},
    }
    colored = {"color": looks["color"]}
    ends = [[one for one in values if one["line"] == line and one["time"] is not None][-1] for line in both]
    number: Spec = {"type": "text", "baseline": "bottom", "dy": -8, "fontWeight": "bold"}
    halo = number | {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    written = place | {"text": {"field": "time", "format": ".1f"}}
    return [
        *(
            layer([one for one in values if one["line"] == line], _LINE | {"strokeDash": dash}, place | colored)
            for line, dash in zip(both, ([1, 0], [6, 3]), strict=True)
        ),
        layer(values, {"type": "point", "size": 60, "filled": True, "opacity": 1}, place | looks),
        *(layer(ends, mark, written) for mark in (halo, number | {"color": INK})),
    ]


def _week_axis(values: Sequence[Datum]) -> Spec:
    """Weeks from left to right, with every third written out."""
    weeks = list(dict.fromkeys(str(one["week"]) for one in values))
    shown = weeks[::-1][::3]
    return {"field": "week", "type": "ordinal", "sort": weeks, "title": "week of", "scale": {"domain": weeks},
            "axis": {"labelAngle": 0, "values": shown, "labelOverlap": False}}  # fmt: skip


def flow(trend: Sequence[Week], zone: ZoneInfo) -> Chart | None:
    """How many requests came in and were decided, week by week; None when that was so in fewer than two weeks."""
    if sum(bool(week.arrivals or week.decisions) for week in trend) < 2:  # noqa: PLR2004 - nothing to compare
        return None
    title = "What came in and what was decided"
    values = [
        {"week": day(week.since, zone), "what": what, "count": count}
        for week in trend
        for what, count in ((_IN, week.arrivals), (_DECIDED, week.decisions))
    ]
    rows = [(day(week.since, zone), str(week.arrivals), str(week.decisions), str(week.at_once)) for week in trend]
    sentences = [f"Week of {week}: {came} came in, {decided} decided, {at_once} of them at once."
                 for week, came, decided, at_once in rows]  # fmt: skip
    head = ("Week of", "Came in", "Decided", "Of them at once")
    spec = card(title, ["Requests, week by week."], _bars(values), height=_HEIGHT, axes=True)
    return Chart("flow", title, spec, alt_text([f"{title}, week by week.", *sentences]), (head, *rows))


def _bars(values: Sequence[Datum]) -> list[Spec]:
    """Two bars a week: outlined what came in, filled what was decided."""
    both = [_IN, _DECIDED]
    place: Spec = {
        "x": _week_axis(values),
        "xOffset": {"field": "what", "sort": both},
        "y": {"field": "count", "type": "quantitative", "title": None,
              "axis": {"tickMinStep": 1, "tickCount": 5, "format": "d"}},
        "fill": {"field": "what", "scale": {"domain": both, "range": ["#FBE3B5", BLUE]},
                 "legend": {"title": None, "orient": "top", "labelFontSize": SMALL, "symbolSize": 160}},
        "stroke": {"field": "what", "scale": {"domain": both, "range": [ORANGE, BLUE]}, "legend": None},
    }  # fmt: skip
    return [layer(values, {"type": "bar", "strokeWidth": 1.5}, place)]
