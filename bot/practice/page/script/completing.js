// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// What can complete a text that is being written, and how names become mentions when it is sent.

import { state } from "./state.js";

const MOST = 8;

/** Completions of the word before `caret`: {from, text, label, about, complete}; complete ones change nothing. */
export function completions(text, caret) {
  const before = text.slice(0, caret);
  if (before.startsWith("/")) return commands(before, caret);
  const word = /(?:^|\s)([@#])([\p{L}\p{N}_-]*)$/u.exec(before);
  if (!word) return [];
  const [, mark, typed] = word;
  const from = caret - typed.length - 1;
  const names = mark === "@" ? mentionable() : channels();
  return names
    .filter((one) => begins(one.name, typed))
    .slice(0, MOST)
    .map(({ name, about }) => ({
      from,
      text: `${mark}${name} `,
      label: `${mark}${name}`,
      about,
      complete: name === typed,
    }));
}

/** The text as it is sent: markup escaped, @names and #names of this workspace as mentions. */
export function written(text) {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const ids = new Map([...mentionable(), ...channels()].map((one) => [one.mark + one.name, one.mention]));
  return escaped.replace(/(^|[\s(])([@#][\p{L}\p{N}_-]+(?: Bot\b)?)/gu, (whole, gap, name) =>
    ids.has(name) ? gap + ids.get(name) : whole,
  );
}

function commands(before, caret) {
  const { command, about, verbs } = state.workspace.offered;
  if (command.startsWith(before)) return [{ from: 0, text: `${command} `, label: command, about, complete: false }];
  const verb = before.startsWith(`${command} `) ? before.slice(command.length + 1) : null;
  if (verb === null || verb.includes(" ")) return [];
  return verbs
    .filter((one) => begins(one.name, verb))
    .map((one) => ({
      from: caret - verb.length,
      text: one.usage ? `${one.name} ` : one.name,
      label: `${command} ${one.name} ${one.usage}`.trim(),
      about: one.about,
      complete: one.name === verb,
    }));
}

const begins = (name, typed) => name.toLowerCase().startsWith(typed.toLowerCase());

function mentionable() {
  const { people, groups } = state.workspace;
  const named = people.map((one) => ({
    mark: "@",
    name: one.name,
    about: one.title || one.kind,
    mention: `<@${one.id}>`,
  }));
  return [
    ...named,
    ...groups.map((one) => ({
      mark: "@",
      name: one.handle,
      about: one.name,
      mention: `<!subteam^${one.id}|@${one.handle}>`,
    })),
  ];
}

function channels() {
  return state.workspace.channels.map((one) => ({
    mark: "#",
    name: one.name,
    about: one.topic,
    mention: `<#${one.id}|${one.name}>`,
  }));
}
