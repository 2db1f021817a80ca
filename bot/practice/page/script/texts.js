// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Text boxes. What is typed stays here as a draft until the field is left, Enter is pressed or a button acts.

import { h } from "./dom.js";
import { described, fill, keyOf } from "./fields.js";

const TYPING_MS = 300;
const COUNTED_FROM = 0.8;
const AS_TYPED = { shown: (value) => value, sent: (text) => text };

// By field, so that a box which the bot replaces under one's hands holds what was typed.
const drafts = new Map();

/** Send what was typed and not sent yet; to be awaited before anything else is done with the form. */
export async function flushDrafts() {
  const waiting = [...drafts.values()];
  drafts.clear();
  await Promise.all(waiting.map((draft) => draft.send()));
}

export const forgetDrafts = () => drafts.clear();

/** A text box; `shape` says how the field's value and the text become each other. */
export function textBox(field, attributes = {}, shape = AS_TYPED) {
  const { element, id } = field;
  const box = h(element.multiline ? "textarea" : "input", {
    id,
    class: "text",
    "data-focus": element.focus_on_load,
    maxlength: element.max_length,
    autocomplete: "off",
    placeholder: element.placeholder?.text,
    rows: element.multiline ? 4 : null,
    ...described(field),
    ...attributes,
  });
  const counter = h("span", { class: "counter", "aria-live": "polite" });
  box.value = drafts.get(keyOf(field))?.text ?? shape.shown(field.value) ?? "";
  typing(box, field, shape, () => count(counter, box.value.length, element.max_length));
  return h("div", { class: "text-place" }, box, counter);
}

function typing(box, field, shape, counted) {
  const { block, element, at } = field;
  const reasons = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const dispatches = (reason) => Boolean(block.dispatch_action) && reasons.includes(reason);
  let pause = 0;
  const send = (tell) => {
    drafts.delete(keyOf(field));
    return fill(field, shape.sent(box.value), tell);
  };
  box.addEventListener("input", () => {
    drafts.set(keyOf(field), { text: box.value, send: () => send(false) });
    counted();
    clearTimeout(pause);
    if (dispatches("on_character_entered")) pause = setTimeout(() => send(true), TYPING_MS);
  });
  box.addEventListener("change", () => drafts.has(keyOf(field)) && send(false));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || box.tagName === "TEXTAREA") return;
    event.preventDefault();
    if (dispatches("on_enter_pressed")) send(true);
    else at.enter?.();
  });
  counted();
}

function count(counter, length, longest) {
  counter.textContent = longest && length > longest * COUNTED_FROM ? `${length} of ${longest}` : "";
}

/** Rich text as one writes it here: plain, in one section. */
export const RICH = {
  shown: (value) => value?.elements?.flatMap((part) => part.elements.map((leaf) => leaf.text ?? "")).join("\n") ?? "",
  sent: (text) =>
    text && { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
};
