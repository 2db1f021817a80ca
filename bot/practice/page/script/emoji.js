// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// The emoji that people and the office use by name; an unknown name stays as it was written.

const EMOJI = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_right: "➡️", bell: "🔔", books: "📚", bug: "🐛", bulb: "💡",
  calendar: "📅", chart_with_upwards_trend: "📈", clap: "👏", clipboard: "📋", closed_lock_with_key: "🔐", eyes: "👀",
  fast_forward: "⏩", gear: "⚙️", hand: "✋", heart: "❤️", heavy_check_mark: "✔️", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", information_source: "ℹ️", key: "🔑", large_blue_circle: "🔵", large_green_circle: "🟢",
  large_yellow_circle: "🟡", leftwards_arrow_with_hook: "↩️", link: "🔗", lock: "🔒", mag: "🔍", mailbox: "📫",
  memo: "📝", no_entry: "⛔", no_entry_sign: "🚫", ok_hand: "👌", package: "📦", page_facing_up: "📄", pencil: "✏️",
  pray: "🙏", pushpin: "📌", question: "❓", raised_hand: "✋", red_circle: "🔴", repeat: "🔁", rocket: "🚀",
  scales: "⚖️", seedling: "🌱", shield: "🛡️", slightly_smiling_face: "🙂", smile: "😄", sparkles: "✨",
  speech_balloon: "💬", star: "⭐", stopwatch: "⏱️", sunflower: "🌻", tada: "🎉", thinking_face: "🤔", thumbsup: "👍",
  warning: "⚠️", wave: "👋", white_check_mark: "✅", white_circle: "⚪", x: "❌", zap: "⚡",
};

export const emoji = (name) => EMOJI[name] ?? `:${name}:`;

/** Replace each :name: in a text that is not markup. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
