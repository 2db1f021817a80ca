// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Rich text blocks, and the Markdown of markdown blocks, as elements.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelMention, dateNode, groupMention, link, mrkdwn, userMention } from "./mrkdwn.js";

export const richText = (block) => h("div", { class: "rich" }, ...block.elements.map(part));

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

function part(element) {
  const inside = () => element.elements.flatMap((leaf) => styled(leaf));
  switch (element.type) {
    case "rich_text_list":
      return list(element);
    case "rich_text_quote":
      return h("blockquote", {}, ...inside());
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, ...inside()));
    default:
      return h("div", { class: "rich-section" }, ...inside());
  }
}

function list(element) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const items = element.elements.map((item) => h("li", {}, ...item.elements.flatMap((leaf) => styled(leaf))));
  return h(
    tag,
    { class: `indent-${element.indent ?? 0}`, start: element.offset ? element.offset + 1 : null },
    ...items,
  );
}

function styled(element) {
  const wrap = (nodes, [name, tag]) => (element.style?.[name] ? [h(tag, {}, ...nodes)] : nodes);
  return Object.entries(STYLES).reduce(wrap, leaf(element));
}

function leaf(element) {
  switch (element.type) {
    case "text":
      return broken(element.text);
    case "link":
      return [link(element.url, element.text || element.url)];
    case "user":
      return [userMention(element.user_id)];
    case "usergroup":
      return [groupMention(element.usergroup_id)];
    case "channel":
      return [channelMention(element.channel_id)];
    case "broadcast":
      return [h("span", { class: "mention me" }, `@${element.range}`)];
    case "emoji":
      return [emoji(element.name)];
    case "date":
      return [dateNode(element.timestamp, element.format, element.fallback)];
    case "color":
      return [h("code", {}, element.value)];
    default:
      return [];
  }
}

const broken = (text) => text.split("\n").flatMap((line, number) => (number ? [h("br"), line] : [line]));

/** The Markdown that messages use: headings, lists, quotes, code, tables as they are; inside lines the usual marks. */
export function markdown(text) {
  const nodes = [];
  const blocks = text.split(/(```[^\n]*\n[\s\S]*?```|\n{2,})/).filter((block) => block.trim());
  for (const block of blocks) nodes.push(markdownBlock(block.replace(/^\n+|\n+$/g, "")));
  return h("div", { class: "rich markdown" }, ...nodes);
}

function markdownBlock(block) {
  const rows = block.split("\n");
  if (block.startsWith("```")) return h("pre", {}, h("code", {}, block.replace(/^```[^\n]*\n|\n?```$/g, "")));
  if (/^#{1,6} /.test(block))
    return h("div", {}, h("h4", {}, ...spans(rows[0].replace(/^#+ /, ""))), ...rows.slice(1).flatMap(row));
  if (rows.every((line) => /^\s*[-*+] /.test(line))) return listOf("ul", rows, /^\s*[-*+] (\[[ x]\] )?/);
  if (rows.every((line) => /^\s*\d+[.)] /.test(line))) return listOf("ol", rows, /^\s*\d+[.)] /);
  if (rows.every((line) => line.startsWith(">")))
    return h("blockquote", {}, ...rows.flatMap((line) => row(line.replace(/^> ?/, ""))));
  return h("p", {}, ...rows.flatMap(row));
}

const row = (line, number) => (number ? [h("br"), ...spans(line)] : spans(line));
const listOf = (tag, rows, mark) => h(tag, {}, ...rows.map((line) => h("li", {}, ...spans(line.replace(mark, "")))));

// Standard Markdown marks rewritten to the ones of messages, on text that is escaped first so that it stays text.
function spans(line) {
  const escaped = line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const linked = escaped.replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>");
  const bold = linked.replace(/(?<![*\w])\*(?!\*)([^*]+)\*(?!\*)/g, "_$1_").replace(/\*\*([^*]+)\*\*/g, "*$1*");
  return mrkdwn(bold.replace(/~~([^~]+)~~/g, "~$1~"));
}
