// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Faces of people: their initial on a colour of their own; the app has its mark.

import { h } from "./dom.js";
import { state } from "./state.js";

const COLOURS = 10;

/** An avatar in one of the sizes small, medium and large. It says nothing to screen readers: the name stands beside. */
export function avatar(user, size) {
  if (user?.kind === "bot") return h("img", { class: `avatar ${size}`, src: "page/mark.svg", alt: "" });
  const name = user?.name ?? "S";
  return h(
    "span",
    { class: `avatar ${size} colour-${user ? colourOf(user.id) : "none"}`, "aria-hidden": "true" },
    initials(name),
  );
}

const initials = (name) =>
  name
    .split(" ")
    .slice(0, 2)
    .map((part) => part[0])
    .join("");

const colourOf = (id) => state.workspace.people.findIndex((one) => one.id === id) % COLOURS;
