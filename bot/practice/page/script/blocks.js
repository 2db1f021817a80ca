// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Block Kit as elements: one function per block type. `at` says where the block stands and what was filled in.

import { interactive, picture } from "./elements.js";
import { h, icon } from "./dom.js";
import { placeOf } from "./fields.js";
import { input } from "./inputs.js";
import { plainText, textObject } from "./mrkdwn.js";
import { markdown, richText } from "./rich_text.js";
import { chart, dataTable, table } from "./tables.js";

/** One block; null when nothing of it is left to see. */
export function block(one, at) {
  const make = BLOCKS[one.type];
  if (!make)
    return h("p", { class: "unsupported" }, `The practice workspace does not show blocks of type “${one.type}”.`);
  const node = make(one, at);
  if (node) node.dataset.block = one.block_id;
  return node;
}

export const blocks = (list, at) => list.map((one) => block(one, at)).filter(Boolean);

function section(one, at) {
  const label = one.text?.text;
  const aside = one.accessory && interactive(one, one.accessory, { ...at, label });
  return h(
    "div",
    { class: aside ? "b-section with-aside" : "b-section" },
    h(
      "div",
      { class: "b-words" },
      one.text && h("div", { class: "b-text" }, ...textObject(one.text)),
      one.fields &&
        h(
          "div",
          { class: "b-fields" },
          one.fields.map((field) => h("div", {}, ...textObject(field))),
        ),
    ),
    aside && h("div", { class: "b-aside" }, aside),
  );
}

function actions(one, at) {
  const shown = one.elements.map((element) => interactive(one, element, at)).filter(Boolean);
  return shown.length ? h("div", { class: "b-actions" }, shown) : null;
}

function context(one, at) {
  return h(
    "div",
    { class: "b-context" },
    one.elements.map((element) => interactive(one, element, at)),
  );
}

function field(one, at) {
  const id = `f-${placeOf(at)}-${one.block_id}`;
  const problem = at.errors?.[one.block_id];
  const grouped = ["radio_buttons", "checkboxes"].includes(one.element.type);
  const words = [...plainText(one.label), one.optional && h("span", { class: "optional" }, " (optional)")];
  const label = grouped
    ? h("div", { class: "label", id: `${id}-label` }, words)
    : h("label", { class: "label", for: id, id: `${id}-label` }, words);
  return h(
    "div",
    { class: problem ? "field wrong" : "field" },
    label,
    input(one, one.element, at, id),
    problem && h("p", { class: "field-error", id: `${id}-error` }, icon("alert"), problem),
    one.hint && h("p", { class: "hint", id: `${id}-hint` }, ...plainText(one.hint)),
  );
}

function image(one) {
  return h("figure", { class: "b-image" }, one.title && h("figcaption", {}, ...plainText(one.title)), picture(one));
}

function card(one, at) {
  return h(
    "div",
    { class: "b-card" },
    one.hero_image && picture(one.hero_image),
    ["title", "subtitle", "body"].map(
      (key) => one[key] && h("div", { class: `b-card-${key}` }, ...textObject(one[key])),
    ),
    one.actions &&
      h(
        "div",
        { class: "b-actions" },
        one.actions.map((element) => interactive(one, element, at)),
      ),
  );
}

function container(one, at) {
  const title = [
    h("span", { class: "b-container-title" }, ...textObject(one.title)),
    one.subtitle && h("span", { class: "b-card-subtitle" }, " ", ...textObject(one.subtitle)),
  ];
  const inside = blocks(one.child_blocks, at);
  if (!one.is_collapsible) return h("div", { class: "b-container" }, title, inside);
  return h("details", { class: "b-container", open: !one.default_collapsed }, h("summary", {}, title), inside);
}

const alert = (one) =>
  h(
    "div",
    { class: `b-alert ${one.level ?? "default"}`, role: "note" },
    icon("alert"),
    h("div", {}, ...textObject(one.text)),
  );

const BLOCKS = {
  section,
  header: (one) => h("h3", { class: "b-header" }, ...plainText(one.text)),
  divider: () => h("hr", { class: "b-divider" }),
  context,
  actions,
  context_actions: actions,
  input: field,
  image,
  rich_text: richText,
  markdown: (one) => markdown(one.text),
  table,
  data_table: dataTable,
  data_visualization: chart,
  card,
  carousel: (one, at) =>
    h("div", { class: "b-carousel", tabindex: "0", role: "group", "aria-label": "Cards" }, blocks(one.elements, at)),
  container,
  alert,
};
