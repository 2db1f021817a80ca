// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Looking again at what the workspace says, without an old answer ever overtaking a new one.

/** A function that does `work` once at a time; calls that come meanwhile cause exactly one more. */
export function oneAtATime(work) {
  let running = null;
  let again = false;
  const all = async () => {
    try {
      while (again) {
        again = false;
        await work();
      }
    } finally {
      running = null;
    }
  };
  return () => {
    again = true;
    running ??= all();
    return running;
  };
}
