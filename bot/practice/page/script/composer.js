// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Where one writes: messages, mentions and commands, with completion while typing.

import { doing } from "./acting.js";
import { completions, written } from "./completing.js";
import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { state } from "./state.js";
import { toast } from "./toasts.js";

const HIGHEST = 180;
let made = 0;

/** Make a composer that writes to `target()` = {channel, thread}. `label` says where that is. */
export function composer(target, label, id) {
  const listId = `completions-${(made += 1)}`;
  const list = h("div", {
    class: "completions",
    id: listId,
    role: "listbox",
    "aria-label": "Suggestions",
    hidden: true,
  });
  const box = h("textarea", {
    id,
    rows: 1,
    placeholder: label,
    "aria-label": label,
    "aria-controls": listId,
    "aria-autocomplete": "list",
    spellcheck: "true",
  });
  const send = h(
    "button",
    { type: "button", class: "send", "aria-label": "Send", onclick: () => sent() },
    icon("send"),
  );
  const suggestions = suggesting(box, list);
  const sent = async () => {
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    changed();
    await deliver(text, target());
    box.focus();
  };
  const changed = () => {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, HIGHEST)}px`;
    send.disabled = !box.value.trim();
    suggestions.refresh();
  };
  box.addEventListener("input", changed);
  box.addEventListener("blur", () => suggestions.hide());
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || suggestions.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    sent();
  });
  send.disabled = true;
  const node = h("div", { class: "composer" }, list, h("div", { class: "writing" }, shortcutsButton(), box, send));
  return {
    node,
    box,
    write: (text) => {
      box.value = text;
      box.focus();
      changed();
    },
  };
}

async function deliver(text, { channel, thread }) {
  if (!text.startsWith("/")) return doing("write", { channel, thread, text: written(text) });
  if (thread) return toast(`${text.split(" ")[0]} cannot be used in a thread. Slack runs commands in channels only.`);
  return doing("command", { channel, line: text });
}

function shortcutsButton() {
  const shortcuts = state.workspace.offered.shortcuts.filter((one) => !one.on_message);
  const button = h(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-label": "Shortcuts",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      title: "Shortcuts",
      onclick: () =>
        openMenu(
          button,
          "Shortcuts",
          shortcuts.map((one) => ({
            label: one.name,
            chosen: () => doing("shortcut", { callback_id: one.callback_id }),
          })),
        ),
    },
    icon("bolt"),
  );
  return button;
}

function suggesting(box, list) {
  let found = [];
  let at = 0;
  const hide = () => {
    found = [];
    list.hidden = true;
    box.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    box.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const take = (number) => {
    const { from, text } = found[number];
    box.setRangeText(text, from, box.selectionStart, "end");
    box.dispatchEvent(new Event("input"));
    box.focus();
  };
  const refresh = () => {
    found = completions(box.value, box.selectionStart);
    if (!found.length) return hide();
    at = 0;
    list.replaceChildren(...found.map((one, number) => option(list.id, one, number, take)));
    list.hidden = false;
    return mark();
  };
  const key = (event) => {
    if (list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + found.length) % found.length;
    else if (event.key === "Escape") hide();
    else if (event.key === "Tab" || (event.key === "Enter" && !found[at].complete)) take(at);
    else return false;
    event.preventDefault();
    if (!list.hidden) mark();
    return true;
  };
  return { refresh, hide, key };
}

function option(listId, { label, about }, number, take) {
  const press = (event) => {
    event.preventDefault(); // the text keeps the focus
    take(number);
  };
  return h(
    "div",
    { role: "option", id: `${listId}-${number}`, class: "completion", onmousedown: press },
    h("strong", {}, label),
    h("span", {}, about),
  );
}
