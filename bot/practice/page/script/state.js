// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Who looks at what: the one mutable state of the page, and the address behind # that remembers it.

export const HOME = "home";

/** `place` is a channel id, or HOME; `thread` the ts of the message whose thread is open, or "". */
export const state = { me: "", place: "", thread: "", workspace: null };

export const person = (id) => state.workspace?.people.find((one) => one.id === id);
export const group = (id) => state.workspace?.groups.find((one) => one.id === id);
export const me = () => person(state.me);
export const isDirect = (id) => id === state.workspace?.direct.id;

/** The channel with that id, or the direct messages with the app. */
export function channel(id) {
  const { channels, direct } = state.workspace;
  return id === direct.id ? direct : channels.find((one) => one.id === id);
}

let known = "";

export function readAddress() {
  known = location.hash;
  const [who = "", place = "", thread = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
  return { who, place, thread };
}

/** Let the address say where one is, unless somebody has just written another one: it is followed in a moment. */
export function writeAddress() {
  if (location.hash !== known) return;
  const address = `#${[state.me, state.place, state.thread].filter(Boolean).join("/")}`;
  if (known !== address) history.replaceState(null, "", address);
  known = location.hash;
}
