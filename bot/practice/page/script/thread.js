// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// The thread beside the messages.

import { composer } from "./composer.js";
import { find, h, icon, keyed } from "./dom.js";
import { arranged, messageNode } from "./message.js";
import { channel, isDirect, state } from "./state.js";

const NEAR_END = 80;

/** Build the panel for the thread that `state` names, or hide it. */
export function buildThread(close) {
  const panel = find("thread");
  panel.hidden = !state.thread;
  find("desk").classList.toggle("with-thread", Boolean(state.thread));
  if (!state.thread) return panel.replaceChildren();
  const here = channel(state.place);
  const shut = h(
    "button",
    { type: "button", class: "quiet", "aria-label": "Close thread", onclick: close },
    icon("close"),
  );
  const list = h("div", {
    class: "timeline replies",
    role: "log",
    "aria-label": "Thread",
    "aria-live": "off",
    tabindex: "-1",
  });
  const writing = here.archived
    ? null
    : composer(() => ({ channel: state.place, thread: state.thread }), "Reply", "reply");
  panel.onkeydown = (event) => event.key === "Escape" && !event.defaultPrevented && close();
  panel.replaceChildren(
    h(
      "header",
      { class: "pane-head" },
      h("div", { class: "pane-title" }, h("h1", {}, "Thread"), h("p", {}, isDirect(here.id) ? "" : `#${here.name}`)),
      shut,
    ),
    list,
    ...(writing ? [h("div", { class: "composer-place" }, writing.node)] : []),
  );
  return writing?.box.focus({ preventScroll: true });
}

/** Show the thread; says whether there was something new in it. */
export function showThread({ messages }) {
  const list = find("thread").querySelector(".replies");
  const first = !list.children.length;
  const atEnd = first || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
  const [root, ...replies] = arranged(messages);
  const count = replies.length ? [{ ts: "count", count: replies.length }] : [];
  keyed(
    list,
    [root, ...count, ...replies],
    (one) => one.ts,
    (one) => (one.count ? line(one.count) : messageNode(one, null)),
  );
  if (first)
    list.querySelector(".thread-line")?.scrollIntoView({ block: "start" }); // a card is long: begin at the replies
  else if (atEnd) list.scrollTop = list.scrollHeight;
  return root.new_replies > 0;
}

const line = (count) =>
  h("div", { class: "day thread-line" }, h("span", {}, `${count} ${count === 1 ? "reply" : "replies"}`));
