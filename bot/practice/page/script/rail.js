// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// The left side: who one is, and the places that this person can go to.

import { avatar } from "./avatars.js";
import { find, h, icon, keyed } from "./dom.js";
import { HOME, person, state } from "./state.js";
import { themeButton } from "./theme.js";

/** Show the people to be; `become` is called with an id. */
export function showPeople(become) {
  const people = state.workspace.people.filter((one) => one.kind !== "bot");
  const items = people.map((one) => ({ ...one, current: one.id === state.me }));
  keyed(
    find("people"),
    items,
    (one) => one.id,
    (one) => face(one, become),
  );
}

/** Show channels, messages and Home; `go` is called with a place, `behind` opens what is behind the scenes. */
export function showRail(go, behind) {
  const { channels, direct, team, bot } = state.workspace;
  const bar = find("rail");
  if (!bar.children.length) bar.append(head(team), h("div", { class: "places", onkeydown: walk }), foot(behind));
  const open = channels.filter((one) => !one.archived);
  const app = person(bot).name;
  const items = [
    { title: "Channels" },
    ...open.map(channelItem),
    { title: "Direct messages" },
    { ...direct, kind: "direct", label: app },
    { title: "Apps" },
    { id: HOME, kind: "home", label: `${app} Home`, badge: 0 },
    ...archived(channels),
  ].map((one) => ({ ...one, current: one.id === state.place }));
  keyed(
    bar.querySelector(".places"),
    items,
    (one) => one.id ?? one.title,
    (one) => (one.title ? h("h2", {}, one.title) : entry(one, go)),
  );
}

const channelItem = (one) => ({ ...one, label: one.name, kind: one.private ? "lock" : one.shared ? "link" : "hash" });

function archived(channels) {
  const old = channels.filter((one) => one.archived);
  return old.length ? [{ title: "Archived" }, ...old.map((one) => ({ ...channelItem(one), kind: "box" }))] : [];
}

function head(team) {
  return h(
    "div",
    { class: "rail-head" },
    h("img", { src: "page/mark.svg", alt: "", class: "mark" }),
    h("div", {}, h("strong", {}, team), h("small", {}, "All of it on this machine")),
  );
}

function foot(behind) {
  return h(
    "div",
    { class: "rail-foot" },
    h("button", { type: "button", class: "quiet wide", onclick: behind }, icon("wires"), "Behind the scenes"),
    themeButton(),
  );
}

function face(one, become) {
  const words = one.badge ? `${one.name}, ${one.title}, ${one.badge} waiting` : `${one.name}, ${one.title}`;
  return h(
    "button",
    {
      type: "button",
      class: "face",
      "aria-label": words,
      title: one.kind ? `${one.title} (${one.kind})` : one.title,
      "aria-pressed": String(one.current),
      onclick: () => become(one.id),
    },
    avatar(one, "large"),
    h("span", { class: "face-name" }, one.name),
    one.badge > 0 && h("span", { class: "badge" }, String(one.badge)),
  );
}

function entry(one, go) {
  const look = ["place", one.unread && "unread", one.archived && "archived"].filter(Boolean).join(" ");
  const sign = { direct: "message", home: "home" }[one.kind] ?? one.kind;
  return h(
    "button",
    {
      type: "button",
      class: look,
      "aria-current": one.current ? "page" : null,
      "data-place": one.id,
      onclick: () => go(one.id),
    },
    icon(sign),
    h("span", { class: "place-name" }, one.label),
    one.badge > 0 && h("span", { class: "badge", "aria-label": `${one.badge} for you` }, String(one.badge)),
  );
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const places = [...event.currentTarget.querySelectorAll(".place")];
  places.at((places.indexOf(document.activeElement) + step) % places.length)?.focus();
}
