# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The picture of maturity: one bar for each stage, as long as it has items, parted by what can be shown of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from messages.charts.chart import (
    BLUE,
    INK,
    INNER,
    NORMAL,
    ORANGE,
    PAPER,
    QUIET,
    SKY,
    SMALL,
    Chart,
    Datum,
    Spec,
    alt_text,
    card,
    downward,
    layer,
    pixels,
)
from messages.charts.lettering import width, wrapped
from workflows.digests.document import Progress, StageLine

#: Pixels. A picture that is higher than wide is drawn smaller than it is by Slack, and its letters with it.
_BAR, _LINE, _ABOVE, _GAP, _SWATCH = 18, 15, 10, 10, 14
_WANTED = "wanted"
#: Stages of one picture, which is about as high as wide then. Of more those around the first that is not complete.
_DRAWN = 8
#: Pixels between the strokes of a hatching.
_HATCH = 7
_TITLE: Spec = {"align": "left", "baseline": "line-top", "fontSize": NORMAL, "fontWeight": "bold"}


@dataclass(frozen=True, slots=True)
class _State:
    """How items of a state are drawn. ``hatch``: strokes that rise (1) or fall (-1), in ``ink``; 0 for none."""

    name: str
    word: str
    fill: str
    ink: str = INK
    hatch: int = 0
    dash: tuple[int, ...] = (1, 0)


_STATES = (
    _State("evidenced", "evidenced", BLUE, PAPER),
    _State("alone", "on one word", BLUE, PAPER, hatch=1),
    _State("claimed", "claimed", SKY, BLUE, hatch=1),
    _State("in_progress", "in progress", "#DCEFFB"),
    _State("lost", "lost", ORANGE, "#8A3D00", hatch=-1),
    _State("not_started", "not started", PAPER),
    _State("unknown", "not looked at", PAPER, QUIET, dash=(1, 3)),
    _State("not_applicable", "not applicable", "#EFEFEF", QUIET, dash=(3, 3)),
)


def stages(progress: Progress) -> Chart | None:
    """What each stage can show, and how much of it is wanted; None while nobody has looked at any item."""
    if progress.unseen or not any(_counts(stage) for stage in progress.stages):
        return None
    shown, which = _around(progress.stages)
    title, layers, height = "What each stage can show", *_drawn(shown)
    under = ["Items by what is known, and how many are wanted.", *which]
    sentences = [f"{stage.title}: {_words(stage)}." for stage in progress.stages]
    head = ("Stage", *(state.word.capitalize() for state in _STATES), "Wanted")
    rows = (
        (one.title, *(str(getattr(one, state.name)) for state in _STATES), str(one.target)) for one in progress.stages
    )
    spec = card(title, under, layers, height=height)
    return Chart("stages", title, spec, alt_text([f"{title}.", *sentences]), (head, *rows))


def _around(lines: Sequence[StageLine]) -> tuple[Sequence[StageLine], list[str]]:
    """The stages to draw, and a line that says which they are where those are not all."""
    if len(lines) <= _DRAWN:
        return lines, []
    current = next((place for place, one in enumerate(lines) if one.evidenced < one.items), len(lines))
    first = min(max(current - 2, 0), len(lines) - _DRAWN)
    last = first + _DRAWN
    return lines[first:last], [f"Stages {first + 1} to {last} of {len(lines)}; the table has all."]


def _counts(stage: StageLine) -> list[tuple[_State, int]]:
    return [(state, count) for state in _STATES if (count := getattr(stage, state.name))]


def _words(stage: StageLine) -> str:
    told = ", ".join(f"{count} {state.word}" for state, count in _counts(stage)) or "no items"
    return f"{told}; {stage.target} wanted" if stage.items else told


@dataclass(frozen=True, slots=True)
class _Row:
    """A stage at its place: the pixel from the top at which its bar begins, and what stands above it."""

    stage: StageLine
    top: int
    title: Sequence[str]
    share: str


def _drawn(lines: Sequence[StageLine]) -> tuple[list[Spec], int]:
    """The layers of all bars and the legend, and how high they are together."""
    rows, top = list[_Row](), 0
    for stage in lines:
        share = f"{stage.evidenced} of {stage.items} evidenced" if stage.items else "nothing applies"
        title = wrapped(stage.title, INNER - width(share, SMALL) - _ABOVE, NORMAL * 1.1)
        rows.append(_Row(stage, top + len(title) * _LINE + _ABOVE, title, share))
        top = rows[-1].top + _BAR + _GAP
    used = [state for state in _STATES if any(getattr(row.stage, state.name) for row in rows)]
    legend, height = _legend(used, top)
    wanted = next(one for one in legend if one["state"] == _WANTED)
    most = max(sum(count for _, count in _counts(stage)) for stage in lines) or 1
    segments = [one for row in rows for one in _segments(row, INNER / most)]
    titles = [{"x": 0, "y": row.top - _ABOVE - len(row.title) * _LINE, "words": list(row.title)} for row in rows]
    shares = [{"x": INNER, "y": row.top - _ABOVE - len(row.title) * _LINE, "words": row.share} for row in rows]
    targets = [
        {"x": row.stage.target * INNER / most, "y": row.top - 5, "end": row.top + 4, "target": row.stage.target}
        for row in rows if row.stage.items
    ]  # fmt: skip
    layers = [
        *_boxes([*segments, *legend], height),
        *_numbers([one for one in segments if one["number"]], height),
        _text(legend, height, {"align": "left", "baseline": "middle"}, "word"),
        _text(titles, height, _TITLE, "words"),
        _text(shares, height, {"align": "right", "baseline": "line-top", "color": QUIET}, "words"),
        *_targets([*targets, {"x": wanted["from"] + 5, "y": wanted["y"], "end": wanted["bottom"]}], height),
    ]
    return layers, height


def _segments(row: _Row, unit: float) -> Iterator[Datum]:
    """The parts of a stage's bar, each with its count."""
    start = 0.0
    for state, count in _counts(row.stage):
        end = start + count * unit
        number = str(count) if end - start > width(str(count), SMALL) + 6 else ""
        yield {
            "stage": row.stage.title, "state": state.name, "count": count, "number": number,
            "from": start, "to": end, "top": row.top, "bottom": row.top + _BAR,
            "x": (start + end) / 2, "y": row.top + _BAR / 2,
        }  # fmt: skip
        start = end


def _legend(used: Sequence[_State], top: int) -> tuple[list[Datum], int]:
    """A swatch and a word for each state that there is, in as many lines as they take; and where they end."""
    swatches, left = list[Datum](), 0.0
    for name, word in (*((state.name, state.word) for state in used), (_WANTED, _WANTED)):
        room = _SWATCH + 6 + width(word, SMALL) + 12
        if left and left + room > INNER + 12:
            left, top = 0.0, top + _SWATCH + 8
        swatches.append({
            "state": name, "word": word, "from": left, "to": left + _SWATCH, "top": top,
            "bottom": top + _SWATCH, "x": left + _SWATCH + 6, "y": top + _SWATCH / 2,
        })  # fmt: skip
        left += room
    return swatches, top + _SWATCH + 2


def _boxes(boxes: Sequence[Datum], height: int) -> Iterator[Spec]:
    """The parts of bars and the swatches: filled, hatched and outlined by state."""
    frame = {"x": pixels("from", INNER), "x2": {"field": "to"}, "y": downward("top", height), "y2": {"field": "bottom"}}
    for state in _STATES:
        mine = [one for one in boxes if one["state"] == state.name]
        if not mine:
            continue
        yield layer(mine, {"type": "rect", "fill": state.fill}, frame)
        if state.hatch:
            strokes = [stroke for one in mine for stroke in _hatching(one, state.hatch)]
            ends = {"x": pixels("x", INNER), "y": downward("y", height), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
            yield layer(strokes, {"type": "rule", "stroke": state.ink, "strokeWidth": 1.2, "opacity": 0.75}, ends)
        outline = {"type": "rect", "fill": None, "stroke": INK, "strokeWidth": 1, "strokeDash": list(state.dash)}
        yield layer(mine, outline, frame)


def _hatching(box: Datum, rise: int) -> Iterator[dict[str, float]]:
    """Strokes of 45 degrees across a box, cut at its edges."""
    left, right, top, bottom = (box[edge] for edge in ("from", "to", "top", "bottom"))
    high, at = bottom - top, left - (bottom - top) + _HATCH
    while at < right:
        start, end = max(at, left), min(at + high, right)
        if end > start:
            low, up = start - at, end - at
            near, far = (bottom - low, bottom - up) if rise > 0 else (top + low, top + up)
            yield {"x": start, "x2": end, "y": near, "y2": far}
        at += _HATCH


def _numbers(segments: Sequence[Datum], height: int) -> Iterator[Spec]:
    """The counts in their parts, with a halo that keeps them apart from a hatching."""
    hatched = {state.name for state in _STATES if state.hatch}
    mark = {"align": "center", "baseline": "middle", "fontWeight": "bold"}
    halo = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    yield _text([one for one in segments if one["state"] in hatched], height, mark | halo, "number")
    yield _text([one for one in segments if one["state"] != "evidenced"], height, mark, "number")
    yield _text([one for one in segments if one["state"] == "evidenced"], height, mark | {"color": PAPER}, "number")


def _text(values: Sequence[Datum], height: int, mark: Spec, field: str) -> Spec:
    place = {"x": pixels("x", INNER), "y": downward("y", height), "text": {"field": field}}
    return layer(values, {"type": "text", **mark}, place)


def _targets(targets: Sequence[Datum], height: int) -> Iterator[Spec]:
    place = {"x": pixels("x", INNER), "y": downward("y", height)}
    yield layer(targets, {"type": "rule", "color": INK, "strokeWidth": 2}, place | {"y2": {"field": "end"}})
    mark = {"type": "point", "shape": "triangle-down", "filled": True, "size": 60, "color": INK, "opacity": 1}
    yield layer(targets, mark, place)
