// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Short messages of the workspace itself, and words that only screen readers say.

import { find, h, icon } from "./dom.js";

const SHOWN_MS = 7000;

/** Show a message for a while. A dialog makes all outside it inert, so the toasts move into the one on top. */
export function toast(text) {
  const toasts = find("toasts");
  const top = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (toasts.parentElement !== top) top.append(toasts);
  const one = h("div", { class: "toast" }, icon("alert"), h("span", {}, text));
  const shut = h(
    "button",
    { type: "button", class: "quiet", "aria-label": "Dismiss", onclick: () => one.remove() },
    icon("close"),
  );
  one.append(shut);
  toasts.append(one);
  setTimeout(() => one.remove(), SHOWN_MS);
}

export function bringToastsBack() {
  document.body.append(find("toasts"));
}

export function announce(text) {
  find("announcer").textContent = text;
}
