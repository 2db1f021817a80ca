// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// One message: who, when, its blocks or text, files, reactions, the way into its thread, and what can be done with it.

import { doing } from "./acting.js";
import { avatar } from "./avatars.js";
import { blocks } from "./blocks.js";
import { day, exact, time } from "./dates.js";
import { h, icon } from "./dom.js";
import { picture } from "./elements.js";
import { emoji } from "./emoji.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { person, state } from "./state.js";

const TOGETHER_SECONDS = 300;
const PICTURE = /\.(png|gif|jpe?g)$/i; // as the server shows them

/** Mark the messages that begin a day, that are new, or that go on where the one before stopped. */
export function arranged(messages, read = "") {
  let begun = false;
  return messages.map((message, number) => {
    const before = messages[number - 1];
    const newDay = !before || day(before.ts) !== day(message.ts);
    const fresh = !begun && read !== "" && message.ts > read && message.user !== state.me && !message.ephemeral;
    begun ||= fresh;
    const near = before && message.ts - before.ts < TOGETHER_SECONDS;
    const alike = near && before.user === message.user && before.ephemeral === message.ephemeral && !before.reply_count;
    const goesOn = alike && !newDay && !fresh && !message.bot_id; // what the app says stands for itself
    return { ...message, newDay, fresh, goesOn };
  });
}

/** One message as an element; `openThread` is called with its ts, and is missing inside a thread. */
export function messageNode(message, openThread) {
  const user = person(message.user);
  const name = user?.name ?? "Slack";
  const look = ["message", message.goesOn && "goes-on", message.ephemeral && "ephemeral", message.hidden && "tombstone"]
    .filter(Boolean)
    .join(" ");
  return h(
    "div",
    { class: "row" },
    message.newDay && h("div", { class: "day" }, h("span", {}, day(message.ts))),
    message.fresh && h("div", { class: "fresh" }, h("span", {}, "New")),
    h(
      "article",
      { class: look, "aria-label": `${name}, ${time(message.ts)}`, "data-ts": message.ts },
      h(
        "div",
        { class: "gutter" },
        message.goesOn ? h("time", { class: "when" }, time(message.ts)) : avatar(user, "medium"),
      ),
      h(
        "div",
        { class: "said" },
        message.ephemeral && h("p", { class: "only-you" }, icon("lock"), "Only visible to you"),
        !message.goesOn &&
          h(
            "p",
            { class: "who" },
            h("strong", {}, name),
            user?.kind === "bot" && h("span", { class: "tag" }, "app"),
            h("time", { class: "when", title: exact(message.ts) }, time(message.ts)),
          ),
        h("div", { class: "content" }, content(message)),
        message.edited && h("span", { class: "edited" }, "(edited)"),
        (message.reactions ?? []).map((one) => h("span", { class: "reaction" }, emoji(one.name), ` ${one.count}`)),
        openThread && message.reply_count > 0 && threadBar(message, openThread),
      ),
      !message.ephemeral && !message.hidden && tools(message, openThread),
    ),
  );
}

function content(message) {
  const at = { where: { channel: message.channel, ts: message.ts }, values: {} };
  const own = message.bot_id && message.blocks?.length; // people's messages read best from their text
  const files = (message.files ?? []).map(attached);
  return [own ? blocks(message.blocks, at) : h("div", { class: "b-text" }, ...mrkdwn(message.text)), files];
}

/** A file: a picture is shown, anything else is there to be downloaded. */
function attached(file) {
  if (PICTURE.test(file.name)) return picture({ slack_file: { id: file.id }, alt_text: file.alt_txt || file.title });
  const size = `${Math.max(1, Math.round(file.size / 1024))} kB`;
  return h(
    "a",
    { class: "attached", href: `page/file/${file.id}`, download: file.name },
    icon("file"),
    file.title,
    h("span", { class: "when" }, size),
  );
}

function threadBar(message, openThread) {
  const count = message.reply_count;
  const fresh =
    message.new_replies > 0 &&
    h("span", { class: message.called ? "badge" : "tag fresh-tag" }, `${message.new_replies} new`);
  return h(
    "button",
    { type: "button", class: "thread-bar", onclick: () => openThread(message.ts) },
    h(
      "span",
      { class: "faces" },
      message.reply_users.slice(0, 4).map((id) => avatar(person(id), "small")),
    ),
    h("span", { class: "thread-count" }, `${count} ${count === 1 ? "reply" : "replies"}`),
    fresh,
    h("span", { class: "when" }, `last at ${time(message.latest_reply)}`),
  );
}

function tools(message, openThread) {
  const shortcuts = state.workspace.offered.shortcuts.filter((one) => one.on_message);
  const about = { channel: message.channel, ts: message.ts };
  const more = h(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-label": "More for this message",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: () =>
        openMenu(
          more,
          "Shortcuts",
          shortcuts.map((one) => ({
            label: one.name,
            chosen: () => doing("shortcut", { ...about, callback_id: one.callback_id }),
          })),
        ),
    },
    icon("more"),
  );
  const reply =
    openThread &&
    h(
      "button",
      { type: "button", class: "quiet", "aria-label": "Reply in thread", onclick: () => openThread(message.ts) },
      icon("reply"),
    );
  const offered = [reply, shortcuts.length > 0 && more].filter(Boolean);
  return offered.length > 0 && h("div", { class: "tools" }, offered);
}
