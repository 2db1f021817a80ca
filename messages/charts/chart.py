# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""What all charts share: a white card as wide as a phone, the ink, and colors that every kind of eye tells apart.

The colors are those of Okabe and Ito (Color Universal Design, 2008). None stands alone for a meaning: there is always a
hatching, an outline or a word too. Everything stands on white, so that it reads the same in a dark Slack.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from messages.blocks import ALT_TEXT

Spec: TypeAlias = dict[str, Any]
Datum: TypeAlias = Mapping[str, Any]

#: Pixels of the whole picture, which is drawn at twice as many: a phone shows it in full width.
WIDTH: Final = 360
PADDING: Final = 14
INNER: Final = WIDTH - 2 * PADDING
#: The one family that the renderer brings along; of any other that a machine lacks it draws nothing.
FONT: Final = "Liberation Sans"
#: Slack shows a picture beside the sender's face, at some 315 pixels on a phone: SMALL is still more than 11 there.
LARGE, NORMAL, SMALL = 16, 14, 13

INK, QUIET, LINE, PAPER = "#1A1A1A", "#4D4D4D", "#8C8C8C", "#FFFFFF"
BLUE, SKY, VERMILLION, ORANGE = "#0072B2", "#56B4E9", "#D55E00", "#E69F00"
GREEN, PURPLE, YELLOW = "#009E73", "#CC79A7", "#F0E442"

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_MORE = "The rest is in the table."


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it is called, its spec, and its numbers as words and as a table (the first row are headings)."""

    name: str
    title: str
    spec: Spec
    alt: str
    table: tuple[tuple[str, ...], ...]


def card(title: str, under: Sequence[str], layers: Sequence[Spec], *, height: int, axes: bool = False) -> Spec:
    """The spec of a chart on its card: a title, lines of explanation, and layers in a frame of INNER by ``height``.

    With ``axes`` the frame makes room for them; without, a pixel of the layers is one of the picture.
    """
    return {
        "$schema": _SCHEMA,
        "background": PAPER,
        "padding": PADDING,
        "width": INNER,
        "height": height,
        "autosize": {"type": "fit" if axes else "pad", "contains": "content"},
        "title": {
            "text": title, "subtitle": list(under), "anchor": "start", "frame": "bounds", "offset": 12,
            "color": INK, "fontSize": LARGE, "subtitleColor": QUIET, "subtitleFontSize": SMALL, "subtitlePadding": 5,
        },
        "layer": list(layers),
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": SMALL, "labelColor": INK, "titleFontSize": SMALL, "titleColor": QUIET,
                "titleFontWeight": "normal", "gridColor": "#E0E0E0", "domainColor": LINE, "tickColor": LINE,
            },
            "text": {"fontSize": SMALL, "color": INK, "lineHeight": SMALL + 2},
        },
    }  # fmt: skip


def layer(values: Iterable[Datum], mark: Spec, encoding: Spec) -> Spec:
    """Marks for values."""
    return {"data": {"values": [dict(one) for one in values]}, "mark": mark, "encoding": encoding}


def pixels(field: str, span: int) -> Spec:
    """A position in pixels of the frame, from its left or its top."""
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [0, span], "nice": False}}


def downward(field: str, span: int) -> Spec:
    """A position in pixels from the top of the frame."""
    spec = pixels(field, span)
    return spec | {"scale": spec["scale"] | {"reverse": True}}


def day(instant: datetime, zone: ZoneInfo) -> str:
    """A day as people read it, such as 2 Nov."""
    local = instant.astimezone(zone)
    return f"{local.day} {local:%b}"


def alt_text(sentences: Iterable[str]) -> str:
    """Sentences as alternative text: as many as Slack takes, and no half ones."""
    text = ""
    for sentence in sentences:
        longer = f"{text} {sentence}".strip()
        if len(longer) + len(_MORE) + 1 > ALT_TEXT:
            return f"{text} {_MORE}".strip()
        text = longer
    return text
