# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The picture of what is open: how long it has been, in bands, so that the old is not hidden behind the new."""

from collections.abc import Sequence

from messages.charts.chart import BLUE, INK, NORMAL, SMALL, Chart, Datum, Spec, alt_text, card, layer
from workflows.figures import AgeBand

_BAR = 26


def backlog(ages: Sequence[AgeBand]) -> Chart | None:
    """How many requests have been open for how long; None when nothing is open."""
    total = sum(band.count for band in ages)
    if not total:
        return None
    title = "How long open requests have waited"
    names = [_name(band, after) for band, after in zip(ages, (*ages[1:], None), strict=True)]
    rows = [(name, str(band.count)) for name, band in zip(names, ages, strict=True)]
    values = [{"age": name, "count": band.count} for name, band in zip(names, ages, strict=True)]
    under = ["1 open request, by its age." if total == 1 else f"{total} open requests, by their age."]
    sentences = [f"{name.capitalize()}: {count}." for name, count in rows]
    spec = card(title, under, _bars(values, names), height=_BAR * len(names), axes=True)
    spec["height"] = {"step": _BAR}
    return Chart("backlog", title, spec, alt_text([f"{title}.", *sentences]), (("Open for", "Requests"), *rows))


def _name(band: AgeBand, after: AgeBand | None) -> str:
    if after is None:
        return f"{band.from_days} days or more" if band.from_days else "any time"
    if not band.from_days:
        return "less than a day" if after.from_days == 1 else f"less than {after.from_days} days"
    return f"{band.from_days} to {after.from_days - 1} days"


def _bars(values: Sequence[Datum], names: Sequence[str]) -> list[Spec]:
    place: Spec = {
        "y": {"field": "age", "type": "ordinal", "sort": list(names), "title": None,
              "axis": {"labelFontSize": SMALL, "labelLimit": 0, "ticks": False, "domain": False, "labelPadding": 6}},
        "x": {"field": "count", "type": "quantitative", "axis": None},
    }  # fmt: skip
    bars = layer(values, {"type": "bar", "color": BLUE, "height": {"band": 0.7}}, place)
    number = {"type": "text", "align": "left", "dx": 5, "fontWeight": "bold", "fontSize": NORMAL, "color": INK}
    return [bars, layer(values, number, place | {"text": {"field": "count"}})]
