// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// A field of a form: {block, element, at, id, value}; `at` is {where, values, errors, label, enter}.

import { doing } from "./acting.js";

/** The field for an element; `id` is that of the control which gets the focus. */
export function fieldOf(block, element, at, id) {
  return { block, element, at, id, value: held(block, element, at) };
}

/** Tell the workspace the value of a field; `tell` passes it on to the bot where the field dispatches. */
export function fill({ block, element, at }, value, tell = true) {
  return doing("fill", { ...at.where, block_id: block.block_id, action_id: element.action_id, value, tell });
}

/** A text that names the field on this page. */
export const keyOf = ({ block, element, at }) => `${placeOf(at)}/${block.block_id}/${element.action_id}`;

/** A text that names the message or view in which something stands. */
export const placeOf = (at) => at.where.view ?? at.where.ts;

/** What a control says to screen readers beside its value. */
export function described({ block, at, id }) {
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

// The value of any type stands beside its type: {"type": "static_select", "selected_option": …}.
function held(block, element, at) {
  const kept = Object.entries(at.values?.[block.block_id]?.[element.action_id] ?? {});
  const [, value] = kept.find(([key]) => key !== "type") ?? [];
  return value ?? Object.entries(element).find(([key]) => key.startsWith("initial_"))?.[1] ?? null;
}
