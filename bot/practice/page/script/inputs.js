// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// The inputs of forms. What is typed stays here as a draft until the field is left, Enter is pressed or a button acts.

import { doing } from "./acting.js";
import { h, icon } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { externalSelect, multiSelect } from "./choosing.js";
import { channel, state } from "./state.js";

const TYPING_MS = 300;
const COUNTED_FROM = 0.8;
const drafts = new Map();

/** Make the control of an element. `at` is {where, values, errors, label}; `id` becomes the id of what gets focus. */
export function input(block, element, at, id) {
  const make = INPUTS[element.type];
  if (!make) return h("p", { class: "unsupported" }, `The practice workspace does not show “${element.type}”.`);
  return make({ block, element, at, id, value: held(block, element, at) });
}

export const isInput = (element) => element.type in INPUTS;

/** Send what was typed and not sent yet; to be awaited before anything else is done with the form. */
export async function flushDrafts() {
  const waiting = [...drafts.values()];
  drafts.clear();
  await Promise.all(waiting.map(({ field, text }) => fill(field, text, false)));
}

export const forgetDrafts = () => drafts.clear();

/** Tell the workspace the value of a field; `tell` passes it on to the bot where the field dispatches. */
export function fill({ block, element, at }, value, tell = true) {
  return doing("fill", { ...at.where, block_id: block.block_id, action_id: element.action_id, value, tell });
}

const keyOf = ({ block, element, at }) => `${at.where.view ?? at.where.ts}/${block.block_id}/${element.action_id}`;

function held(block, element, at) {
  const kept = at.values?.[block.block_id]?.[element.action_id] ?? {};
  const [value] = Object.entries(kept)
    .filter(([key]) => key !== "type")
    .map(([, one]) => one);
  return value ?? Object.entries(element).find(([key]) => key.startsWith("initial_"))?.[1] ?? null;
}

function text(field, attributes = {}) {
  const { element, at, id, block } = field;
  const tag = element.multiline ? "textarea" : "input";
  const longest = element.max_length ?? null;
  const counter = longest && h("span", { class: "counter", "aria-live": "polite" });
  const onEnter = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const dispatches = (reason) => block.dispatch_action && onEnter.includes(reason);
  let typing = 0;
  const box = h(tag, {
    id,
    class: "text",
    "data-focus": element.focus_on_load,
    maxlength: longest,
    autocomplete: "off",
    placeholder: element.placeholder?.text,
    rows: element.multiline ? 4 : null,
    ...described(field),
    ...attributes,
    oninput: () => {
      drafts.set(keyOf(field), { field, text: box.value });
      count(counter, box.value.length, longest);
      clearTimeout(typing);
      if (dispatches("on_character_entered")) typing = setTimeout(() => send(true), TYPING_MS);
    },
    onchange: () => drafts.has(keyOf(field)) && send(false),
    onkeydown: (event) => {
      if (event.key !== "Enter" || element.multiline || event.isComposing) return;
      event.preventDefault();
      if (dispatches("on_enter_pressed")) send(true);
      else at.enter?.();
    },
  });
  const send = (tell) => {
    drafts.delete(keyOf(field));
    return fill(field, box.value, tell);
  };
  box.value = drafts.get(keyOf(field))?.text ?? field.value ?? "";
  count(counter, box.value.length, longest);
  return h("div", { class: "text-place" }, box, counter);
}

function count(counter, length, longest) {
  if (counter) counter.textContent = length > longest * COUNTED_FROM ? `${length} of ${longest}` : "";
}

function described({ block, at, id }) {
  const problem = at.errors?.[block.block_id];
  const by = [problem && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ");
  const label = block.label ? null : (at.label ?? null);
  const required = block.type === "input" && !block.optional ? "true" : null;
  return {
    "aria-describedby": by || null,
    "aria-invalid": problem ? "true" : null,
    "aria-label": label,
    "aria-required": required,
  };
}

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
  const name = `${at.where.view ?? at.where.ts}-${id}`;
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

const INPUTS = {
  plain_text_input: (field) => text(field),
  url_text_input: (field) =>
    text(field, { type: "url", inputmode: "url", placeholder: field.element.placeholder?.text ?? "https://" }),
  email_text_input: (field) => text(field, { type: "email", inputmode: "email" }),
  number_input: (field) => text(field, { inputmode: "decimal", class: "text short" }),
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
