// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// The dialog with the modal on top of the stack. Fields keep their element, and so focus and typed text, when the bot
// updates the view around them.

import { doing } from "./acting.js";
import { block } from "./blocks.js";
import { find, h, icon, keyed } from "./dom.js";
import { flushDrafts, forgetDrafts } from "./texts.js";
import { bringToastsBack } from "./toasts.js";

let shown = null;
let newest = "";

/** Show the topmost of the open modals, or close the dialog when there is none; an answer that is overtaken is past. */
export function showModals({ modals, modals_at: at }) {
  if (at < newest) return null;
  newest = at;
  const top = modals.at(-1) ?? null;
  const dialog = find("modal");
  if (!top) return close(dialog);
  if (shown?.id !== top.id) build(dialog, top);
  const wrongBefore = Object.keys(shown?.errors ?? {}).length;
  shown = top;
  update(dialog, top);
  if (!dialog.open) {
    dialog.showModal();
    focusFirst(dialog);
  }
  if (Object.keys(top.errors).length && !wrongBefore) dialog.querySelector(".field.wrong [aria-invalid]")?.focus();
  return null;
}

/** Closing with Escape is closing the modal in the workspace, which then closes the dialog. */
export function prepareModal() {
  find("modal").addEventListener("cancel", (event) => {
    event.preventDefault();
    dismiss();
  });
}

function build(dialog, view) {
  const shut = h(
    "button",
    { type: "button", class: "quiet", "aria-label": view.stacked ? "Back" : "Close", onclick: dismiss },
    icon(view.stacked ? "back" : "close"),
  );
  const cancel = h("button", { type: "button", class: "button", onclick: dismiss });
  const submit = h("button", { type: "button", class: "button primary submit", onclick: () => send(submit) });
  dialog.replaceChildren(
    h("header", { class: "modal-head" }, h("h2", { id: "modal-title", tabindex: "-1" }), shut),
    h("div", { class: "modal-body" }),
    h("footer", { class: "modal-foot" }, h("p", { class: "trouble", role: "alert" }), cancel, submit),
  );
  shown = null;
}

function update(dialog, view) {
  const part = (selector) => dialog.querySelector(selector);
  part("#modal-title").textContent = view.title?.text ?? "";
  part(".trouble").textContent = view.trouble;
  part(".modal-foot .button").textContent = view.close?.text ?? "Close";
  part(".submit").hidden = !view.submit;
  part(".submit").textContent = view.submit?.text ?? "";
  const at = { where: { view: view.id }, values: view.state, errors: view.errors, enter: () => send(part(".submit")) };
  const focus = keepFocus(dialog);
  const items = view.blocks.map((one) => ({ one, problem: view.errors[one.block_id] ?? "" }));
  keyed(
    part(".modal-body"),
    items,
    ({ one }) => one.block_id,
    ({ one }) => block(one, at) ?? h("span", { hidden: true }),
  );
  focus();
}

function keepFocus(dialog) {
  const { id, selectionStart, selectionEnd, type } = document.activeElement ?? {};
  return () => {
    if (!id || !dialog.open || document.activeElement?.id === id) return;
    const again = document.getElementById(id);
    again?.focus();
    if (again && ["text", "textarea"].includes(type) && selectionStart !== null)
      again.setSelectionRange(selectionStart, selectionEnd);
  };
}

function focusFirst(dialog) {
  const wanted =
    dialog.querySelector("[data-focus]") ?? dialog.querySelector(".modal-body :is(input, textarea, select)");
  (wanted ?? dialog.querySelector(".submit:not([hidden])") ?? dialog.querySelector("#modal-title")).focus();
}

async function send(button) {
  if (button.hidden || button.getAttribute("aria-busy")) return;
  const view = shown.id;
  button.setAttribute("aria-busy", "true");
  await flushDrafts();
  await doing("submit", { view }, button);
}

async function dismiss() {
  const view = shown?.id;
  forgetDrafts();
  if (view) await doing("close", { view });
}

function close(dialog) {
  shown = null;
  forgetDrafts();
  bringToastsBack();
  if (dialog.open) dialog.close();
}
