# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""The flower: the office in the middle, and around it one petal for each area of work, whose area is what happened."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from messages.charts.chart import (
    BLUE,
    GREEN,
    INK,
    INNER,
    LINE,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    SMALL,
    YELLOW,
    Chart,
    Spec,
    alt_text,
    card,
    downward,
    layer,
    pixels,
)
from messages.charts.lettering import widest_word, wrapped
from workflows.figures import TREND_WEEKS, Petal
from workflows.petals import in_order, petal_title

_HUB, _SPACE, _LINE = 30, 7, 15
#: Pixels of the longest petal: as long as the words beside all of them leave room for.
_LONGEST, _SHORTEST = 104, 44
#: The sine of an angle that counts as above or below.
_ABOVE = 0.2
#: Pixels of the outline of a petal without activity, which has no area.
_BARE = 26
_FILLS = (SKY, ORANGE, GREEN, YELLOW, PURPLE, "#7DA7D9", "#D9A27D")
#: A petal of unit length, from its foot at 0,0 upwards; the renderer draws a symbol of size s as wide as its root.
_PETAL = "M0,0C-0.95,-0.75,-0.75,-2,0,-2C0.75,-2,0.95,-0.75,0,0Z"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A petal at its angle, clockwise from the top, in degrees."""

    title: str
    count: int
    recent: int
    angle: float

    def at(self, radius: float) -> tuple[float, float]:
        """The point at that distance from the middle, right and down."""
        turn = math.radians(self.angle)
        return math.sin(turn) * radius, -math.cos(turn) * radius


def flower(petals: Sequence[Petal]) -> Chart | None:
    """How active each area of work was in the weeks of the trend; None when nothing happened in any of them."""
    return flower_of(petals) if any(one.trend for one in petals) else None


def flower_of(petals: Sequence[Petal]) -> Chart:
    """The same also where nothing happened: bare outlines, which say what there is."""
    placed = _placed(petals)
    title = "Where the work was"
    under = [f"Requests that came in or were decided, {TREND_WEEKS} weeks.", "The area of a petal is their number."]
    layers, height = _drawn(placed)
    sentences = [f"{one.title}: {one.count} ({one.recent} since the last digest)." for one in placed]
    rows = ((one.title, str(one.recent), str(one.count)) for one in placed)
    alt = alt_text([f"{title}, in {TREND_WEEKS} weeks.", *sentences])
    head = ("Area", "Since the last digest", f"{TREND_WEEKS} weeks")
    return Chart("flower", title, card(title, under, layers, height=height), alt, (head, *rows))


def _placed(petals: Sequence[Petal]) -> list[_Placed]:
    if any(one.title for one in petals):  # as the register of petals has them
        step = 360 / len(petals)
        return [_Placed(one.title, one.trend, one.window, n * step) for n, one in enumerate(petals)]
    known = {one.name: one for one in petals}
    names = in_order(known)
    return [
        _Placed(petal_title(name), known[name].trend, known[name].window, number * 360 / len(names))
        if name in known
        else _Placed(petal_title(name), 0, 0, number * 360 / len(names))
        for number, name in enumerate(names)
    ]


def _drawn(placed: Sequence[_Placed]) -> tuple[list[Spec], int]:
    most = max(1, *(one.count for one in placed))
    fitting = (long for long in range(_LONGEST, _SHORTEST, -4) if all(_fits(one, long, most) for one in placed))
    longest = next(fitting, _SHORTEST)
    labels = [_label(one, longest, most) for one in placed]
    up, down = max(-one.y for one in labels), max(one.bottom for one in labels)
    height, middle = math.ceil(up + down), (INNER / 2, up)
    petals = _petals(placed, longest**2 / most, middle, height)
    return [*petals, *_hub(middle, height), *_labels(labels, middle, height)], height


def _rim(one: _Placed, longest: int, most: int) -> float:
    """How far from the middle the words of a petal begin: past its tip, and past where it meets its neighbors."""
    return _HUB + _SPACE + max(longest * math.sqrt(one.count / most), 0.35 * longest, _BARE)


def _fits(one: _Placed, longest: int, most: int) -> bool:
    """Whether the widest word beside a petal has its room there."""
    if _align(one) == "center":
        return True
    beside = abs(one.at(_rim(one, longest, most))[0])
    return beside + widest_word([one.title], SMALL) <= INNER / 2


def _petals(placed: Sequence[_Placed], unit: float, middle: tuple[float, float], height: int) -> Iterator[Spec]:
    """Petals, with ``unit`` of area for each count; bare outlines where there is none."""
    place = {"x": pixels("x", INNER), "y": downward("y", height)}
    bent = {"angle": {"field": "angle", "type": "quantitative", "scale": None}}
    sized = {"size": {"field": "area", "type": "quantitative", "scale": None}}
    mark = {"type": "point", "shape": _PETAL, "opacity": 1, "stroke": INK, "strokeWidth": 1.2}
    for number, one in enumerate(placed):
        x, y = one.at(_HUB)
        value = {"petal": one.title, "count": one.count, "angle": one.angle, "x": middle[0] + x, "y": middle[1] + y}
        if one.count:
            fill = {"fill": _FILLS[number % len(_FILLS)]}
            yield layer([value | {"area": one.count * unit}], mark | fill, place | bent | sized)
        else:
            bare = {"fill": None, "stroke": LINE, "strokeDash": [3, 3], "size": _BARE**2}
            yield layer([value], mark | bare, place | bent)


def _hub(middle: tuple[float, float], height: int) -> Iterator[Spec]:
    place = {"x": pixels("x", INNER), "y": downward("y", height)}
    value = {"x": middle[0], "y": middle[1], "word": "OSPO"}
    round_ = {"type": "point", "shape": "circle", "fill": BLUE, "stroke": None, "opacity": 1}
    yield layer([value], round_ | {"size": math.pi * (_HUB - 3) ** 2}, place)
    word = {"type": "text", "fontWeight": "bold", "color": PAPER, "fontSize": SMALL + 1, "baseline": "middle"}
    yield layer([value], word, place | {"text": {"field": "word"}})


@dataclass(frozen=True, slots=True)
class _Label:
    """The words of a petal, relative to the middle; ``y`` is the top of the first line."""

    x: float
    y: float
    align: str
    words: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """Where the last line ends."""
        return self.y + len(self.words) * _LINE


def _align(one: _Placed) -> str:
    side = math.sin(math.radians(one.angle))
    return "center" if abs(side) < _ABOVE else "left" if side > 0 else "right"


def _label(one: _Placed, longest: int, most: int) -> _Label:
    """The words beyond the tip of a petal: its title in lines, and its number."""
    x, y = one.at(_rim(one, longest, most))
    align = _align(one)
    room = INNER if align == "center" else max(INNER / 2 - abs(x), SMALL)
    words = (*wrapped(one.title, room, SMALL), str(one.count))
    high = len(words) * _LINE
    return _Label(x, y - high * (1 + math.cos(math.radians(one.angle))) / 2, align, words)


def _labels(labels: Sequence[_Label], middle: tuple[float, float], height: int) -> Iterator[Spec]:
    place = {"x": pixels("x", INNER), "y": downward("y", height)}
    for align in ("left", "right", "center"):
        mine = [one for one in labels if one.align == align]
        for number, weight in ((False, "normal"), (True, "bold")):
            values = [
                {
                    "x": middle[0] + one.x,
                    "y": middle[1] + one.y + (len(one.words) - 1) * _LINE * number,
                    "words": [one.words[-1]] if number else list(one.words[:-1]),
                }
                for one in mine
            ]
            mark = {"type": "text", "align": align, "baseline": "line-top", "lineHeight": _LINE, "fontWeight": weight}
            yield layer(values, mark, place | {"text": {"field": "words"}})
