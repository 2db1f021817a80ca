// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Tables and charts in messages. A chart is shown as labelled bars, which read well at any width.

import { h } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const words = (text) => (typeof text === "object" ? textObject(text) : [text ?? ""]);

/** A cell. Slack keeps it on one line unless its column is wrapped, and aligns it as the column says. */
function cell(one, tag, column = {}) {
  const right = column.align === "right" || one?.type === "raw_number";
  const style = [right && "number", column.is_wrapped && "wrapped"].filter(Boolean).join(" ") || null;
  if (one?.type === "rich_text") return h(tag, { class: style }, richText(one));
  return h(tag, { class: style }, String(one?.text ?? one?.value ?? ""));
}

/** A table: the first row names the columns. */
export function table(one) {
  const [head = [], ...rows] = one.rows;
  const columns = one.column_settings ?? [];
  return h(
    "div",
    { class: "b-table", tabindex: "0", role: "group", "aria-label": "Table" },
    h(
      "table",
      {},
      one.caption && h("caption", {}, ...words(one.caption)),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((column, place) => cell(column, "th", columns[place])),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            row.map((column, place) => cell(column, "td", columns[place])),
          ),
        ),
      ),
    ),
  );
}

export const dataTable = table;

/** A chart as bars: one per segment or data point, with its number. */
export function chart(one) {
  const { segments = [], series = [] } = one.chart;
  const points = [
    ...segments,
    ...series.flatMap(({ name, data }) =>
      data.map((point) => ({ ...point, label: series.length > 1 ? `${name}, ${point.label}` : point.label })),
    ),
  ];
  const most = Math.max(1, ...points.map((point) => Math.abs(point.value)));
  return h(
    "figure",
    { class: "b-chart" },
    h("figcaption", {}, ...words(one.title)),
    points.map(({ label, value }) =>
      h(
        "div",
        { class: "bar" },
        h("span", { class: "bar-name" }, label),
        h("meter", { min: "0", max: most, value: Math.abs(value), "aria-label": label }),
        h("span", { class: "number" }, String(value)),
      ),
    ),
  );
}
