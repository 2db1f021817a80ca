# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Tables and charts: table, data_table and data_visualization."""

from collections.abc import Mapping
from typing import Any

from bot.practice.blockkit.checks import Check, Findings, Shape, boolean, by_type, integer, many, number, one_of, text
from bot.practice.blockkit.objects import ID, PAGES
from bot.practice.blockkit.rich_text import RICH_TEXT
from bot.practice.records import Json

COLUMNS = 20
TABLE_ROWS = 100
DATA_TABLE_ROWS = 201
"""The header and 200 rows (assistant-ui#5785; an older copy of the page says 101)."""
TABLE_CHARACTERS = 10_000
DATA_TABLE_CHARACTERS = 20_000
SERIES = 6
CATEGORIES = 20
CHARTS_PER_MESSAGE = 2

CELLS: Mapping[str, Check] = {
    "raw_text": Shape("", {"text": text(1)}),
    "raw_number": Shape("", {"value": number}, {"text": text(1)}),
    "rich_text": RICH_TEXT,
}
ROW = many(by_type(CELLS), 1, COLUMNS)


def characters(block: Json) -> int:
    """Count the characters over all cells of a table."""
    return sum(_shown(cell) for row in block["rows"] for cell in row)


def _shown(cell: Any) -> int:
    if isinstance(cell, list):
        return sum(_shown(part) for part in cell)
    if not isinstance(cell, dict):
        return 0
    own = cell.get("text", str(cell["value"]) if cell.get("type") == "raw_number" else "")
    return len(own) + _shown(cell.get("elements"))


def _same_width(findings: Findings, pointer: str, value: Json) -> None:
    widths = {len(row) for row in value["rows"]}
    if len(widths) > 1:
        findings.add(f"{pointer}/rows", "invalid_value", "all rows must have the same number of values")


def _plain_header(findings: Findings, pointer: str, value: Json) -> None:
    if any(cell["type"] == "rich_text" for cell in value["rows"][0]):
        findings.add(f"{pointer}/rows/0", "unsupported_type", "header cells cannot be rich_text")


def _fits(limit: int) -> Check:
    def check(findings: Findings, pointer: str, value: Json) -> None:
        if characters(value) > limit:
            findings.add(f"{pointer}/rows", "too_long", f"must be less than {limit + 1} characters over all cells")

    return check


def _labels_are_categories(findings: Findings, pointer: str, value: Json) -> None:
    """Each series has one point for each category, in any order."""
    categories = value["axis_config"]["categories"]
    for position, series in enumerate(value["series"]):
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(categories):
            findings.add(
                f"{pointer}/series/{position}/data", "invalid_value", "labels must match axis_config.categories"
            )


def _distinct_series(findings: Findings, pointer: str, value: Json) -> None:
    names = [series["name"] for series in value["series"]]
    if len(set(names)) < len(names):
        findings.add(f"{pointer}/series", "duplicate", "names must be unique")


LABEL = text(1, 20)
POINT = Shape("", {"label": LABEL, "value": number})
AXES = Shape("", {"categories": many(LABEL, 1, CATEGORIES)}, {"x_label": text(0, 50), "y_label": text(0, 50)})
PLOT = Shape(
    "",
    {
        "series": many(Shape("", {"name": LABEL, "data": many(POINT, 1, CATEGORIES)}), 1, SERIES),
        "axis_config": AXES,
    },
    {},
    (_labels_are_categories, _distinct_series),
)
CHART = by_type(
    {"pie": Shape("", {"segments": many(POINT, 1, SERIES)}), "bar": PLOT, "line": PLOT, "area": PLOT},
)

TABLE = Shape(
    f"{PAGES}/blocks/table-block",
    {"rows": many(ROW, 1, TABLE_ROWS)},
    {
        "block_id": ID,
        "column_settings": many(
            Shape("", {}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean}), 0, COLUMNS
        ),
    },
    (_fits(TABLE_CHARACTERS),),
)
DATA_TABLE = Shape(
    f"{PAGES}/blocks/data-table-block",
    {"caption": text(1), "rows": many(ROW, 2, DATA_TABLE_ROWS)},
    {"block_id": ID, "page_size": integer(1, 100), "row_header_column_index": integer(0, COLUMNS - 1)},
    (_same_width, _plain_header, _fits(DATA_TABLE_CHARACTERS)),
)
DATA_VISUALIZATION = Shape(
    f"{PAGES}/blocks/data-visualization-block", {"title": text(1, 50), "chart": CHART}, {"block_id": ID}
)
