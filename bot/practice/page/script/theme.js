// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Light or dark: as the system says, until the person switches.

import { h, icon } from "./dom.js";

const KEY = "practice-theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (localStorage.getItem(KEY) ?? (system.matches ? "dark" : "light")) === "dark";

export function applyTheme() {
  const chosen = localStorage.getItem(KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;
}

export function themeButton() {
  const button = h("button", {
    type: "button",
    class: "quiet",
    onclick: () => {
      localStorage.setItem(KEY, isDark() ? "light" : "dark");
      applyTheme();
      draw();
    },
  });
  const draw = () => {
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-label", isDark() ? "Switch to light" : "Switch to dark");
  };
  system.addEventListener("change", draw);
  draw();
  return button;
}
