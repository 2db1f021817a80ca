// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Slack's markup in messages, as elements: bold, italic, strike, code, quotes, links, mentions, dates, emoji.

import { patterned } from "./dates.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { channel, group, person, state } from "./state.js";

const FENCE = /```\n?([\s\S]*?)\n?```/;
// Each with what must stand before the mark, and what is inside; the mark must end before a space or punctuation.
const INLINE = [
  [/()`([^`\n]+)`/, "code"],
  [/(^|[\s(“"'_~>–—-])\*(?=\S)([^*\n]*[^*\s])\*(?=$|[\s).,:;!?”"'_~<–—-])/, "strong"],
  [/(^|[\s(“"'*~>–—-])_(?=\S)([^_\n]*[^_\s])_(?=$|[\s).,:;!?”"'*~<–—-])/, "em"],
  [/(^|[\s(“"'*_>–—-])~(?=\S)([^~\n]*[^~\s])~(?=$|[\s).,:;!?”"'*_<–—-])/, "s"],
];
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const unescaped = (text) => text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);

/** A text object of Block Kit: mrkdwn is interpreted, plain_text is not. */
export function textObject(text) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text, { verbatim: text.verbatim }) : plainText(text);
}

export const plainText = (text) => lines(text.emoji === false ? text.text : withEmoji(text.text));

/** mrkdwn as a list of nodes. `verbatim` leaves bare addresses alone. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const nodes = [];
  let rest = text;
  for (let fence = FENCE.exec(rest); fence; fence = FENCE.exec(rest)) {
    nodes.push(...quoted(rest.slice(0, fence.index), verbatim), h("pre", {}, h("code", {}, unescaped(fence[1]))));
    rest = rest.slice(fence.index + fence[0].length).replace(/^\n/, "");
  }
  return [...nodes, ...quoted(rest, verbatim)];
}

/** A link that leaves this page, or text when its address is not one of the web. */
export function link(address, ...label) {
  const text = label.length ? label : [address];
  if (!/^(https?:|mailto:)/i.test(address)) return h("span", {}, ...text);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...text);
}

/** @name, marked when it is the person who reads. */
export function userMention(id) {
  const found = person(id);
  return h("span", { class: id === state.me ? "mention me" : "mention" }, `@${found?.name ?? "someone"}`);
}

export function groupMention(id, fallback = "") {
  return h("span", { class: "mention" }, `@${group(id)?.handle ?? (fallback.replace(/^@/, "") || "group")}`);
}

export function channelMention(id, fallback = "") {
  const found = channel(id);
  if (!found) return h("span", { class: "mention" }, fallback ? `#${fallback}` : "private channel");
  return h("a", { class: "mention", href: `#${state.me}/${id}` }, `#${found.name}`);
}

export function dateNode(seconds, pattern, fallback) {
  const text = patterned(pattern, seconds);
  return text ? h("time", { datetime: new Date(seconds * 1000).toISOString() }, text) : fallback;
}

function quoted(text, verbatim) {
  const nodes = [];
  for (const part of text.split(/((?:^|\n)(?:&gt;|>)[^\n]*(?:\n(?:&gt;|>)[^\n]*)*)/)) {
    const quote = /^\n?(?:&gt;|>)/.test(part);
    if (quote)
      nodes.push(h("blockquote", {}, ...inline(part.replace(/^\n/, "").replace(/^(?:&gt;|>) ?/gm, ""), verbatim)));
    else if (part) nodes.push(...inline(nodes.length ? part.replace(/^\n/, "") : part, verbatim));
  }
  return nodes;
}

// Emphasis may hold links and mentions (*<https://…|label>*), so it is looked for before they are.
function inline(text, verbatim) {
  const matches = INLINE.map(([pattern, tag]) => ({ match: pattern.exec(text), tag })).filter((one) => one.match);
  if (!matches.length) return tokens(text, verbatim);
  const starts = ({ match }) => match.index + match[1].length;
  const { match, tag } = matches.reduce((first, one) => (starts(one) < starts(first) ? one : first));
  const inside = tag === "code" ? [unescaped(match[2])] : inline(match[2], verbatim);
  const before = text.slice(0, match.index) + match[1];
  const after = text.slice(match.index + match[0].length);
  return [...tokens(before, verbatim), h(tag, {}, ...inside), ...inline(after, verbatim)];
}

function tokens(text, verbatim) {
  return text.split(/(<[^<>\n]+>)/).flatMap((part) => {
    if (/^<[^<>]+>$/.test(part)) return [marked(part.slice(1, -1))];
    return verbatim ? lines(named(part)) : linked(named(part));
  });
}

const named = (text) => unescaped(withEmoji(text));

function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]])/)
    .flatMap((part) => (/^https?:\/\//.test(part) ? [link(part)] : lines(part)));
}

function lines(text) {
  return text
    .split("\n")
    .flatMap((line, number) => (number ? [h("br"), line] : [line]))
    .filter((part) => part !== "");
}

function marked(inside) {
  const [target, label = ""] = inside.split(/\|(.*)/s);
  if (target.startsWith("@")) return userMention(target.slice(1));
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!subteam^")) return groupMention(target.slice("!subteam^".length), label);
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!")) return h("span", { class: "mention me" }, `@${target.slice(1)}`);
  return link(unescaped(target), ...(label ? lines(named(label)) : []));
}

function date(target, fallback) {
  const [, seconds, pattern, address] = target.split("^");
  const node = dateNode(Number(seconds), pattern, unescaped(fallback));
  return address ? link(address, node) : node;
}
