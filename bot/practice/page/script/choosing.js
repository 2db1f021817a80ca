// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Choosing several from a list, and choosing from options that the bot offers while one types.

import { doing } from "./acting.js";
import { h, icon } from "./dom.js";
import { openMenu, place } from "./menu.js";

const FILTERED_FROM = 8;
const TYPING_MS = 250;

/** A button that shows the chosen ones and opens a list of checkboxes; the field is filled when the list closes. */
export function multiSelect(field, entries, fill, described) {
  const chosen = new Set((field.value ?? []).map((one) => one.value ?? one));
  const shown = h("span", { class: "chips" });
  const button = h(
    "button",
    {
      type: "button",
      id: field.id,
      class: "select multi",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      ...described,
      onclick: () =>
        open(button, field, entries, chosen, () => {
          summarise();
          fill(field, [...chosen]);
        }),
    },
    shown,
    icon("down"),
  );
  const summarise = () => {
    const labels = entries.filter((one) => chosen.has(one.value)).map((one) => h("span", { class: "chip" }, one.label));
    shown.replaceChildren(
      ...(labels.length ? labels : [h("span", { class: "placeholder" }, field.element.placeholder?.text ?? "Choose…")]),
    );
    button.setAttribute(
      "aria-label",
      `${field.block.label?.text ?? "Choices"}: ${labels.map((one) => one.textContent).join(", ") || "none"}`,
    );
  };
  summarise();
  return button;
}

function open(button, field, entries, chosen, done) {
  const before = JSON.stringify([...chosen]);
  const rows = entries.map((one) => row(one, chosen, field.element.max_selected_items));
  const filter =
    entries.length > FILTERED_FROM &&
    h("input", {
      class: "text filter",
      type: "search",
      placeholder: "Filter",
      "aria-label": "Filter the list",
      oninput: () => sieve(filter.value, rows),
    });
  const list = h(
    "div",
    {
      class: "menu list",
      popover: "auto",
      role: "group",
      "aria-label": field.block.label?.text ?? "Choices",
      onkeydown: (event) => walk(event, list),
    },
    filter,
    rows,
  );
  list.addEventListener("toggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState !== "closed") return;
    list.remove();
    button.focus();
    if (JSON.stringify([...chosen]) !== before) done();
  });
  (button.closest("dialog") ?? document.body).append(list);
  list.showPopover();
  list.style.minWidth = `${button.offsetWidth}px`;
  place(list, button);
  list.querySelector("input").focus();
}

function row({ value, label, about }, chosen, most = Infinity) {
  const box = h("input", { type: "checkbox", checked: chosen.has(value) });
  box.addEventListener("change", () => {
    if (!box.checked) chosen.delete(value);
    else if (chosen.size < most) chosen.add(value);
    else box.checked = false;
  });
  return h("label", { class: "tick" }, box, h("span", {}, label, about && h("small", {}, about)));
}

function sieve(text, rows) {
  for (const one of rows) one.hidden = !one.textContent.toLowerCase().includes(text.trim().toLowerCase());
}

function walk(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step && event.key !== "Enter") return;
  event.preventDefault(); // else Enter goes on to the button, which has the focus then, and opens the list again
  if (!step) return list.hidePopover();
  const inputs = [...list.querySelectorAll("input")].filter((one) => !one.closest("[hidden]"));
  return inputs.at((inputs.indexOf(document.activeElement) + step) % inputs.length)?.focus();
}

/** A text box whose options come from the bot; what is typed is sent to it after a short pause. */
export function externalSelect(field, fill, described) {
  let typing = 0;
  const box = h("input", {
    id: field.id,
    class: "text",
    role: "combobox",
    "aria-expanded": "false",
    autocomplete: "off",
    placeholder: field.element.placeholder?.text ?? "Type to search",
    ...described,
    oninput: () => {
      clearTimeout(typing);
      typing = setTimeout(ask, TYPING_MS);
    },
  });
  box.value = field.value?.text?.text ?? "";
  const ask = async () => {
    if (box.value.length < (field.element.min_query_length ?? 3)) return;
    const outcome = await doing("options", { action_id: field.element.action_id, typed: box.value });
    const choose = (option) => () => {
      box.value = option.text.text;
      fill(field, option);
    };
    const found = (outcome?.options ?? []).map((option) => ({
      label: option.text.text,
      about: option.description?.text,
      chosen: choose(option),
    }));
    openMenu(box, "Options", found.length ? found : [{ label: "No results", chosen: () => box.focus() }]);
  };
  return box;
}
