// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Behind the scenes: the last requests between the workspace and the bot, and faults to try on it.

import { time } from "./dates.js";
import { find, h, icon, keyed } from "./dom.js";
import { oneAtATime } from "./refreshing.js";
import { faults, Refused, traffic } from "./server.js";
import { toast } from "./toasts.js";

const TARGETS = [
  ["*", "the bot's next call"],
  ["chat.postMessage", "its next post"],
  ["chat.update", "its next edit"],
  ["views.open", "the next form it opens"],
];
const FAULTS = [
  ["429", "Slow down: try again in 10 s", { kind: "rate_limited", seconds: 10 }],
  ["500", "An error of the server", { kind: "server_error", status: 500 }],
  ["Lost answer", "Done, but the answer never arrives", { kind: "lost_answer" }],
  ["Slow", "Done after 4 s", { kind: "slow", seconds: 4 }],
];
const DELIVERIES = [
  ["Click lost", "The next click or form never reaches the bot", { target: "delivery:interactions", kind: "dropped" }],
  [
    "Answer lost",
    "The bot's answer to the next click or form is lost",
    { target: "delivery:interactions", kind: "lost_ack" },
  ],
  ["Sent twice", "The next event arrives twice", { target: "delivery:events", kind: "duplicate" }],
];
const opened = new Set();

/** Open or close the panel. */
export function toggleBehind() {
  const panel = find("behind");
  panel.hidden = !panel.hidden;
  if (panel.hidden) return;
  if (!panel.children.length) build(panel);
  refreshBehind();
  panel.querySelector("button").focus();
}

/** Show the traffic of this moment, if the panel is open. */
export const refreshBehind = oneAtATime(async () => {
  const panel = find("behind");
  if (panel.hidden) return;
  const [{ exchanges }, now] = await Promise.all([traffic(), faults()]);
  keyed(panel.querySelector(".exchanges"), exchanges, (one) => one.number, exchange);
  panel.querySelector(".in-force").textContent =
    now.faults.map((one) => `${one.kind.replace("_", " ")} on ${one.target}`).join(", ") || "none";
});

function build(panel) {
  const target = h(
    "select",
    { class: "select", "aria-label": "Which call fails" },
    TARGETS.map(([value, label]) => h("option", { value }, label)),
  );
  const at = (fault) => ({ target: target.value, ...fault });
  const shut = h(
    "button",
    { type: "button", class: "quiet", "aria-label": "Close", onclick: toggleBehind },
    icon("close"),
  );
  panel.addEventListener("keydown", (event) => event.key === "Escape" && toggleBehind());
  panel.append(
    h(
      "header",
      { class: "behind-head" },
      h("h2", {}, "Behind the scenes"),
      h("p", {}, "What goes over the wire between Slack (this page) and the bot. Newest first."),
      shut,
    ),
    h(
      "div",
      { class: "faults" },
      h(
        "div",
        { class: "fault-row" },
        h("span", { class: "fault-title" }, "Let", target, "fail:"),
        FAULTS.map((one) => faultButton(one, at)),
      ),
      h(
        "div",
        { class: "fault-row" },
        h("span", { class: "fault-title" }, "On the way to the bot:"),
        DELIVERIES.map((one) => faultButton(one, at)),
      ),
      h(
        "div",
        { class: "fault-row" },
        h("span", { class: "fault-title" }, "In force: ", h("strong", { class: "in-force" }, "none")),
        h("button", { type: "button", class: "button", onclick: () => change("DELETE") }, "Lift all faults"),
      ),
    ),
    h("div", { class: "exchanges", tabindex: "0", role: "group", "aria-label": "Requests and answers" }),
  );
}

function faultButton([label, about, fault], at) {
  return h(
    "button",
    { type: "button", class: "button", title: about, onclick: () => change("POST", at(fault)) },
    label,
  );
}

async function change(method, fault = null) {
  try {
    await faults(method, fault);
    await refreshBehind();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message);
  }
}

function exchange(one) {
  const toBot = one.direction === "to_bot";
  const fine = one.outcome === "200";
  const body = h("div", { class: "exchange-body" });
  const node = h(
    "details",
    { class: "exchange", open: opened.has(one.number) },
    h(
      "summary",
      {},
      h(
        "span",
        { class: toBot ? "way to" : "way from", title: toBot ? "Slack to bot" : "Bot to Slack" },
        icon(toBot ? "right" : "left"),
      ),
      h("code", {}, one.name),
      h("span", { class: fine ? "outcome" : "outcome bad" }, one.outcome),
      h("span", { class: "when" }, `${Math.round(one.seconds * 1000)} ms`),
      h("time", { class: "when" }, time(one.at)),
    ),
    body,
  );
  node.addEventListener("toggle", () => {
    if (node.open) opened.add(one.number);
    else opened.delete(one.number);
    if (node.open && !body.children.length) body.append(json("Sent", one.sent), json("Answered", one.answer));
  });
  return node;
}

function json(title, content) {
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  return h("div", {}, h("h3", {}, title), h("pre", { tabindex: "0" }, text || "(empty)"));
}
