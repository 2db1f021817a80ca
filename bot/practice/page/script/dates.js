// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Times as the person reads them, and the {date} and {time} patterns of messages.

const DAY = 86_400_000;
const shown = (options) => new Intl.DateTimeFormat("en", options);
const LONG = shown({ weekday: "long", year: "numeric", month: "long", day: "numeric" });
const MEDIUM = shown({ year: "numeric", month: "long", day: "numeric" });
const SHORT = shown({ year: "numeric", month: "short", day: "numeric" });
const NUMERIC = shown({ year: "numeric", month: "2-digit", day: "2-digit" });
const TIME = shown({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const SECONDS = shown({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

export const moment = (ts) => new Date(Number(ts) * 1000);
export const time = (ts) => TIME.format(moment(ts));
export const day = (ts) => pretty(moment(ts), LONG);
export const exact = (ts) => `${LONG.format(moment(ts))}, ${TIME.format(moment(ts))}`;

/** Fill a pattern such as "{date_short_pretty} at {time}" with a time in epoch seconds. */
export function patterned(pattern, seconds) {
  const at = moment(seconds);
  if (Number.isNaN(at.getTime())) return null;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => FORMATS[name]?.(at) ?? whole);
}

const FORMATS = {
  date_num: (at) => NUMERIC.format(at),
  date_slash: (at) => NUMERIC.format(at),
  date: (at) => MEDIUM.format(at),
  date_short: (at) => SHORT.format(at),
  date_long: (at) => LONG.format(at),
  date_pretty: (at) => pretty(at, MEDIUM, "lower"),
  date_short_pretty: (at) => pretty(at, SHORT, "lower"),
  date_long_pretty: (at) => pretty(at, LONG, "lower"),
  time: (at) => TIME.format(at),
  time_secs: (at) => SECONDS.format(at),
  ago: (at) => ago(at),
};

function pretty(at, format, letters = "") {
  const midnight = new Date().setHours(0, 0, 0, 0);
  const days = Math.floor((at.getTime() - midnight) / DAY);
  const word = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[days];
  if (!word) return format.format(at);
  return letters === "lower" ? word.toLowerCase() : word;
}

function ago(at) {
  const minutes = Math.round((at.getTime() - Date.now()) / 60_000);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  return Math.abs(minutes) < 1440
    ? words.format(Math.round(minutes / 60), "hour")
    : words.format(Math.round(minutes / 1440), "day");
}
