// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// A menu that opens below a button: arrow keys move in it, Escape and a click beside it close it.

import { h } from "./dom.js";

const GAP = 6;

/** Open a menu at `button`. Entries are {label, about, danger, chosen}; `chosen` is called when one is taken. */
export function openMenu(button, label, entries) {
  const menu = h("div", {
    class: "menu",
    popover: "auto",
    role: "menu",
    "aria-label": label,
    onkeydown: (event) => move(event, menu),
  });
  menu.append(...entries.map((entry) => item(menu, entry)));
  menu.addEventListener("toggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "closed") closed(menu, button);
  });
  (button.closest("dialog") ?? document.body).append(menu);
  menu.showPopover();
  place(menu, button);
  menu.firstElementChild?.focus();
}

/** Put a popover below an element, or above where there is more room; it never grows out of the window. */
export function place(popover, anchor) {
  const around = anchor.getBoundingClientRect();
  const room = { below: innerHeight - around.bottom - 2 * GAP, above: around.top - 2 * GAP };
  const below = popover.offsetHeight <= room.below || room.below >= room.above;
  popover.style.maxHeight = `${below ? room.below : room.above}px`;
  popover.style.top = `${below ? around.bottom + GAP : around.top - GAP - popover.offsetHeight}px`;
  popover.style.left = `${Math.max(GAP, Math.min(around.left, innerWidth - popover.offsetWidth - GAP))}px`;
}

function item(menu, { label, about = "", danger = false, chosen }) {
  const take = () => {
    menu.hidePopover();
    chosen();
  };
  const look = danger ? "menu-item danger" : "menu-item";
  return h(
    "button",
    { type: "button", role: "menuitem", class: look, onclick: take },
    h("span", {}, label),
    about && h("small", {}, about),
  );
}

function closed(menu, button) {
  const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
  menu.remove();
  if (inside) button.focus();
}

function move(event, menu) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  items.at(target % items.length)?.focus();
}
