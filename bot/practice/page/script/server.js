// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Talking to the practice workspace behind this page: looking, acting, and hearing of changes as they happen.

const RECONNECT_MS = 800;

/** What the workspace says about a request that cannot be done; the message is a sentence for the person. */
export class Refused extends Error {}

export const look = (path, me) => fetched(`page/${path}?as=${me}`);

export function act(name, me, given = {}) {
  const headers = { "Content-Type": "application/json" };
  return fetched(`page/act/${name}?as=${me}`, { method: "POST", headers, body: JSON.stringify(given) });
}

export const traffic = () => fetched("page/traffic");

export function faults(method = "GET", fault = null) {
  return fetched("faults", { method, body: fault && JSON.stringify(fault) });
}

/** Call `changed(change)` at each change until the returned function is called; `lost(true|false)` on the way. */
export function live(me, changed, lost) {
  let socket = null;
  let stopped = false;
  const connect = () => {
    const address = new URL(`page/live?as=${me}`, document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    socket.onopen = () => lost(false);
    socket.onmessage = (message) => changed(JSON.parse(message.data));
    socket.onclose = () => {
      if (stopped) return;
      lost(true);
      setTimeout(connect, RECONNECT_MS);
    };
  };
  connect();
  return () => {
    stopped = true;
    socket.close();
  };
}

async function fetched(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("The practice workspace does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `The practice workspace answered ${response.status}.`);
  return body;
}
