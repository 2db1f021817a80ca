// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// The question before an act that asks for it.

import { find, h } from "./dom.js";
import { textObject } from "./mrkdwn.js";

/** Ask a confirmation object's question; true when the person confirms. Escape and the quiet button mean no. */
export function confirmed({ title, text, confirm, deny, style }) {
  const dialog = find("confirm");
  return new Promise((answer) => {
    const close = (value) => () => dialog.close(value);
    dialog.replaceChildren(
      h("h2", { id: "confirm-title" }, title.text),
      h("div", { class: "confirm-text" }, ...textObject(text)),
      h(
        "div",
        { class: "confirm-foot" },
        h("button", { type: "button", class: "button", onclick: close("no") }, deny.text),
        h(
          "button",
          { type: "button", class: `button ${style ?? "primary"}`, autofocus: true, onclick: close("yes") },
          confirm.text,
        ),
      ),
    );
    dialog.returnValue = "";
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
}
