// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Acts of the person who is shown: sent one after another, with trouble shown and the control that started it busy.

import { act, Refused } from "./server.js";
import { state } from "./state.js";
import { toast } from "./toasts.js";

const listeners = [];
let last = Promise.resolve();

/** Call `listener` after each act with an answer that has the open modals. */
export const whenModals = (listener) => listeners.push(listener);

/** Do something as the person who is shown; null when it could not be done. `control` looks busy meanwhile. */
export function doing(name, given = {}, control = null) {
  const who = state.me;
  const turn = last.then(() => done(name, who, given, control));
  last = turn.catch(() => null);
  return turn;
}

async function done(name, who, given, control) {
  control?.setAttribute("aria-busy", "true");
  try {
    const outcome = await act(name, who, given);
    if (who === state.me) listeners.forEach((listener) => listener(outcome));
    if (outcome.trouble) toast(outcome.trouble);
    return outcome;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message);
    return null;
  } finally {
    control?.removeAttribute("aria-busy");
  }
}
