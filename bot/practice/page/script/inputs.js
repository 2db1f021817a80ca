// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// The inputs of forms: one function per element type.

import { externalSelect, multiSelect } from "./choosing.js";
import { h, icon } from "./dom.js";
import { described, fieldOf, fill, placeOf } from "./fields.js";
import { textObject } from "./mrkdwn.js";
import { channel, state } from "./state.js";
import { RICH, textBox } from "./texts.js";

/** Make the control of an element; `id` becomes the id of what gets focus. */
export function input(block, element, at, id) {
  const make = INPUTS[element.type];
  if (!make) return h("p", { class: "unsupported" }, `The practice workspace does not show “${element.type}”.`);
  return make(fieldOf(block, element, at, id));
}

export const isInput = (element) => element.type in INPUTS;

function select(field, entries) {
  const { element, block, id, value } = field;
  const now = typeof value === "object" ? value?.value : value;
  const placeholder = h(
    "option",
    { value: "", disabled: !block.optional && block.type === "input" },
    element.placeholder?.text ?? "Choose…",
  );
  const control = h(
    "select",
    { id, class: "select", ...described(field), onchange: () => fill(field, control.value) },
    placeholder,
    entries(now),
  );
  if (!now) control.value = "";
  return h("div", { class: "select-place" }, control, icon("down"));
}

const entry = (value, label, now) => h("option", { value, selected: value === now }, label);

function staticSelect(field) {
  const { options, option_groups: groups } = field.element;
  const list = (some, now) => some.map((one) => entry(one.value, one.text.text, now));
  const grouped = (now) => groups.map((one) => h("optgroup", { label: one.label.text }, list(one.options, now)));
  return select(field, (now) => (groups ? grouped(now) : list(options, now)));
}

const people = () =>
  state.workspace.people
    .filter((one) => one.kind !== "bot")
    .map((one) => ({ value: one.id, label: one.name, about: one.title }));
const channels = () =>
  state.workspace.channels
    .filter((one) => !one.archived)
    .map((one) => ({ value: one.id, label: `#${channel(one.id).name}` }));
const offered = (element) =>
  (element.options ?? element.option_groups?.flatMap((one) => one.options) ?? []).map((one) => ({
    value: one.value,
    label: one.text.text,
    about: one.description?.text,
  }));

const from = (list) => (field) => select(field, (now) => list().map((one) => entry(one.value, one.label, now)));
const several = (list) => (field) => multiSelect(field, list(field.element), fill, described(field));

function ticked(field, type) {
  const { element, at, id, value } = field;
  const chosen = new Set((Array.isArray(value) ? value : [value]).filter(Boolean).map((one) => one.value));
  const name = `${placeOf(at)}-${id}`;
  const rows = element.options.map((option, number) => {
    const box = h("input", {
      type,
      name,
      value: option.value,
      checked: chosen.has(option.value),
      id: number ? `${id}-${number}` : id,
    });
    const words = h(
      "span",
      {},
      ...textObject(option.text),
      option.description && h("small", {}, ...textObject(option.description)),
    );
    return h("label", { class: "tick" }, box, words);
  });
  const list = h(
    "div",
    {
      class: "ticks",
      role: type === "radio" ? "radiogroup" : "group",
      "aria-labelledby": `${id}-label`,
      ...described(field),
    },
    rows,
  );
  list.addEventListener("change", () => {
    const now = [...list.querySelectorAll("input:checked")].map((box) => box.value);
    fill(field, type === "radio" ? now[0] : now);
  });
  return list;
}

function dated(field, type, { shown = (one) => one, sent = (one) => one } = {}) {
  const control = h("input", { id: field.id, type, class: "text dated", ...described(field) });
  control.value = field.value ? shown(field.value) : "";
  control.addEventListener("change", () => fill(field, control.value ? sent(control.value) : null));
  return control;
}

const localTime = (seconds) =>
  new Date((seconds - new Date(seconds * 1000).getTimezoneOffset() * 60) * 1000).toISOString().slice(0, 16);

const uploading = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, content: reader.result.split(",")[1] ?? "" });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

/** A file: uploaded as soon as it is chosen, as in Slack; its name stands below, for a new control forgets it. */
function uploaded(field) {
  const { element, id, value } = field;
  const control = h("input", {
    id,
    type: "file",
    class: "file",
    accept: element.filetypes?.map((one) => `.${one}`).join(","),
    ...described(field),
    onchange: async () => {
      const [chosen] = control.files;
      await fill(field, chosen ? await uploading(chosen) : null);
      say(chosen ? [chosen] : []);
    },
  });
  const said = h("p", { class: "uploaded", role: "status" });
  const say = (files) => {
    said.textContent = files.map((one) => `Uploaded: ${one.name}`).join(", ");
  };
  say(value ?? []);
  return h("div", { class: "file-place" }, control, said);
}

const INPUTS = {
  file_input: uploaded,
  plain_text_input: (field) => textBox(field),
  url_text_input: (field) =>
    textBox(field, { type: "url", inputmode: "url", placeholder: field.element.placeholder?.text ?? "https://" }),
  email_text_input: (field) => textBox(field, { type: "email", inputmode: "email" }),
  number_input: (field) => textBox(field, { inputmode: "decimal", class: "text short" }),
  rich_text_input: (field) => textBox({ ...field, element: { ...field.element, multiline: true } }, {}, RICH),
  static_select: staticSelect,
  users_select: from(people),
  channels_select: from(channels),
  conversations_select: from(channels),
  multi_static_select: several(offered),
  multi_users_select: several(people),
  multi_channels_select: several(channels),
  multi_conversations_select: several(channels),
  external_select: (field) => externalSelect(field, fill, described(field)),
  radio_buttons: (field) => ticked(field, "radio"),
  checkboxes: (field) => ticked(field, "checkbox"),
  datepicker: (field) => dated(field, "date"),
  timepicker: (field) => dated(field, "time"),
  datetimepicker: (field) =>
    dated(field, "datetime-local", { shown: localTime, sent: (one) => new Date(one).getTime() / 1000 }),
};
