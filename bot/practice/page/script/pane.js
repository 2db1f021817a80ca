// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// The middle: the head of a place, its messages or the Home tab, and the composer below.

import { doing } from "./acting.js";
import { avatar } from "./avatars.js";
import { block } from "./blocks.js";
import { composer } from "./composer.js";
import { find, h, icon, keyed } from "./dom.js";
import { arranged, messageNode } from "./message.js";
import { channel, HOME, isDirect, me, person, state } from "./state.js";
import { announce } from "./toasts.js";

const NEAR_END = 80;
let writing = null;
let visit = { place: "", who: "", read: "", last: "" };

/** Build the pane for the place that `state` names; `go` leads to another place, `drawer` opens the left side. */
export function buildPane(go, drawer) {
  visit = { place: state.place, who: state.me, read: null, last: "" };
  find("timeline").replaceChildren();
  head(go, drawer);
  const place = find("composer-place");
  writing = null;
  if (state.place === HOME) return place.replaceChildren();
  const here = channel(state.place);
  if (here.archived)
    return place.replaceChildren(
      h("p", { class: "closed" }, icon("box"), "This channel is archived. It can be read, and nothing can be added."),
    );
  writing = composer(() => ({ channel: state.place }), `Message ${nameOf(here)}, or / for a command`, "composer");
  return place.replaceChildren(writing.node);
}

export const focusComposer = () =>
  matchMedia("(min-width: 761px)").matches && (writing?.box ?? find("timeline")).focus();

/** Show the messages of the place; says whether there was something that the person had not read. */
export function showMessages({ messages, read }, openThread) {
  const timeline = find("timeline");
  if (visit.read === null) visit.read = read;
  const atEnd = !visit.last || timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < NEAR_END;
  const items = [{ ts: "intro" }, ...arranged(messages, visit.read)];
  keyed(
    timeline,
    items,
    (one) => one.ts,
    (one) => (one.ts === "intro" ? intro() : messageNode(one, openThread)),
  );
  const last = messages.at(-1);
  if (atEnd) scrollToEnd(timeline);
  if (last && visit.last && last.ts > visit.last && last.user !== state.me)
    announce(`New message from ${person(last.user)?.name ?? "Slack"}`);
  visit.last = last?.ts ?? visit.last;
  return messages.some((one) => one.ts > read && one.user !== state.me);
}

/** Show the Home tab that the bot published. */
export function showHome(home) {
  const waiting = [
    {
      block_id: "none",
      type: "section",
      text: { type: "plain_text", text: "The app has not shown anything here yet." },
    },
  ];
  const at = { where: { view: home?.id ?? "" }, values: home?.state ?? {}, errors: {} };
  keyed(
    find("timeline"),
    home?.blocks ?? waiting,
    (one) => one.block_id,
    (one) => h("div", { class: "home-block" }, block(one, at)),
  );
}

const nameOf = (here) => (isDirect(here.id) ? person(state.workspace.bot).name : `#${here.name}`);

function head(go, drawer) {
  const open = h(
    "button",
    { type: "button", class: "quiet drawer-button", "aria-label": "Channels and people", onclick: drawer },
    icon("menu"),
  );
  const app = state.place === HOME || isDirect(state.place);
  find("pane-head").replaceChildren(
    open,
    ...(app ? appHead(go) : channelHead(channel(state.place))),
    h(
      "span",
      { class: "me-here", title: `You are ${me().name}` },
      avatar(me(), "small"),
      h("span", {}, `You are ${me().name}`),
    ),
  );
}

function channelHead(here) {
  const sign = here.archived ? "box" : here.private ? "lock" : here.shared ? "link" : "hash";
  const members = `${here.members} members${here.shared ? ", shared with another workspace" : ""}`;
  return [
    h(
      "div",
      { class: "pane-title" },
      h("h1", {}, icon(sign), here.name),
      h("p", {}, [here.topic, members].filter(Boolean).join(" · ")),
    ),
  ];
}

function appHead(go) {
  const tab = (id, label) =>
    h(
      "button",
      { type: "button", role: "tab", class: "tab", "aria-selected": String(state.place === id), onclick: () => go(id) },
      label,
    );
  return [
    h(
      "div",
      { class: "pane-title" },
      h("h1", {}, h("img", { src: "page/mark.svg", alt: "", class: "mark small" }), person(state.workspace.bot).name),
    ),
    h(
      "div",
      { class: "tabs", role: "tablist", "aria-label": "The app" },
      tab(HOME, "Home"),
      tab(state.workspace.direct.id, "Messages"),
    ),
  ];
}

function intro() {
  const here = channel(state.place);
  const direct = isDirect(here.id);
  const words = direct
    ? "Your direct messages with the app. What concerns you comes here."
    : here.topic || `The beginning of #${here.name}.`;
  const chips = here.archived || !(direct || here.member) ? [] : state.workspace.offered.verbs.map(tryChip);
  return h(
    "div",
    { class: "intro" },
    h("h2", {}, direct ? nameOf(here) : `#${here.name}`),
    h("p", {}, words),
    chips.length > 0 && h("p", { class: "chips-row" }, "Try ", chips),
  );
}

function tryChip({ name, usage }) {
  const line = `${state.workspace.offered.command} ${name}`;
  return h("button", { type: "button", class: "try", onclick: () => writing?.write(usage ? `${line} ` : line) }, line);
}

function scrollToEnd(timeline) {
  const fresh = timeline.querySelector(".fresh");
  if (fresh && !visit.last) fresh.scrollIntoView({ block: "center" });
  else timeline.scrollTop = timeline.scrollHeight;
}

/** Tell the app that its Home or messages are looked at, as Slack does on each visit. */
export const visitApp = () => doing("home", { tab: state.place === HOME ? "home" : "messages" });
